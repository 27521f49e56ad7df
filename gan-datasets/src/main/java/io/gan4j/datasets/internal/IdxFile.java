package io.gan4j.datasets.internal;

import io.gan4j.api.DataException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * An open IDX file of unsigned bytes, gzipped or not: two zero bytes, the type of a value, the
 * number of axes, their sizes as big-endian 32-bit numbers, and the values in row-major order. What
 * the header promises is compared with what the file can hold before anything is allocated by it.
 */
public final class IdxFile implements AutoCloseable {
  private static final int UNSIGNED_BYTE = 0x08;
  private static final int INT = 0x0C;
  private static final int MOST_AXES = 4;

  /** One array of labels must be able to hold one per sample. */
  private static final long MOST_SAMPLES = Integer.MAX_VALUE - 8L;

  private static final String ACCEPTED =
      "accepted: an IDX file of unsigned bytes (it starts with 00 00 08 and the number of axes),"
          + " gzipped or not";

  private static final Map<Integer, String> TYPES =
      Map.of(
          UNSIGNED_BYTE,
          "unsigned byte",
          0x09,
          "signed byte",
          0x0B,
          "short",
          INT,
          "int",
          0x0D,
          "float",
          0x0E,
          "double");

  private static final Map<String, String> OTHER_FORMATS =
      Map.of(
          "89504e47", "a PNG picture",
          "ffd8ff", "a JPEG picture",
          "504b0304", "a zip archive",
          "425a68", "a bzip2 file",
          "fd377a58", "an xz file",
          "934e554d", "a NumPy array",
          "89484446", "an HDF5 file",
          "50415231", "a Parquet file",
          "3c", "an HTML or XML page");

  private final Source source;
  private final Content in;
  private final int type;
  private final long[] sizes;

  private IdxFile(Source source, Content in, int type, long[] sizes) {
    this.source = source;
    this.in = in;
    this.type = type;
    this.sizes = sizes;
  }

  /** Whether a file starts as an IDX file does, of whatever type, gzipped or not. */
  public static boolean looksLikeOne(Source source) {
    try (Content content = Content.open(source)) {
      byte[] start = content.readNBytes(4);
      return start.length == 4 && isMagic(start) && start[3] >= 1;
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return false;
    }
  }

  /**
   * Opens a file and reads its header. Who opens closes.
   *
   * @throws DataException if it is not an IDX file of unsigned bytes with 1 to 4 axes, or is too
   *     short for what its header promises
   */
  public static IdxFile open(Source source) {
    return open(source, Set.of(UNSIGNED_BYTE));
  }

  /**
   * Opens a file of labels, which may be ints: QMNIST has eight per sample, the class first.
   *
   * @throws DataException as {@link #open} does
   */
  static IdxFile openLabels(Source source) {
    return open(source, Set.of(UNSIGNED_BYTE, INT));
  }

  private static IdxFile open(Source source, Set<Integer> types) {
    if (source.size() == 0) {
      throw new DataException(source.name() + " is empty (0 bytes); " + ACCEPTED);
    }
    Content in = null;
    try {
      in = Content.open(source);
      IdxFile file = header(source, in, types);
      file.checkPromise();
      return file;
    } catch (IOException e) {
      throw closing(in, new DataException(source.name() + " cannot be read: " + Content.why(e), e));
    } catch (DataException e) {
      throw closing(in, e);
    }
  }

  /** Size of each axis, the first being the samples. */
  public long[] sizes() {
    return sizes.clone();
  }

  String name() {
    return source.name();
  }

  /** Reads all samples. Once only. */
  ChunkedBytes read() {
    int width = width();
    Heap.check(sizes[0] * width, source.name(), header());
    ChunkedBytes slabs = new ChunkedBytes(width);
    try {
      slabs.fill(in, sizes[0]);
      if (slabs.count() < sizes[0]) {
        throw truncated();
      }
      if (in.read() >= 0) {
        throw new DataException(
            source.name()
                + " goes on after byte "
                + grouped(end())
                + ", where its header ("
                + header()
                + ") lets it end"
                + (in.gzipped() ? " (counted in the decompressed content)" : ""));
      }
    } catch (EOFException e) {
      throw truncated();
    } catch (IOException e) {
      throw new DataException(
          source.name()
              + " cannot be read beyond byte "
              + grouped(in.position())
              + (in.gzipped() ? " of its decompressed content: " : ": ")
              + Content.why(e),
          e);
    }
    return slabs;
  }

  /** Bytes of one sample. */
  int width() {
    long width = valueBytes();
    for (int axis = 1; axis < sizes.length; axis++) {
      width = Math.multiplyExact(width, sizes[axis]);
    }
    return Math.toIntExact(width);
  }

  /** Bytes of one value: 1, or 4 of ints, big-endian. */
  int valueBytes() {
    return type == INT ? Integer.BYTES : 1;
  }

