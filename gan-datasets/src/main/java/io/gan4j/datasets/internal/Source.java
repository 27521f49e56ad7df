package io.gan4j.datasets.internal;

import io.gan4j.api.DataException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Stored bytes that can be read from the start: a file, or a resource of this jar. */
public interface Source {

  /** What messages call it. */
  String name();

  /** Bytes stored. */
  long size();

  /** A new stream from the first byte. Who opens closes. */
  InputStream open() throws IOException;

  /**
   * A regular file. Checked here, because opening anything else (a pipe, a device) may block or
   * never end.
   *
   * @throws DataException if it is missing, not a regular file, or cannot be looked at
   */
  static Source file(Path path) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new DataException(path + ": there is no such file", e);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    if (attributes.isDirectory()) {
      throw new DataException(path + " is a folder where a file is wanted");
    }
    if (!attributes.isRegularFile()) {
      throw new DataException(path + " is not a regular file (a pipe or a device?)");
    }
    return new FileSource(path, attributes.size());
  }

  /**
   * A resource beside a class.
   *
   * @param name what messages call it
   */
  static Source resource(Class<?> beside, String resource, String name) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new DataException(name + " are missing from the jar: no resource " + resource);
      }
      return new MemorySource(name, in.readAllBytes());
    } catch (IOException e) {
      throw new DataException(name + " cannot be read from the jar: " + e.getMessage(), e);
    }
  }

  /**
   * Bytes in memory.
   *
   * @param name what messages call them
   */
  static Source memory(String name, byte[] bytes) {
    return new MemorySource(name, bytes);
  }

  private static DataException unreadable(Path path, IOException e) {
    String reason = e instanceof AccessDeniedException ? "permission denied" : e.getMessage();
    return new DataException(path + " cannot be read: " + reason, e);
  }

  /** A file. */
  record FileSource(Path path, long size) implements Source {
    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public InputStream open() {
      try {
        return new BufferedInputStream(Files.newInputStream(path), 1 << 16);
      } catch (IOException e) {
        throw unreadable(path, e);
      }
    }
  }

  /** Bytes in memory. */
  final class MemorySource implements Source {
    private final String name;
    private final byte[] bytes;

    MemorySource(String name, byte[] bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public long size() {
      return bytes.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(bytes);
    }
  }
}
