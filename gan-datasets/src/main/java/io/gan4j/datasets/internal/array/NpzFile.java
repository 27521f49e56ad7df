package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * An open {@code .npz}: a zip archive of {@code .npy} files, of which only those asked for are
 * read.
 */
public final class NpzFile implements AutoCloseable {
  private static final String SUFFIX = ".npy";
  private static final long LARGEST_RATIO = 1032;

  private final String name;
  private final ZipFile zip;
  private final Map<String, ZipEntry> arrays;

  private NpzFile(String name, ZipFile zip, Map<String, ZipEntry> arrays) {
    this.name = name;
    this.zip = zip;
    this.arrays = arrays;
  }

  /** Whether a file is a zip archive that holds arrays. */
  public static boolean looksLikeOne(Source source) {
    try (InputStream in = source.open()) {
      byte[] start = in.readNBytes(4);
      return start.length == 4 && start[0] == 'P' && start[1] == 'K' && start[2] == 3;
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return false;
    }
  }

  /**
   * Opens a file. Who opens closes.
   *
   * @throws DataException if it is no zip archive, holds no array, or holds one name twice
   */
  public static NpzFile open(Path path) {
    Source source = Source.file(path);
    if (source.size() == 0) {
      throw new DataException(path + " is empty (0 bytes); accepted: an archive of NumPy (.npz)");
    }
    ZipFile zip;
    try {
      zip = new ZipFile(path.toFile());
    } catch (IOException e) {
      throw new DataException(
          path + " is no archive of NumPy (.npz), or a truncated one: " + e.getMessage(), e);
    }
    try {
      return new NpzFile(path.toString(), zip, arrays(path, zip));
    } catch (DataException e) {
      try {
        zip.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  private static Map<String, ZipEntry> arrays(Path path, ZipFile zip) {
    Map<String, ZipEntry> arrays = new LinkedHashMap<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String file = entry.getName();
      if (file.endsWith(SUFFIX)) {
        String array = file.substring(0, file.length() - SUFFIX.length());
        if (arrays.put(array, entry) != null) {
          throw new DataException(path + " holds the array " + array + " twice; which is meant?");
        }
      }
    }
    if (arrays.isEmpty()) {
      throw new DataException(
          path + " is a zip archive without arrays of NumPy (no file in it ends in .npy)");
    }
    return arrays;
  }

  /** The arrays' names. */
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  /** Reads an array. */
  public StoredArray array(String array) {
    ZipEntry entry = arrays.get(array);
    if (entry == null) {
      throw new DataException(
          name + " holds no array " + array + "; it holds " + String.join(", ", arrays.keySet()));
    }
    return NpyFile.read(new Member(name + ", " + array, zip, entry));
  }

  @Override
  public void close() {
    try {
      zip.close();
    } catch (IOException e) {
      throw new DataException(name + " cannot be closed: " + e.getMessage(), e);
    }
  }

  /** A file in the archive; its size is what its compressed bytes can hold at most. */
  private record Member(String name, ZipFile zip, ZipEntry entry) implements Source {
    @Override
    public long size() {
      return entry.getMethod() == ZipEntry.STORED
          ? entry.getCompressedSize()
          : Math.min(entry.getSize(), entry.getCompressedSize() * LARGEST_RATIO);
    }

    @Override
    public InputStream open() throws IOException {
      return zip.getInputStream(entry);
    }
  }
}