  /** The header in words: {@code 60000 x 28 x 28}. */
  String header() {
    return inWords(sizes);
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new DataException(source.name() + " cannot be closed: " + Content.why(e), e);
    }
  }

  private static IdxFile header(Source source, Content in, Set<Integer> types) throws IOException {
    byte[] magic;
    try {
      magic = in.readNBytes(4);
    } catch (ZipException | EOFException e) {
      throw new DataException(source.name() + " is damaged gzip data: " + Content.why(e), e);
    }
    if (magic.length < 4) {
      throw tooShort(source, in, 4);
    }
    if (!isMagic(magic)) {
      throw new DataException(
          source.name()
              + " starts with "
              + HexFormat.ofDelimiter(" ").withUpperCase().formatHex(magic)
              + otherFormat(magic).map(format -> ", like " + format).orElse("")
              + "; "
              + ACCEPTED);
    }
    if (!types.contains((int) magic[2])) {
      throw new DataException(
          source.name()
              + " holds values of type "
              + TYPES.get((int) magic[2])
              + " (byte 2 is "
              + hex(magic[2])
              + "); accepted: unsigned byte (08)");
    }
    int axes = magic[3] & 0xFF;
    if (axes < 1 || axes > MOST_AXES) {
      throw new DataException(
          source.name()
              + " has "
              + axes
              + " axes (byte 3); accepted: 1 (labels), 2 (vectors), 3 (grey pictures) or 4"
              + " (pictures with channels)");
    }
    byte[] numbers = in.readNBytes(4 * axes);
    if (numbers.length < 4 * axes) {
      throw tooShort(source, in, 4 + 4 * axes);
    }
    long[] sizes = new long[axes];
    for (int axis = 0; axis < axes; axis++) {
      for (int i = 0; i < 4; i++) {
        sizes[axis] = (sizes[axis] << 8) | (numbers[4 * axis + i] & 0xFF);
      }
    }
    return new IdxFile(source, in, magic[2], sizes);
  }

  private void checkPromise() {
    if (Arrays.stream(sizes).anyMatch(size -> size == 0)) {
      throw new DataException(source.name() + " holds no values: its header says " + header());
    }
    BigInteger values = BigInteger.ONE;
    for (long size : sizes) {
      values = values.multiply(BigInteger.valueOf(size));
    }
    BigInteger promised =
        values.multiply(BigInteger.valueOf(valueBytes())).add(BigInteger.valueOf(headerBytes()));
    if (promised.compareTo(in.most()) > 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s is truncated or its header is wrong: %s values of %d byte after the header make"
                  + " %,d bytes, but %s",
              source.name(),
              header(),
              valueBytes(),
              promised,
              in.mostInWords()));
    }
    if (sizes[0] > MOST_SAMPLES) {
      throw new DataException(
          source.name()
              + " holds "
              + grouped(sizes[0])
              + " samples; accepted: up to "
              + grouped(MOST_SAMPLES));
    }
    BigInteger width = values.divide(BigInteger.valueOf(sizes[0]));
    if (width.bitLength() > 30) {
      throw new DataException(
          source.name()
              + ": a sample of "
              + header()
              + " has "
              + width
              + " bytes; accepted: up to 2^30");
    }
  }

  private DataException truncated() {
    return new DataException(
        String.format(
            Locale.ROOT,
            "%s is truncated: its header (%s) promises %,d bytes%s, but they end at byte %,d",
            source.name(),
            header(),
            end(),
            in.gzipped() ? " after decompression" : "",
            in.position()));
  }

  private static DataException tooShort(Source source, Content in, int wanted) {
    return new DataException(
        source.name()
            + " ends at byte "
            + in.position()
            + ", inside its header of at least "
            + wanted
            + " bytes; "
            + ACCEPTED);
  }

  private long headerBytes() {
    return 4 + 4L * sizes.length;
  }

  private long end() {
    return headerBytes() + sizes[0] * width();
  }

  private static boolean isMagic(byte[] start) {
    return start[0] == 0 && start[1] == 0 && TYPES.containsKey((int) start[2]);
  }

  private static Optional<String> otherFormat(byte[] start) {
    String hex = HexFormat.of().formatHex(start);
    return OTHER_FORMATS.entrySet().stream()
        .filter(format -> hex.startsWith(format.getKey()))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  private static DataException closing(@Nullable InputStream in, DataException e) {
    try {
      if (in != null) {
        in.close();
      }
    } catch (IOException closing) {
      e.addSuppressed(closing);
    }
    return e;
  }

  private static String inWords(long[] sizes) {
    return LongStream.of(sizes).mapToObj(Long::toString).collect(Collectors.joining(" x "));
  }

  private static String hex(byte value) {
    return HexFormat.of().withUpperCase().toHexDigits(value);
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
