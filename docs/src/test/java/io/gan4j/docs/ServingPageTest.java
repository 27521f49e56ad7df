package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.core.serve.Receipt;
import io.gan4j.core.serve.ServiceOptions;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SamplePictures;
import io.gan4j.serve.GanServer;
import io.gan4j.serve.ModelSource;
import io.gan4j.serve.ServerOptions;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("The manual's page on serving")
class ServingPageTest {
  private static final Path MODEL = Page.ROOT.resolve("models/digits").toAbsolutePath();
  private static final Pattern CURL =
      Pattern.compile(
          "(?m)^curl(?: -d '([^']+)')?(?: -o \\S+ *)?[\\s\\\\]+'?(localhost:8501/\\S*?)'?$");

  @TempDir Path folder;

  @Test
  @DisplayName("has a complete service in under 60 lines, which gives a seed's picture")
  void service() throws IOException, InterruptedException {
    String source = Page.read("docs/serving.md").file("PictureService.java");
    assertThat(source.lines().count()).isLessThan(60);
    Outsider outsider = new Outsider(folder, Outsider.everything());
    outsider.write(Map.of("PictureService.java", source));
    Path model = exported();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=true",
                "-cp",
                folder + File.pathSeparator + Outsider.everything(),
                "PictureService",
                model.toString(),
                "0")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      String ready = process.inputReader().readLine();
      while (ready != null && !ready.startsWith("ready: ")) {
        ready = process.inputReader().readLine();
      }
      assertThat(ready).isNotNull();
      BufferedImage five = ImageIO.read(URI.create(ready.substring("ready: ".length())).toURL());
      try (GeneratorService service = GeneratorService.open(Gan.load().load(model))) {
        FloatNdArray sample = service.sample(5, 1).join();
        BufferedImage expected =
            SamplePictures.of(
                    sample, SamplePictures.space(model, service.model(), service.sampleShape()))
                .get(0);
        assertThat(Png.encode(five)).isEqualTo(Png.encode(expected));
      }
    } finally {
      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /** A generator as an export of today has it; the one in the checkout is older. */
  private Path exported() {
    Path model = folder.resolve("digits-1");
    Gan gan = Gan.load();
    try (Training training =
        gan.open(gan.preset("digits", "training.steps=1", "evaluation.everyImages=0"))) {
      training.run();
      training.export(model);
    }
    return model;
  }

  @Test
  @DisplayName("has curl lines that a server answers, and receipts that make a picture again")
  void curl() throws IOException, InterruptedException {
    Path model = exported();
    String page = Files.readString(Page.ROOT.resolve("docs/serving.md")).replace("\\\n ", "");
    HttpClient client = HttpClient.newHttpClient();
    try (GanServer server =
        GanServer.start(
            List.of(ModelSource.of(model)),
            Gan.load()::load,
            ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, 0))) {
      Matcher lines = CURL.matcher(page);
      int asked = 0;
      while (lines.find()) {
        if (lines.group(2).contains("/people/")) {
          continue; // rows of another model
        }
        URI address = server.uri().resolve(lines.group(2).replace("localhost:8501", ""));
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (lines.group(1) != null) {
          request.POST(HttpRequest.BodyPublishers.ofString(lines.group(1)));
        }
        HttpResponse<String> answer =
            client.send(
                request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.ISO_8859_1));
        assertThat(answer.statusCode()).as(lines.group() + answer.body()).isEqualTo(200);
        asked++;
      }
      assertThat(asked).isGreaterThanOrEqualTo(9);

      HttpResponse<byte[]> five =
          client.send(
              HttpRequest.newBuilder(server.uri().resolve("/models/digits-1/images?seed=5&z3=0.25"))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      Receipt receipt = Receipt.parse(five.headers().firstValue("X-Receipt").orElseThrow());
      try (GeneratorModel loaded = Gan.load().load(model)) {
        FloatNdArray sample = receipt.sample(loaded);
        assertThat(
                Png.encode(
                    SamplePictures.of(
                            sample, SamplePictures.space(model, loaded, sample.shape().tail()))
                        .get(0)))
            .isEqualTo(five.body());
      }
    }
  }

  @Test
  @DisplayName("has a row for every meter of a service")
  void meters() throws IOException {
    String page = Files.readString(Page.ROOT.resolve("docs/serving.md"));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (GeneratorService service =
        GeneratorService.open(Gan.load().load(MODEL), ServiceOptions.DEFAULT, registry, "digits")) {
      assertThat(service.sample(5, 1).join().shape().get(0)).isEqualTo(1);
      for (Meter meter : registry.getMeters()) {
        assertThat(page)
            .contains("| `" + meter.getId().getName() + "` |")
            .contains("| " + meter.getId().getDescription() + " |");
      }
    }
  }
}
