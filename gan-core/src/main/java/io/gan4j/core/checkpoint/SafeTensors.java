package io.gan4j.core.checkpoint;

import io.gan4j.api.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.IntNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Named arrays in one file, in the safetensors format: the header's length (8 bytes,
 * little-endian), a JSON header with type, shape and place of each array, then the numbers in
 * little-endian row-major order. Readable by the safetensors libraries of other languages.
 */
public final class SafeTensors {
  /** Room for some 70,000 arrays; a header takes a multiple of its length when it is read. */
  private static final int MAX_HEADER = 8 << 20;

  private static final int MAX_AXES = 254; // TensorFlow's limit
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8; // of one array: Java's limit

  private static final int CHUNK_VALUES = 1 << 16;

  private static final JsonMapper JSON =
      new JsonMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxNestingDepth(8)
                      .maxDocumentLength(MAX_HEADER)
                      .build())
              .build());

  private SafeTensors() {}

  /**
   * Writes the arrays, sorted by name, and forces them to the disk. Equal arrays give equal bytes.
   */
  public static void write(Path file, Map<String, NdArray<?>> arrays) throws IOException {
    Map<String, Object> header = new LinkedHashMap<>();
    long offset = 0;
    for (Map.Entry<String, NdArray<?>> entry : new TreeMap<>(arrays).entrySet()) {
      Type type = Type.of(entry.getValue());
      if (entry.getValue().size() > MAX_BYTES / type.bytes) {
        throw new IllegalArgumentException(
            entry.getKey()
                + " has more values than can be read again: "
                + entry.getValue().shape());
      }
      long end = offset + entry.getValue().size() * type.bytes;
      header.put(
          entry.getKey(),
          Map.of(
              "dtype",
              type.name(),
              "shape",
              entry.getValue().shape().asArray(),
              "data_offsets",
              new long[] {offset, end}));
      offset = end;
    }
    byte[] json = sorted(header);
    if (json.length > MAX_HEADER) {
      throw new IllegalArgumentException(
          arrays.size() + " arrays are more than a header has room for");
    }
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      ByteBuffer head = ByteBuffer.allocate(8 + json.length).order(ByteOrder.LITTLE_ENDIAN);
      writeFully(out, head.putLong(json.length).put(json).flip());
      for (NdArray<?> array : new TreeMap<>(arrays).values()) {
        write(out, array);
      }
      out.force(true);
    }
  }

  /** The header as JSON with sorted keys, padded with blanks to a multiple of 8 bytes. */
  private static byte[] sorted(Map<String, Object> header) {
    StringBuilder text = new StringBuilder("{");
    header.forEach(
        (name, entry) -> {
          text.append(text.length() > 1 ? "," : "")
              .append(JSON.writeValueAsString(name))
              .append(':');
          text.append(JSON.writeValueAsString(new TreeMap<>((Map<?, ?>) entry)));
        });
    text.append('}');
    while (text.toString().getBytes(StandardCharsets.UTF_8).length % 8 != 0) {
      text.append(' ');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads all arrays.
   *
   * @throws DataException if the file is not of this format, or is cut off. Its arrays must fill it
   *     from end to end without overlapping, which is checked before anything is allocated: so they
   *     take no more memory than the file has bytes
   */
  public static Map<String, NdArray<?>> read(Path file) throws IOException {
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = in.size();
      ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
      readFully(in, length, file);
      long headerLength = length.getLong();
      if (headerLength < 2 || headerLength > MAX_HEADER || headerLength > size - 8) {
        throw new DataException(
            file + ": not a safetensors file: it announces a header of " + headerLength + " bytes");
      }
      ByteBuffer header = ByteBuffer.allocate((int) headerLength);
      readFully(in, header, file);
      JsonNode root;
      try {
        root = JSON.readTree(header.array());
      } catch (JacksonException e) {
        throw new DataException(file + ": its header is not JSON: " + e.getOriginalMessage(), e);
      }
      List<Entry> entries = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : root.properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          entries.add(Entry.of(file, entry.getKey(), entry.getValue()));
        }
      }
      long start = 8 + headerLength;
      requireFilled(file, entries, size - start);
      Map<String, NdArray<?>> arrays = new TreeMap<>();
      for (Entry entry : entries) {
        in.position(start + entry.from);
        ByteBuffer bytes =
            ByteBuffer.allocate((int) (entry.to - entry.from)).order(ByteOrder.LITTLE_ENDIAN);
        readFully(in, bytes, file);
        arrays.put(
            entry.name, entry.type.array(entry.shape, bytes, Math.toIntExact(entry.shape.size())));
      }
      return arrays;
    }
  }

  private static void requireFilled(Path file, List<Entry> entries, long bytes) {
    entries.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::to));
    long end = 0;
    for (Entry entry : entries) {
      if (entry.from != end) {
        throw new DataException(
            place(file, entry.name)
                + " begins at "
                + entry.from
                + " where the one before ends at "
                + end);
      }
      end = entry.to;
    }
    if (end != bytes) {
      throw new DataException(
          file + ": its arrays take " + end + " bytes, but the file has " + bytes + " for them");
    }
  }

  private static String place(Path file, String name) {
    return file + ": array '" + name + "'";
  }

  /** What the header says of an array; from and to are places behind the header. */
  private record Entry(String name, Type type, Shape shape, long from, long to) {
    static Entry of(Path file, String name, JsonNode json) {
      String place = place(file, name);
      Type type = Type.named(json.path("dtype").asString(""), place);
      JsonNode dims = json.path("shape");
      if (!dims.isArray() || dims.size() > MAX_AXES) {
        throw new DataException(place + " has no shape of at most " + MAX_AXES + " axes");
      }
      long[] sizes = new long[dims.size()];
      long values = 1;
      for (int i = 0; i < sizes.length; i++) {
        sizes[i] = dims.get(i).asLong(-1);
        if (sizes[i] < 0 || (sizes[i] > 0 && values > MAX_BYTES / type.bytes / sizes[i])) {
          throw new DataException(place + " has an impossible shape " + dims);
        }
        values *= sizes[i];
      }
      long from = json.path("data_offsets").path(0).asLong(-1);
      long to = json.path("data_offsets").path(1).asLong(-1);
      if (from < 0 || to < from || to - from != values * type.bytes) {
        throw new DataException(
            place + " lies at " + from + ".." + to + ", which does not fit its shape " + dims);
      }
      return new Entry(name, type, Shape.of(sizes), from, to);
    }
  }

  private static void write(FileChannel out, NdArray<?> array) throws IOException {
    Type type = Type.of(array);
    long total = array.size();
    ByteBuffer bytes =
        ByteBuffer.allocate(CHUNK_VALUES * type.bytes).order(ByteOrder.LITTLE_ENDIAN);
    Source source = type.source(array);
    for (long done = 0; done < total; ) {
      int count = (int) Math.min(CHUNK_VALUES, total - done);
      bytes.clear();
      for (int i = 0; i < count; i++) {
        source.put(done + i, bytes);
      }
      writeFully(out, bytes.flip());
      done += count;
    }
  }

  private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
  }

  private static void readFully(FileChannel in, ByteBuffer bytes, Path file) throws IOException {
    while (bytes.hasRemaining()) {
      if (in.read(bytes) < 0) {
        throw new DataException(file + " is cut off", new EOFException());
      }
    }
    bytes.flip();
  }

  /** Appends the value at a row-major index. */
  private interface Source {
    void put(long index, ByteBuffer to);
  }

  /** The element types, by their names in the format. */
  private enum Type {
    F32(4),
    F64(8),
    I32(4),
    I64(8);

    private final int bytes;

    Type(int bytes) {
      this.bytes = bytes;
    }

    static Type of(NdArray<?> array) {
      if (array instanceof FloatNdArray) {
        return F32;
      }
      if (array instanceof DoubleNdArray) {
        return F64;
      }
      if (array instanceof IntNdArray) {
        return I32;
      }
      if (array instanceof LongNdArray) {
        return I64;
      }
      throw new IllegalArgumentException(
          "arrays of " + array.getClass().getSimpleName() + " cannot be stored");
    }

    static Type named(String name, String place) {
      for (Type type : values()) {
        if (type.name().equals(name)) {
          return type;
        }
      }
      throw new DataException(
          place + " has type '" + name + "'; accepted are F32, F64, I32 and I64");
    }

    Source source(NdArray<?> array) {
      int size = Math.toIntExact(array.size());
      switch (this) {
        case F32 -> {
          float[] values = new float[size];
          ((FloatNdArray) array).copyTo(DataBuffers.of(values, false, false));
          return (i, to) -> to.putFloat(values[(int) i]);
        }
        case F64 -> {
          double[] values = new double[size];
          ((DoubleNdArray) array).copyTo(DataBuffers.of(values, false, false));
          return (i, to) -> to.putDouble(values[(int) i]);
        }
        case I32 -> {
          int[] values = new int[size];
          ((IntNdArray) array).copyTo(DataBuffers.of(values, false, false));
          return (i, to) -> to.putInt(values[(int) i]);
        }
        case I64 -> {
          long[] values = new long[size];
          ((LongNdArray) array).copyTo(DataBuffers.of(values, false, false));
          return (i, to) -> to.putLong(values[(int) i]);
        }
      }
      throw new AssertionError(this);
    }

    NdArray<?> array(Shape shape, ByteBuffer bytes, int count) {
      switch (this) {
        case F32 -> {
          float[] values = new float[count];
          bytes.asFloatBuffer().get(values);
          return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
        }
        case F64 -> {
          double[] values = new double[count];
          bytes.asDoubleBuffer().get(values);
          return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
        }
        case I32 -> {
          int[] values = new int[count];
          bytes.asIntBuffer().get(values);
          return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
        }
        case I64 -> {
          long[] values = new long[count];
          bytes.asLongBuffer().get(values);
          return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
        }
      }
      throw new AssertionError(this);
    }
  }
}
