package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.ChunkedBytes;
import io.gan4j.datasets.internal.Heap;
import io.gan4j.datasets.internal.Source;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.FixedPoint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An open HDF5 file, of which arrays of numbers are read: contiguous or in chunks, plain or
 * compressed by gzip or LZF. Sizes are believed only as far as the file can hold them.
 */
public final class Hdf5File implements AutoCloseable {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

  /** Where the signature may stand at most, behind a block of the file's user. */
  private static final int FARTHEST = 4096;

  /** Bytes that the head of the smallest file has. */
  private static final int SUPERBLOCK = 52;

  private static final int DEEPEST = 16;
  private static final int MOST_ARRAYS = 10_000;

  /** The best that Deflate does. */
  private static final long LARGEST_RATIO = 1032;

  private static final String ACCEPTED = "accepted: a HDF5 file with arrays of numbers";

  private final Source source;
  private final HdfFile file;
  private final Map<String, Dataset> arrays = new LinkedHashMap<>();

  private Hdf5File(Source source, HdfFile file) {
    this.source = source;
    this.file = file;
  }

  /** Whether a file has HDF5's signature, at its start or behind a block of its user. */
  public static boolean looksLikeOne(Source source) {
    try {
      byte[] start = start(source);
      return signature(start) < start.length;
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return false;
    }
  }

  private static byte[] start(Source source) throws IOException {
    try (InputStream in = source.open()) {
      return in.readNBytes(FARTHEST + SUPERBLOCK);
    }
  }

  /** Where the signature stands: at the start, at 512 or twice as far again; else the end. */
  private static int signature(byte[] start) {
    for (int at = 0; at <= FARTHEST; at = at == 0 ? 512 : 2 * at) {
      int end = at + SIGNATURE.length;
      if (end <= start.length && Arrays.equals(start, at, end, SIGNATURE, 0, SIGNATURE.length)) {
        return at;
      }
    }
    return start.length;
  }

  /**
   * Refuses a file that is shorter than it says: of what lies behind its end the library reads
   * whatever comes.
   */
  private static void requireWhole(Source source) {
    try {
      byte[] bytes = start(source);
      int at = signature(bytes);
      ByteBuffer start = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      if (start.limit() - at >= SUPERBLOCK) {
        int version = start.get(at + SIGNATURE.length);
        int place = version == 0 ? 40 : version == 1 ? 44 : 28;
        long end = start.getLong(at + place);
        if (end <= source.size() && end > 0) {
          return;
        }
      }
    } catch (IOException e) {
      throw new DataException(source.name() + " cannot be read: " + e.getMessage(), e);
    }
    throw new DataException(
        source.name() + " is truncated or damaged: it is shorter than its header says");
  }

  /**
   * Opens a file. Who opens closes.
   *
   * @throws DataException if it is no such file, or damaged
   */
  public static Hdf5File open(Path path) {
    Source source = Source.file(path);
    if (source.size() == 0) {
      throw new DataException(path + " is empty (0 bytes); " + ACCEPTED);
    }
    if (!looksLikeOne(source)) {
      throw new DataException(path + " does not start as a HDF5 file; " + ACCEPTED);
    }
    requireWhole(source);
    HdfFile file = guarded(source, () -> new HdfFile(path));
    Hdf5File opened = new Hdf5File(source, file);
    try {
      opened.list();
      return opened;
    } catch (DataException e) {
      opened.close();
      throw e;
    }
  }

  private void list() {
    guarded(
        source,
        () -> {
          list(file, "", 0);
          return this;
        });
  }

  private void list(Group group, String path, int depth) {
    for (Map.Entry<String, Node> child : group.getChildren().entrySet()) {
      String name = path + child.getKey();
      if (arrays.size() > MOST_ARRAYS || depth > DEEPEST) {
        throw new DataException(source.name() + " has too many arrays, or groups too deep");
      }
      // What begins so holds what MATLAB's cells and objects point to.
      boolean internal = child.getKey().startsWith("#");
      if (child.getValue() instanceof Dataset dataset && !internal) {
        arrays.put(name, dataset);
      } else if (child.getValue() instanceof Group inner
          && !child.getValue().isLink()
          && !internal) {
        list(inner, name + "/", depth + 1);
      }
    }
  }

  /** What messages call it. */
  public String name() {
    return source.name();
  }

  /** The paths of all arrays, of whatever they are. */
  public List<String> names() {
    return List.copyOf(arrays.keySet());
  }

  /** Size of each axis. */
  public long[] sizes(String array) {
    return guarded(
        source, () -> Arrays.stream(dataset(array).getDimensions()).asLongStream().toArray());
  }

  /** Whether an array holds numbers, as it lies there without a scalar. */
  public boolean numeric(String array) {
    return guarded(
        source,
        () -> {
          Dataset dataset = dataset(array);
          return dataset.getJavaType().isPrimitive()
              && dataset.getDimensions().length > 0
              && !dataset.isVariableLength();
        });
  }

  /** The Java type of an array's values: {@code int}, {@code double}, … */
  String javaType(String array) {
    return guarded(source, () -> dataset(array).getJavaType().getSimpleName());
  }

