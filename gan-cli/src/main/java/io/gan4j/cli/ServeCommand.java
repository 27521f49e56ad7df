package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.internal.FileNames;
import io.gan4j.core.Gan;
import io.gan4j.core.serve.ServiceOptions;
import io.gan4j.serve.GanServer;
import io.gan4j.serve.ModelSource;
import io.gan4j.serve.ServerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code gan serve}: trained generators over HTTP. */
@Command(
    name = "serve",
    description = {
      "Serve trained generators over HTTP until Ctrl-C.",
      "",
      "TensorFlow Serving's REST is at /v1/models/NAME, the Open Inference Protocol at"
          + " /v2/models/NAME, pictures and rows at /models/NAME/images and rows, a page with"
          + " sliders at /models/NAME, all addresses in /openapi.json."
    })
final class ServeCommand implements Callable<Integer> {
  /** Where the token is looked for: what stands in a command line others can read. */
  static final String TOKEN = "GAN4J_SERVE_TOKEN";

  private final Gan gan;
  private final Console console;

  @Parameters(
      arity = "1..*",
      paramLabel = "MODEL",
      description =
          "An exported generator, a run's directory, or a folder of versions called by their"
              + " numbers, of which new ones are loaded when they appear. NAME=PATH serves it"
              + " under another name than its folder's.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private List<String> models;

  @Option(
      names = "--port",
      paramLabel = "P",
      defaultValue = "8501",
      description = "Where to listen; 0 for any free port (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = ServerOptions.LOOPBACK,
      description =
          "The address to listen at. By default only this machine is heard; 0.0.0.0 hears all, and"
              + " then "
              + TOKEN
              + " should hold a token, which callers send as Authorization: Bearer TOKEN.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String host;

  @Option(
      names = "--versions",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "How many of a model's versions to serve, the newest (default:" + " ${DEFAULT-VALUE}).")
  private int versions;

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "64",
      description =
          "Samples that a generator makes at once, of all requests that wait; a multiple of 4"
              + " (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Option(
      names = "--window",
      paramLabel = "MS",
      defaultValue = "0",
      description =
          "Milliseconds that a batch which is not full waits for more (default:"
              + " ${DEFAULT-VALUE}: it takes what is there).")
  private long window;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "16384",
      description =
          "Samples that may wait; requests beyond are answered with 429 (default:"
              + " ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--timeout",
      paramLabel = "S",
      defaultValue = "30",
      description =
          "Seconds that a request may take to arrive and to be answered (default:"
              + " ${DEFAULT-VALUE}).")
  private long timeout;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Inject
  ServeCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() throws InterruptedException {
    AtomicInteger code = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(1);
    Gan trusting = trust.applyTo(gan);
    List<ModelSource> sources = models.stream().map(this::source).toList();
    try (GanServer server = GanServer.start(sources, trusting::load, options())) {
      Signals.handle(
          exitCode -> {
            code.set(exitCode);
            console.err().println("\ngan: finishing what is under way (again: leave at once)");
            asked.countDown();
          });
      if (token() == null && !host.equals(ServerOptions.LOOPBACK)) {
        console.note("everybody who reaches " + host + " is served: " + TOKEN + " is not set");
      }
      sources.forEach(
          source ->
              console.note(source.name() + " at " + server.uri() + "models/" + source.name()));
      console.out().println(server.uri());
      asked.await();
    }
    return code.get();
  }

  private ServerOptions options() {
    return new ServerOptions(
        host,
        port,
        token(),
        versions,
        ServerOptions.DEFAULT.mostBody(),
        Duration.ofSeconds(timeout),
        new ServiceOptions(batch, Duration.ofMillis(window), Math.max(batch, queue)));
  }

  private static @Nullable String token() {
    String token = System.getenv(TOKEN);
    return token == null || token.isBlank() ? null : token;
  }

  private ModelSource source(String model) {
    int equals = model.indexOf('=');
    String name = equals > 0 ? model.substring(0, equals) : "";
    boolean named = !name.isEmpty() && name.matches("[A-Za-z0-9_.-]+");
    Path path = FileNames.path(named ? model.substring(equals + 1) : model);
    CheckedRun.requireThere(path);
    if (CheckedRun.isRun(path)) {
      CheckedRun run = CheckedRun.open(gan, path, console);
      if (!run.hasModel()) {
        throw new UsageException(
            path + " has not exported its generator yet: gan export " + path + " --out DIR");
      }
      ModelSource own = ModelSource.of(path);
      return new ModelSource(named ? name : own.name(), run.directory().model());
    }
    return named ? new ModelSource(name, path) : ModelSource.of(path);
  }
}
