package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.random.RandomKey;
import io.gan4j.datasets.catalog.CatalogFile;
import io.gan4j.datasets.catalog.CatalogSet;
import io.gan4j.datasets.catalog.Checksum;
import io.gan4j.datasets.catalog.Checksum.Kind;
import io.gan4j.datasets.catalog.Fetcher;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no SIGKILL there")
@DisplayName("A fetch that is killed again and again")
class KilledFetchTest {
  private static final int KILLS = Integer.getInteger("gan4j.kills", 20);
  private static final int SIZE = 2_000_000;
  private static final int BLOCK = 10_000;

  @TempDir Path temp;

  private final byte[] content = new byte[SIZE];
  private HttpServer http;

  KilledFetchTest() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  /** A process that fetches a set of one file: its cache, address and hash. */
  static final class Fetch {
    private Fetch() {}

    public static void main(String[] arguments) {
      CatalogFile file =
          new CatalogFile(
              "tiny.bin",
              List.of(URI.create(arguments[1])),
              SIZE,
              new Checksum(Kind.CONTENT_SHA256, arguments[2]),
              List.of());
      CatalogSet set =
          new CatalogSet("tiny", "A tiny set", "none", "http://example.org", List.of(file));
      new Fetcher(Path.of(arguments[0]), line -> {}).fetch(set);
    }
  }

  @BeforeEach
  void serve() {
    RandomKey random = RandomKey.of(3);
    for (int i = 0; i < SIZE; i++) {
      content[i] = (byte) random.bits(i);
    }
    http.setExecutor(Executors.newCachedThreadPool());
    http.createContext("/", this::answer);
    http.start();
  }

  @AfterEach
  void stop() {
    http.stop(0);
  }

  /** Slowly, so that there is time to be killed in. */
  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (from > 0) {
      String part = "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE;
      exchange.getResponseHeaders().set("Content-Range", part);
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, SIZE - from);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int at = from; at < SIZE; at += BLOCK) {
        out.write(content, at, Math.min(BLOCK, SIZE - at));
        out.flush();
        TimeUnit.MILLISECONDS.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Process start(Path source) throws IOException {
    String address = "http://127.0.0.1:" + http.getAddress().getPort() + "/file";
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Fetch.class.getName(),
            temp.toString(),
            address,
            Sha256.of(source))
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("log").toFile())
        .start();
  }

  @Test
  @DisplayName("never has a half file under its name, and goes on to the whole one")
  void killed() throws Exception {
    Path source = Files.write(temp.resolve("source"), content);
    Path file = temp.resolve("tiny/tiny.bin");
    RandomKey random = RandomKey.of(4);
    int parts = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Process process = start(source);
      process.waitFor(200 + random.below(kill, 2000), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
      parts += Files.exists(temp.resolve("tiny/.tiny.bin.partial")) ? 1 : 0;
      if (Files.exists(file)) {
        assertThat(file).as("after %d kills", kill + 1).hasBinaryContent(content);
        Files.delete(file);
      }
    }
    Process last = start(source);
    assertThat(last.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(last.exitValue()).as(Files.readString(temp.resolve("log"))).isZero();
    assertThat(file).hasBinaryContent(content);
    System.out.printf("fetch: %d kills, %d with a part of the file%n", KILLS, parts);
  }
}
