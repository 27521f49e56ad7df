package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gan4j.api.DataException;
import io.gan4j.datasets.catalog.Catalog;
import io.gan4j.datasets.catalog.CatalogFile;
import io.gan4j.datasets.catalog.CatalogSet;
import io.gan4j.datasets.catalog.Checksum;
import io.gan4j.datasets.catalog.Checksum.Kind;
import io.gan4j.datasets.catalog.Fetcher;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The catalogue")
class FetcherTest {
  private static final int SIZE = 300_000;

  @TempDir Path cache;
  private final List<String> lines = new ArrayList<>();
  private final Server server = new Server();

  /** A server that can break off, ignore ranges and answer nonsense. */
  private static final class Server {
    private final HttpServer http;
    private final List<@Nullable String> ranges = new ArrayList<>();
    private byte[] content = new byte[0];
    private int cutAfter = Integer.MAX_VALUE;
    private boolean ignoresRanges;
    private int status = 200;

    Server() {
      try {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      http.createContext("/", this::answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
      String range = exchange.getRequestHeaders().getFirst("Range");
      ranges.add(range);
      if (status != 200) {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
        return;
      }
      int from = 0;
      if (range != null && !ignoresRanges) {
        from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
        if (from >= content.length) {
          exchange.sendResponseHeaders(416, -1);
          exchange.close();
          return;
        }
        exchange
            .getResponseHeaders()
            .set(
                "Content-Range",
                "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
      }
      exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
      int sent = Math.min(cutAfter, content.length - from);
      OutputStream out = exchange.getResponseBody();
      out.write(content, from, sent);
      out.flush();
      if (sent < content.length - from) {
        exchange.getHttpContext().getServer(); // leave the body unfinished: the connection is cut
        throw new IOException("cut");
      }
      exchange.close();
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/file");
    }
  }

  @BeforeEach
  void start() {
    server.content = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      server.content[i] = (byte) ((i * 31) >> 3);
    }
    server.http.start();
  }

  @AfterEach
  void stop() {
    server.http.stop(0);
  }

  private static String hash(String algorithm, byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private CatalogSet set(byte[] wanted, String... members) {
    return new CatalogSet(
        "tiny",
        "A tiny set",
        "none",
        "http://example.org",
        List.of(
            new CatalogFile(
                "tiny.bin",
                List.of(server.address()),
                SIZE + 1000,
                new Checksum(Kind.CONTENT_SHA256, hash("SHA-256", wanted)),
                List.of(members))));
  }

  private Fetcher fetcher() {
    return new Fetcher(cache, lines::add);
  }

  private Path file() {
    return cache.resolve("tiny/tiny.bin");
  }

  private void noFile() {
    assertThat(file()).doesNotExist();
  }

  @Test
  @DisplayName("fetches a file once")
  void once() throws IOException {
    CatalogSet set = set(server.content);
    assertThat(fetcher().complete(set)).isFalse();

    assertThat(fetcher().fetch(set)).isEqualTo(cache.resolve("tiny"));
    fetcher().fetch(set);

    assertThat(Files.readAllBytes(file())).isEqualTo(server.content);
    assertThat(server.ranges).hasSize(1);
    assertThat(fetcher().complete(set)).isTrue();
    assertThat(lines).anyMatch(line -> line.contains("is right")).contains("tiny.bin is there");
  }

  @Test
  @DisplayName("goes on where connections were cut")
  void resumes() throws IOException {
    server.cutAfter = 70_000;

    fetcher().fetch(set(server.content));

    assertThat(Files.readAllBytes(file())).isEqualTo(server.content);
    assertThat(server.ranges.size()).isGreaterThan(3);
    assertThat(server.ranges.subList(1, server.ranges.size()))
        .allMatch(range -> range != null && range.startsWith("bytes="));
  }

  @Test
  @DisplayName("goes on in a later run, even from a server that knows no ranges")
  void later() throws IOException {
    Path partial = cache.resolve("tiny/.tiny.bin.partial");
    TestFiles.write(partial, Arrays.copyOf(server.content, 1234));
    fetcher().fetch(set(server.content));
    assertThat(server.ranges).containsExactly("bytes=1234-");
    assertThat(Files.readAllBytes(file())).isEqualTo(server.content);

    Files.delete(file());
    TestFiles.write(partial, new byte[500]);
    server.ignoresRanges = true;
    fetcher().fetch(set(server.content));
    assertThat(Files.readAllBytes(file())).isEqualTo(server.content);
  }

  @Test
  @DisplayName("keeps nothing with a wrong hash, not even from an earlier, broken part")
  void wrong() throws IOException {
    assertThatThrownBy(() -> fetcher().fetch(set(new byte[] {1})))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("tiny.bin of tiny", "not what it should be", "deleted");
    noFile();
    TestFiles.write(cache.resolve("tiny/.tiny.bin.partial"), new byte[1234]);
    assertThatThrownBy(() -> fetcher().fetch(set(server.content))).hasMessageContaining("deleted");
    noFile();
    fetcher().fetch(set(server.content));
    assertThat(Files.size(file())).isEqualTo(SIZE);
  }

  @Test
  @DisplayName("hashes what a gzipped file holds, whoever compressed it")
  void decompressed() {
    byte[] plain = server.content;
    server.content = TestFiles.gzip(plain);
    fetcher().fetch(set(plain));
    assertThat(file()).hasBinaryContent(server.content);
  }

  @Test
  @DisplayName("accepts files put there by hand if they are right, and refuses wrong ones")
  void byHand() {
    TestFiles.write(file(), server.content);
    fetcher().fetch(set(server.content));
    assertThat(server.ranges).isEmpty();
    assertThatThrownBy(() -> fetcher().fetch(set(new byte[] {2})))
        .hasMessageContainingAll(file().toString(), "delete it and fetch again");
    assertThat(file()).exists();
  }

  @Test
  @DisplayName("says without a network what is missing, from where, and where to put it")
  void offline() {
    server.http.stop(0);
    assertThatThrownBy(() -> fetcher().fetch(set(server.content)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "tiny.bin of tiny is missing",
            "no connection",
            server.address().toString(),
            "put it at " + file(),
            "verifies it");
    noFile();
  }

  @Test
  @DisplayName("gives up on answers that are none, and on files without end")
  void refusals() {
    server.status = 404;
    assertThatThrownBy(() -> fetcher().fetch(set(server.content)))
        .hasMessageContaining("the server answered 404");
    server.status = 200;
    server.content = new byte[SIZE + 2000];
    assertThatThrownBy(() -> fetcher().fetch(set(server.content)))
        .hasMessageContaining("should be at most 301000");
    noFile();
  }

  @Test
  @DisplayName("unpacks an archive's files, and only those")
  void archives() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String name : List.of("dir/a.bin", "dir/readme.html", "dir/b.bin")) {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
    }
    server.content = bytes.toByteArray();
    CatalogSet set = set(server.content, "a.bin", "b.bin");
    Path folder = fetcher().fetch(set);
    assertThat(folder.resolve("a.bin")).hasContent("dir/a.bin");
    assertThat(folder.resolve("b.bin")).exists();
    assertThat(folder.resolve("readme.html")).doesNotExist();
    noFile();
    assertThat(fetcher().complete(set)).isTrue();
    fetcher().fetch(set);
    assertThat(server.ranges).hasSize(1);

    CatalogSet lacking = set(server.content, "a.bin", "c.bin");
    assertThatThrownBy(() -> fetcher().fetch(lacking)).hasMessageContaining("lacks c.bin");
  }

  @Test
  @DisplayName("pins every file it knows")
  void pinned() {
    assertThat(Catalog.sets())
        .extracting(CatalogSet::name)
        .containsExactly("mnist", "fashion-mnist", "kmnist", "cifar10", "cifar100");
    for (CatalogSet set : Catalog.sets()) {
      for (CatalogFile file : set.files()) {
        assertThat(file.checksum().hex()).matches("[0-9a-f]{64}");
        assertThat(file.addresses()).allMatch(URI::isAbsolute);
      }
    }
    assertThat(Catalog.find("mnist")).isPresent();
    assertThat(Catalog.find("imagenet")).isEmpty();
  }
}
