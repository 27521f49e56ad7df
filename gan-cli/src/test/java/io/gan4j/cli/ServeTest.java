package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.core.Gan;
import io.gan4j.serve.GanServer;
import io.gan4j.serve.ModelSource;
import io.gan4j.serve.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("gan serve")
class ServeTest {
  private static final Path DIGITS = Path.of("../models/digits");

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();

  private HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a JVM there is not told of SIGTERM")
  @DisplayName("serves until it is told to end, says where, and ends well")
  void process() throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        Gan4jProcess.start(log, "serve", "mine=" + DIGITS.toAbsolutePath(), "--port", "0");
    try {
      String at = "";
      for (int i = 0; i < 600 && at.isEmpty() && process.isAlive(); i++) {
        Thread.sleep(100);
        at =
            Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("http://"))
                .findFirst()
                .orElse("");
      }
      assertThat(at).as(Files.readString(log)).isNotEmpty();
      HttpResponse<byte[]> seven = get(URI.create(at + "models/mine/images?seed=5&label=7"));
      assertThat(seven.statusCode()).isEqualTo(200);
      process.destroy(); // SIGTERM
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  @DisplayName("gives receipts of which gan sample makes the same picture, to the bit")
  void receipt() throws IOException, InterruptedException {
    try (GanServer server =
        GanServer.start(
            List.of(ModelSource.of(DIGITS)),
            Gan.load()::load,
            ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, 0))) {
      HttpResponse<byte[]> seven =
          get(server.uri().resolve("/models/digits/images?seed=5&index=11&label=7&z3=0.25"));
      String receipt = seven.headers().firstValue("X-Receipt").orElseThrow();
      Path again = folder.resolve("again.png");
      Cli sampled =
          Cli.run("sample", DIGITS.toString(), "--receipt", receipt, "--out", again.toString());
      assertThat(sampled.exitCode()).as(sampled.err()).isZero();
      assertThat(Files.readAllBytes(again)).isEqualTo(seven.body());

      Cli both =
          Cli.run(
              "sample", DIGITS.toString(), "--receipt", receipt, "--seed", "5", "--out", "x.png");
      assertThat(both.exitCode()).isEqualTo(CommandLineRunner.USAGE);
      assertThat(both.err()).contains("--seed");
      String other = receipt.replaceFirst("gan4j:.", "gan4j:" + (receipt.charAt(6) == '0' ? 1 : 0));
      assertThat(Cli.run("sample", DIGITS.toString(), "--receipt", other, "--out", "x.png").err())
          .contains("another generator");
    }
  }

  @Test
  @DisplayName("refuses what is no model, a port that is none, and two of one name, in a line")
  void refusals() {
    for (String[] arguments :
        new String[][] {
          {"serve", folder.toString()},
          {"serve", folder.resolve("none").toString()},
          {"serve", DIGITS.toString(), "--port", "70000"},
          {"serve", DIGITS.toString(), "--batch", "3"},
          {"serve", DIGITS.toString(), DIGITS.toString()},
          {"serve"},
        }) {
      Cli refused = Cli.run(arguments);
      assertThat(refused.exitCode()).as(refused.err()).isNotZero();
      assertThat(refused.err()).startsWith("gan: ").doesNotContain("\tat ");
    }
  }

  @Test
  @DisplayName("finds versions where gan export --serving puts them")
  void versions() throws IOException {
    Path base = folder.resolve("base");
    assertThat(ServingVersions.next(base)).isEqualTo(base.resolve("1"));
    Files.createDirectories(base.resolve("9"));
    Files.createDirectories(base.resolve("10"));
    Files.createDirectories(base.resolve(".11.partial"));
    assertThat(ServingVersions.next(base)).isEqualTo(base.resolve("11"));
    Cli neither = Cli.run("export", folder.toString());
    assertThat(neither.exitCode()).isNotZero();
  }
}
