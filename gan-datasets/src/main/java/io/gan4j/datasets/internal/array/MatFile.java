package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Heap;
import io.gan4j.datasets.internal.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import us.hebi.matlab.mat.format.BufferAllocator;
import us.hebi.matlab.mat.format.Mat5Reader;
import us.hebi.matlab.mat.format.Mat5Tag;
import us.hebi.matlab.mat.format.Mat5Type;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile.Entry;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sources;

/**
 * A MATLAB file of version 5 (what {@code save} writes up to {@code -v7}), of which arrays of real
 * numbers are read. Its variables are listed first, without their values; then those that are
 * wanted are read.
 */
public final class MatFile implements MatVariables {
  private static final int HEADER = 128;

  /** A compressed byte stands for at most so many. */
  private static final long LARGEST_RATIO = 1032;

  /** Flags, axes and a name are small; whoever promises more lies. */
  private static final int MOST_HEADER_BYTES = 1024;

  private static final String VERSION_7_3 = "MATLAB 7.3";
  private static final String ACCEPTED =
      "accepted: a MATLAB file of version 5 or 7.3 (save -v7, -v6 or -v7.3)";

  private final Source source;

  /** A file that starts as one of version 5 does. */
  public MatFile(Source source) {
    this.source = source;
    if (source.size() == 0) {
      throw new DataException(source.name() + " is empty (0 bytes); " + ACCEPTED);
    }
    byte[] start = start(source);
    if (!isHeader(start)) {
      throw new DataException(source.name() + other(start) + "; " + ACCEPTED);
    }
  }