  /** Whether an array holds whole numbers of 8 bits without a sign. */
  boolean bytes(String array) {
    return guarded(
        source,
        () ->
            dataset(array).getDataType() instanceof FixedPoint type
                && type.getSize() == 1
                && !type.isSigned());
  }

  /** An attribute that is a text. */
  Optional<String> attribute(String array, String name) {
    return guarded(
        source,
        () -> {
          Attribute attribute = dataset(array).getAttribute(name);
          return attribute != null && attribute.getData() instanceof String text
              ? Optional.of(text)
              : Optional.empty();
        });
  }

  /** Whether an array holds texts, or words that stand for numbers. */
  public boolean texts(String array) {
    return guarded(source, () -> dataset(array).getJavaType() == String.class);
  }

  /** The texts of an array. */
  public List<String> words(String array) {
    checkPromise(array, 16);
    return guarded(
        source,
        () ->
            dataset(array).getDataFlat() instanceof String[] words
                ? List.of(words)
                : List.<String>of());
  }

  /** The values of an array of numbers. */
  public StoredArray array(String array) {
    if (!arrays.containsKey(array)) {
      throw new DataException(
          name() + " holds no array " + array + "; it holds " + String.join(", ", names()));
    }
    if (!numeric(array)) {
      throw new DataException(name() + ", " + array + " is no array of numbers; " + ACCEPTED);
    }
    String title = name() + ", " + array;
    boolean bytes = bytes(array);
    checkPromise(array, bytes ? 1 : Double.BYTES);
    return guarded(
        source,
        () ->
            bytes
                ? rows(title, array)
                : new Numbers(title, sizes(array), dataset(array).getDataFlat()));
  }

  /** Before memory is taken. */
  private void checkPromise(String array, int bytesPerValue) {
    long[] sizes = sizes(array);
    double values = 1;
    for (long size : sizes) {
      values *= size;
    }
    String words = StoredArray.words(sizes) + " values";
    if (values < 1) {
      throw new DataException(name() + ", " + array + " holds no values: it is " + words);
    }
    if (values > (double) source.size() * LARGEST_RATIO) {
      throw new DataException(
          name()
              + ", "
              + array
              + " is truncated or its header is wrong: "
              + words
              + " cannot be in a file of "
              + source.size()
              + " bytes");
    }
    if (values > Integer.MAX_VALUE && bytesPerValue > 1) {
      throw new DataException(
          name() + ", " + array + " has " + words + "; accepted: up to 2^31, of bytes any number");
    }
    Heap.check((long) (values * bytesPerValue), name() + ", " + array, words);
  }

  /** Bytes as they are stored: the library's own arrays have 32 bits for each. */
  private NpyRows rows(String title, String array) {
    Dataset dataset = dataset(array);
    int[] sizes = dataset.getDimensions();
    long width = StoredArray.values(sizes(array)) / sizes[0];
    if (width > 1 << 30) {
      throw new DataException(title + ": a sample of " + width + " bytes; accepted: up to 2^30");
    }
    ChunkedBytes rows = new ChunkedBytes((int) width);
    if (dataset instanceof ChunkedDataset chunked) {
      Hdf5Chunks.read(chunked, rows, (int) width);
    } else if (dataset instanceof ContiguousDataset contiguous) {
      ByteBuffer bytes = contiguous.getBuffer();
      byte[] sample = new byte[(int) width];
      for (int n = 0; n < sizes[0]; n++) {
        bytes.get(sample);
        rows.add(sample, 0);
      }
    } else {
      int[] values = (int[]) dataset.getDataFlat();
      byte[] sample = new byte[(int) width];
      for (int n = 0; n < sizes[0]; n++) {
        for (int i = 0; i < sample.length; i++) {
          sample[i] = (byte) values[n * sample.length + i];
        }
        rows.add(sample, 0);
      }
    }
    return new NpyRows(title, sizes(array), rows);
  }

  private Dataset dataset(String array) {
    Dataset dataset = arrays.get(array);
    if (dataset == null) {
      throw new DataException(name() + " holds no array " + array);
    }
    return dataset;
  }

  /** The library follows whatever a file says, and throws whatever comes of it. */
  private static <T> T guarded(Source source, Supplier<T> work) {
    try {
      return work.get();
    } catch (DataException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError | AssertionError | OutOfMemoryError e) {
      // A size that the file makes up is asked of memory at once, and leaves nothing behind.
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new DataException(source.name() + " is damaged, or not read: " + why, e);
    }
  }

  @Override
  public void close() {
    file.close();
  }

  /** Values as the library has them, row by row. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Numbers(String name, long[] sizes, Object values) implements StoredArray {
    @Override
    public boolean bytes() {
      return false;
    }

    @Override
    public boolean columnMajor() {
      return false;
    }

    @Override
    public double value(long place) {
      int at = (int) place;
      if (values instanceof float[] floats) {
        return floats[at];
      }
      if (values instanceof double[] doubles) {
        return doubles[at];
      }
      if (values instanceof int[] ints) {
        return ints[at];
      }
      return ((Number) Array.get(values, at)).doubleValue();
    }
  }
}
