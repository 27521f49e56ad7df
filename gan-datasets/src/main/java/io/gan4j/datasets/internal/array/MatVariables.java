package io.gan4j.datasets.internal.array;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Source;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import us.hebi.matlab.mat.types.MatlabType;

/** The variables of a MATLAB file, of any version that is read. */
public interface MatVariables extends AutoCloseable {

  /** What messages call the file. */
  String name();

  /** All variables, without their values. */
  List<Variable> variables();

  /** The values of an array of real numbers. */
  StoredArray array(Variable variable);

  @Override
  default void close() {}

  /**
   * A variable.
   *
   * @param name in the file
   * @param sizes of its axes
   * @param type MATLAB's class
   */
  record Variable(String name, List<Long> sizes, MatlabType type) {
    /** Whether it is an array of numbers. */
    public boolean numeric() {
      return switch (type) {
        case Double, Single, Int8, UInt8, Int16, UInt16, Int32, UInt32, Int64, UInt64 -> true;
        case Cell, Structure, Object, Character, Sparse, Function, Opaque -> false;
      };
    }

    /** In words: {@code faces (uint8, 4096 x 400)}. */
    public String words() {
      return name
          + " ("
          + type.toString().toLowerCase(Locale.ROOT)
          + ", "
          + StoredArray.words(sizes.stream().mapToLong(Long::longValue).toArray())
          + ")";
    }
  }

  /** Opens a file of version 5, or of version 7.3. Who opens closes. */
  static MatVariables open(Path path) {
    Source source = Source.file(path);
    return Hdf5File.looksLikeOne(source) ? new OfHdf5(Hdf5File.open(path)) : new MatFile(source);
  }

  /** Whether a file is of version 5, or of version 7.3, which has a text of its own before HDF5. */
  static boolean looksLikeOne(Source source) {
    return MatFile.looksLikeOne(source) || MatFile.isVersion73(source);
  }

  /**
   * A file of version 7.3, which is HDF5: axes are in the opposite order there, and values lie as
   * MATLAB has them.
   */
  record OfHdf5(Hdf5File file) implements MatVariables {
    @Override
    public String name() {
      return file.name();
    }

    @Override
    public List<Variable> variables() {
      return file.names().stream()
          .map(name -> new Variable(name, sizes(name), type(name)))
          .toList();
    }

    private List<Long> sizes(String name) {
      long[] sizes = reversed(file.sizes(name));
      return Arrays.stream(sizes).boxed().toList();
    }

    /** What MATLAB says that it is; else what it is stored as. */
    private MatlabType type(String name) {
      Optional<String> said = file.attribute(name, "MATLAB_class");
      if (!file.numeric(name)) {
        return said.filter(word -> word.equals("cell")).isPresent()
            ? MatlabType.Cell
            : MatlabType.Opaque;
      }
      if (said.filter(word -> word.equals("char")).isPresent()) {
        return MatlabType.Character;
      }
      String stored =
          switch (file.javaType(name)) {
            case "float" -> "single";
            case "byte" -> "int8";
            case "short" -> "int16";
            case "int" -> file.bytes(name) ? "uint8" : "int32";
            case "long" -> "int64";
            default -> "double";
          };
      return Stream.of(said.orElse(stored), stored)
          .flatMap(OfHdf5::named)
          .findFirst()
          .orElse(MatlabType.Double);
    }

    private static Stream<MatlabType> named(String word) {
      return Arrays.stream(MatlabType.values())
          .filter(type -> type.toString().equalsIgnoreCase(word));
    }

    private static long[] reversed(long[] sizes) {
      long[] reversed = new long[sizes.length];
      for (int i = 0; i < sizes.length; i++) {
        reversed[i] = sizes[sizes.length - 1 - i];
      }
      return reversed;
    }

    @Override
    public StoredArray array(Variable variable) {
      if (!variable.numeric()) {
        throw new DataException(
            name()
                + ": "
                + variable.words()
                + " is no array of numbers; accepted: full arrays of real numbers");
      }
      StoredArray stored = file.array(variable.name());
      return new Reversed(stored, reversed(stored.sizes()));
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /** The same values, of which the first axis is walked along fastest. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Reversed(StoredArray stored, long[] sizes) implements StoredArray {
    @Override
    public String name() {
      return stored.name();
    }

    @Override
    public boolean bytes() {
      return stored.bytes();
    }

    @Override
    public boolean columnMajor() {
      return true;
    }

    @Override
    public double value(long place) {
      return stored.value(place);
    }
  }
}
