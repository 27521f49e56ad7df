package io.gan4j.core.evaluate;

import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.internal.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Numbers computed of real samples, in files named after the hash of all that they depend on. A
 * damaged file is computed again.
 */
public final class SummaryCache {
  /** Changes when files of an earlier version must not be read. */
  private static final String VERSION = "gan4j summary 1";

  private final @Nullable Path folder;

  private SummaryCache(@Nullable Path folder) {
    this.folder = folder;
  }

  /** Keeps nothing. */
  public static SummaryCache none() {
    return new SummaryCache(null);
  }

  /** Keeps its files in a folder, which is made when first needed. */
  public static SummaryCache inFolder(Path folder) {
    return new SummaryCache(folder);
  }

  /**
   * The numbers, from the file if there is a sound one.
   *
   * @param key all that they depend on
   */
  public double[] get(String key, Supplier<double[]> compute) {
    if (folder == null) {
      return compute.get();
    }
    Path file = folder.resolve(name(key) + ".f64");
    Optional<double[]> kept = read(file);
    if (kept.isPresent()) {
      return kept.get();
    }
    double[] computed = compute.get();
    write(file, computed);
    return computed;
  }

  private static Optional<double[]> read(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
      int values = (bytes.capacity() - Long.BYTES) / Double.BYTES;
      if (values < 0 || bytes.capacity() != values * Double.BYTES + Long.BYTES) {
        return Optional.empty();
      }
      long sum = bytes.getLong();
      if (sum != checksum(bytes)) {
        return Optional.empty();
      }
      double[] numbers = new double[values];
      bytes.asDoubleBuffer().get(numbers);
      return Optional.of(numbers);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read: " + e, e);
    }
  }

  private static void write(Path file, double[] numbers) {
    FileTrees.parentOf(file);
    byte[] content = new byte[Long.BYTES + numbers.length * Double.BYTES];
    ByteBuffer bytes = ByteBuffer.wrap(content);
    bytes.position(Long.BYTES);
    bytes.asDoubleBuffer().put(numbers);
    bytes.putLong(0, checksum(bytes));
    try {
      FileTrees.place(file, absent -> Files.write(absent, content));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be written: " + e, e);
    }
  }

  private static long checksum(ByteBuffer bytes) {
    CRC32 sum = new CRC32();
    sum.update(bytes.duplicate().rewind().position(Long.BYTES));
    return sum.getValue();
  }

  private static String name(String key) {
    return Sha256.of(VERSION + key);
  }
}
