package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bytes that were given one after the other, in a temporary file that goes when this is closed. */
public final class SpooledEntries implements Entries {
  private final Path path;
  private final RandomAccessFile file;
  private final List<String> places = new ArrayList<>();
  private final List<Long> ends = new ArrayList<>();

  private SpooledEntries(Path path, RandomAccessFile file) {
    this.path = path;
    this.file = file;
  }

  /** Begins without any. */
  public static SpooledEntries begin() {
    try {
      Path path = Files.createTempFile("gan4j-pictures-", ".tmp");
      return new SpooledEntries(path, new RandomAccessFile(path.toFile(), "rw"));
    } catch (IOException e) {
      throw new DataException("no temporary file can be made: " + e.getMessage(), e);
    }
  }

  /**
   * Adds some bytes.
   *
   * @param place what messages call them
   */
  public synchronized void add(String place, byte[] bytes) {
    try {
      long start = start(places.size());
      file.seek(start);
      file.write(bytes);
      places.add(place);
      ends.add(start + bytes.length);
    } catch (IOException e) {
      throw new DataException(path + " cannot be written: " + e.getMessage(), e);
    }
  }

  private long start(int index) {
    return index == 0 ? 0 : ends.get(index - 1);
  }

  @Override
  public int count() {
    return places.size();
  }

  @Override
  public String name(int index) {
    return places.get(index);
  }

  @Override
  public String place(int index) {
    return places.get(index);
  }

  @Override
  public synchronized byte[] bytes(int index) {
    long start = start(index);
    byte[] bytes = new byte[(int) (ends.get(index) - start)];
    try {
      file.seek(start);
      file.readFully(bytes);
      return bytes;
    } catch (IOException e) {
      throw new DataException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public LeftOut leftOut() {
    return new LeftOut();
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new DataException(path + " cannot be removed: " + e.getMessage(), e);
    }
  }
}
