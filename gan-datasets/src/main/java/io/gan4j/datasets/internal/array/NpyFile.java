package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.ChunkedBytes;
import io.gan4j.datasets.internal.Content;
import io.gan4j.datasets.internal.Heap;
import io.gan4j.datasets.internal.Source;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads NumPy's {@code .npy}: a magic, a version, the length of a header, the header (a Python
 * dictionary of type, order and shape), and the values. Objects are refused: they are pickled, and
 * to read a pickle is to run what it says.
 */
public final class NpyFile {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

  /** NumPy itself does not read longer ones. */
  private static final int MOST_HEADER_BYTES = 10_000;

  private static final int MOST_AXES = 32;

  private static final String ACCEPTED =
      "accepted: NumPy arrays (.npy) of whole or floating-point numbers";

  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(descr|fortran_order|shape)'\\s*:\\s*('[^']*'|True|False|\\([\\d\\sL,]*\\))\\s*");

  private NpyFile() {}

  /** What a header says. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this class
  private record Header(NpyType type, boolean columnMajor, long[] sizes) {}

  /** Whether a file starts as an array does, gzipped or not. */
  public static boolean looksLikeOne(Source source) {
    try (Content in = Content.open(source)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    } catch (IOException e) {
      // Whatever it is, it is not one; why will be said by whoever is asked to read it.
      return false;
    }
  }

