package io.gan4j.datasets.internal.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A file of which ranges are read by several threads. Not a channel: a channel closes for everybody
 * when one thread is interrupted while it reads.
 */
final class Ranges implements AutoCloseable {
  private final RandomAccessFile file;

  Ranges(Path path) throws IOException {
    this.file = new RandomAccessFile(path.toFile(), "r");
  }

  synchronized byte[] read(long offset, int length) throws IOException {
    if (offset < 0 || length > file.length() - offset) {
      throw new EOFException("the file ends before byte " + (offset + length));
    }
    byte[] bytes = new byte[length];
    file.seek(offset);
    file.readFully(bytes);
    return bytes;
  }

  @Override
  public synchronized void close() throws IOException {
    file.close();
  }
}
