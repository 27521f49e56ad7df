package io.gan4j.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** Writes files for the tests. */
final class TestFiles {
  private TestFiles() {}

  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.resolveSibling("."));
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of these tests' resources, copied into a folder. */
  static Path resource(String name, Path folder) {
    try (InputStream in = Objects.requireNonNull(TestFiles.class.getResourceAsStream(name), name)) {
      return write(folder.resolve(name), in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