  /** Whether a file starts as one of version 5 does. */
  public static boolean looksLikeOne(Source source) {
    return isHeader(start(source));
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public List<Variable> variables() {
    List<Variable> variables = new ArrayList<>();
    read(variables, Set.of());
    Set<String> names = new HashSet<>();
    for (Variable variable : variables) {
      if (!names.add(variable.name())) {
        throw new DataException(
            source.name() + " holds the variable " + variable.name() + " twice; which is meant?");
      }
    }
    return variables;
  }

  @Override
  public StoredArray array(Variable variable) {
    if (!variable.numeric()) {
      throw new DataException(
          source.name()
              + ": "
              + variable.words()
              + " is no array of numbers; accepted: full arrays of real numbers");
    }
    for (Entry entry : read(new ArrayList<>(), Set.of(variable.name()))) {
      if (entry.getName().equals(variable.name()) && entry.getValue() instanceof Matrix matrix) {
        if (matrix.isComplex()) {
          throw new DataException(
              source.name() + ": " + variable.words() + " is complex; accepted: real numbers");
        }
        return new MatArray(source.name() + ", " + variable.name(), matrix);
      }
    }
    throw new DataException(source.name() + " lost its variable " + variable.name());
  }

  private List<Entry> read(List<Variable> seen, Set<String> wanted) {
    try (InputStream in = source.open()) {
      Guarded reader = new Guarded(Sources.wrapInputStream(in), new Bounded(source));
      reader.disableSubsystemProcessing();
      reader.setEntryFilter(
          header -> {
            // The unnamed variable belongs to MATLAB's objects, which nobody reads here.
            if (!header.getName().isEmpty()) {
              seen.add(
                  new Variable(
                      header.getName(),
                      Arrays.stream(header.getDimensions()).asLongStream().boxed().toList(),
                      header.getType()));
            }
            return wanted.contains(header.getName());
          });
      List<Entry> entries = new ArrayList<>();
      reader.readMat().getEntries().forEach(entries::add);
      return entries;
    } catch (DataException e) {
      throw e;
    } catch (IOException | RuntimeException | AssertionError e) {
      // The library tells damage in all of these ways.
      Throwable cause = e;
      while (cause.getCause() != null) {
        cause = cause.getCause();
        if (cause instanceof DataException known) {
          throw known;
        }
      }
      throw new DataException(
          source.name()
              + " is damaged or truncated: "
              + (cause.getMessage() == null
                  ? "it cannot be read as its header promises"
                  : cause.getMessage()),
          e);
    }
  }

  private static byte[] start(Source source) {
    try (InputStream in = source.open()) {
      return in.readNBytes(HEADER);
    } catch (IOException e) {
      throw new DataException(source.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Whether a file begins with the text of version 7.3. */
  static boolean isVersion73(Source source) {
    return new String(start(source), StandardCharsets.ISO_8859_1).startsWith(VERSION_7_3);
  }

  /** Version 1.0 of the format and the mark of byte order, which no text before them hides. */
  private static boolean isHeader(byte[] start) {
    if (start.length < HEADER) {
      return false;
    }
    String end = HexFormat.of().formatHex(start, 124, HEADER);
    return end.equals("0001494d") || end.equals("01004d49");
  }

  private static String other(byte[] start) {
    if (new String(start, StandardCharsets.ISO_8859_1).startsWith(VERSION_7_3)) {
      return " is a MATLAB file of version 7.3 that is damaged: HDF5's signature is not in it";
    }
    return start.length < HEADER
        ? " ends at byte " + start.length + ", inside the header of 128 bytes"
        : " has no header of a MATLAB file";
  }

  /** Refuses to allocate what the file cannot hold. */
  private record Bounded(Source source) implements BufferAllocator {
    @Override
    public ByteBuffer allocate(int bytes) {
      if (bytes < 0 || bytes > source.size() * LARGEST_RATIO) {
        throw new DataException(
            String.format(
                Locale.ROOT,
                "%s is truncated or a header in it is wrong: an array of %,d bytes cannot be in a"
                    + " file of %,d",
                source.name(),
                bytes & 0xFFFFFFFFL,
                source.size()));
      }
      Heap.check(bytes, source.name(), "an array");
      return ByteBuffer.allocate(bytes);
    }

    @Override
    public void release(ByteBuffer buffer) {}
  }

  /**
   * A reader that does not trust the sizes it reads, and does not go into cells, structures and
   * objects, which nest without limit.
   */
  private static final class Guarded extends Mat5Reader {
    private final Bounded allocator;

    Guarded(us.hebi.matlab.mat.types.Source source, Bounded allocator) {
      super(source);
      this.allocator = allocator;
      setBufferAllocator(allocator);
    }

    @Override
    protected Mat5Reader createChildReader(us.hebi.matlab.mat.types.Source child) {
      return new Guarded(child, allocator).setEntryFilter(filter).disableSubsystemProcessing();
    }

    @Override
    protected Mat5Tag readTagWithExpectedType(Mat5Type expected) throws IOException {
      Mat5Tag tag = super.readTagWithExpectedType(expected);
      // A matrix is the variable as a whole: nothing is allocated by its size.
      boolean small = tag.getNumBytes() >= 0 && tag.getNumBytes() <= MOST_HEADER_BYTES;
      if (expected != Mat5Type.Matrix && !small) {
        throw new IOException(
            "a variable's header promises " + (tag.getNumBytes() & 0xFFFFFFFFL) + " bytes");
      }
      return tag;
    }

    @Override
    protected Array readNestedArray() throws IOException {
      throw new IOException(
          "it holds objects of MATLAB (a table, a string?), which are not read; save the arrays"
              + " alone");
    }
  }

  private record MatArray(String name, Matrix matrix) implements StoredArray {
    @Override
    public long[] sizes() {
      return Arrays.stream(matrix.getDimensions()).asLongStream().toArray();
    }

    @Override
    public boolean bytes() {
      return matrix.getType() == MatlabType.UInt8;
    }

    @Override
    public boolean columnMajor() {
      return true;
    }

    @Override
    public double value(long place) {
      return matrix.getDouble((int) place);
    }
  }
}