  /**
   * Reads an array into memory.
   *
   * @throws DataException if it is no array of numbers, or not as long as its header says
   */
  public static StoredArray read(Source source) {
    try (Content in = Content.open(source)) {
      Header header = header(in);
      checkPromise(in, header);
      StoredArray array =
          header.type().kind() == NpyType.Kind.UINT8 && !header.columnMajor()
              ? rows(in, header)
              : numbers(in, header);
      if (in.read() >= 0) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s goes on after byte %,d, where its header (%s) lets it end",
                in.name(),
                in.position() - 1,
                words(header)));
      }
      return array;
    } catch (EOFException e) {
      throw new DataException(source.name() + " is truncated or damaged: " + Content.why(e), e);
    } catch (IOException e) {
      throw new DataException(source.name() + " cannot be read: " + Content.why(e), e);
    }
  }

  private static Header header(Content in) throws IOException {
    byte[] start = in.readNBytes(MAGIC.length + 2);
    if (start.length == 0) {
      throw new DataException(in.name() + " is empty (0 bytes); " + ACCEPTED);
    }
    if (start.length < MAGIC.length + 2
        || !Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
      throw new DataException(in.name() + " does not start as a NumPy array; " + ACCEPTED);
    }
    int version = start[MAGIC.length];
    if (version < 1 || version > 3) {
      throw new DataException(
          in.name() + " is of version " + version + " of the format; accepted: 1, 2 and 3");
    }
    byte[] size = in.readNBytes(version == 1 ? 2 : 4);
    long length = 0;
    for (int i = size.length - 1; i >= 0; i--) {
      length = (length << 8) | (size[i] & 0xFF);
    }
    if (length > MOST_HEADER_BYTES) {
      throw new DataException(
          in.name() + " promises a header of " + length + " bytes; accepted: " + MOST_HEADER_BYTES);
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw new DataException(
          in.name() + " is truncated: it ends at byte " + in.position() + ", inside its header");
    }
    return parsed(in.name(), new String(text, StandardCharsets.UTF_8).strip());
  }

  private static Header parsed(String name, String text) {
    Map<String, String> entries = new HashMap<>();
    Matcher entry = ENTRY.matcher(text);
    boolean whole = text.startsWith("{") && text.endsWith("}");
    int at = 1;
    int end = text.length() - 1;
    while (whole && at < end && !text.substring(at, end).isBlank()) {
      entry.region(at, end);
      whole = entry.lookingAt();
      if (whole) {
        if (entries.put(entry.group(1), entry.group(2)) != null) {
          throw new DataException(name + " says '" + entry.group(1) + "' twice in its header");
        }
        at = entry.end();
        if (at < end) {
          whole = text.charAt(at++) == ',';
        }
      }
    }
    String type = entries.get("descr");
    String order = entries.get("fortran_order");
    String shape = entries.get("shape");
    if (!whole || type == null || order == null || shape == null || !shape.startsWith("(")) {
      throw new DataException(
          name
              + " has a header that is not understood (an array of records?): "
              + shortened(text)
              + "; "
              + ACCEPTED);
    }
    return new Header(type(name, type), order.equals("True"), sizes(name, shape));
  }

  private static NpyType type(String name, String quoted) {
    String descr = quoted.substring(1, quoted.length() - 1);
    if (descr.contains("O")) {
      throw new DataException(
          name
              + " holds pickled Python objects, which are not read because a pickle can run"
              + " anything; save the array as numbers (array.astype('float32'))");
    }
    Optional<NpyType> type = NpyType.of(descr);
    return type.orElseThrow(
        () ->
            new DataException(
                name + " holds values of type '" + shortened(descr) + "'; " + ACCEPTED));
  }

  private static long[] sizes(String name, String shape) {
    String inner = shape.substring(1, shape.length() - 1).replace("L", "").strip();
    if (inner.isEmpty()) {
      throw new DataException(name + " is a single number, no array of samples");
    }
    String[] parts = inner.split(",", -1);
    int axes = parts[parts.length - 1].isBlank() ? parts.length - 1 : parts.length;
    long[] sizes = new long[axes];
    try {
      for (int i = 0; i < axes; i++) {
        sizes[i] = Long.parseLong(parts[i].strip());
      }
    } catch (NumberFormatException e) {
      throw new DataException(name + " has a shape that is none: " + shortened(shape), e);
    }
    if (axes == 0 || axes > MOST_AXES) {
      throw new DataException(name + " has " + axes + " axes; accepted: 1 to " + MOST_AXES);
    }
    return sizes;
  }

  private static void checkPromise(Content in, Header header) {
    BigInteger bytes = BigInteger.valueOf(header.type().width());
    for (long size : header.sizes()) {
      bytes = bytes.multiply(BigInteger.valueOf(size));
    }
    if (bytes.signum() == 0) {
      throw new DataException(in.name() + " holds no values: it is " + words(header));
    }
    BigInteger promised = bytes.add(BigInteger.valueOf(in.position()));
    if (promised.compareTo(in.most()) > 0 || promised.bitLength() > 62) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s is truncated or its header is wrong: %s make %,d bytes, but %s",
              in.name(),
              words(header),
              promised,
              in.mostInWords()));
    }
    Heap.check(bytes.longValueExact(), in.name(), words(header));
  }

  private static StoredArray rows(Content in, Header header) throws IOException {
    long[] sizes = header.sizes();
    long width = StoredArray.values(sizes) / sizes[0];
    if (width > 1 << 30) {
      throw new DataException(
          in.name() + ": a sample of " + width + " bytes; accepted: up to 2^30");
    }
    ChunkedBytes rows = new ChunkedBytes((int) width);
    rows.fill(in, sizes[0]);
    if (rows.count() < sizes[0]) {
      throw truncated(in, header);
    }
    return new NpyRows(in.name(), sizes, rows);
  }

  private static StoredArray numbers(Content in, Header header) throws IOException {
    long bytes = StoredArray.values(header.sizes()) * header.type().width();
    byte[][] chunks = new byte[(int) ((bytes + NpyNumbers.CHUNK - 1) / NpyNumbers.CHUNK)][];
    for (int i = 0; i < chunks.length; i++) {
      int wanted = (int) Math.min(NpyNumbers.CHUNK, bytes - (long) i * NpyNumbers.CHUNK);
      chunks[i] = in.readNBytes(wanted);
      if (chunks[i].length < wanted) {
        throw truncated(in, header);
      }
    }
    return new NpyNumbers(in.name(), header.sizes(), header.type(), header.columnMajor(), chunks);
  }

  private static DataException truncated(Content in, Header header) {
    return new DataException(
        String.format(
            Locale.ROOT,
            "%s is truncated: it ends at byte %,d, before all values of %s",
            in.name(),
            in.position(),
            words(header)));
  }

  private static String words(Header header) {
    return StoredArray.words(header.sizes())
        + " values of "
        + header.type().kind().name().toLowerCase(Locale.ROOT);
  }

  private static String shortened(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "...";
  }
}
