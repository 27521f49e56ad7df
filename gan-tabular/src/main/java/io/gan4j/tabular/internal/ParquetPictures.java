package io.gan4j.tabular.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.EncodedImages;
import io.gan4j.api.data.EncodedImages.Policy;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.tabular.internal.sql.DuckDb;
import io.gan4j.tabular.internal.sql.Failures;
import io.gan4j.tabular.internal.sql.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in Parquet files as Hugging Face stores them: a column of {@code struct<bytes, path>},
 * or of bytes, and one of labels, whose classes the files' metadata name.
 */
public final class ParquetPictures {
  private static final String LABEL = "label";
  private static final int MOST_CLASSES = 1_000_000;

  private final List<Path> files;
  private final DuckDb duck;
  private final Map<String, String> types = new LinkedHashMap<>();

  private ParquetPictures(List<Path> files, DuckDb duck) throws SQLException {
    this.files = files;
    this.duck = duck;
    duck.execute(Sql.createRowsOfParquet(files));
    duck.query(
        Sql.describeRows(),
        row -> types.put(String.valueOf(row.text(0)), String.valueOf(row.text(1))));
  }

  private interface Work<R> {
    R with(ParquetPictures pictures) throws SQLException;
  }

  /** Whether a file has a column of pictures as Hugging Face stores them. */
  public static boolean areIn(Path file) {
    return opened(List.of(file), pictures -> pictures.structs().findAny().isPresent());
  }

  /**
   * Reads all pictures, from the first row of the first file on.
   *
   * @param image column of the pictures; null for the only one
   * @param label column of the labels; null for {@code label}, if there is one
   * @throws DataException naming what is wrong with which file
   */
  public static ImageSource read(
      List<Path> files,
      @Nullable String image,
      @Nullable String label,
      String title,
      Policy policy) {
    return opened(files, pictures -> pictures.read(image, label, title, policy));
  }

  private static <R> R opened(List<Path> files, Work<R> work) {
    List<Path> real = new ArrayList<>();
    for (Path file : files) {
      try {
        real.add(file.toRealPath());
      } catch (IOException e) {
        throw new DataException(file + ": no such file, or it cannot be read", e);
      }
    }
    try (DuckDb duck = DuckDb.open(null, real)) {
      try {
        return work.with(new ParquetPictures(real, duck));
      } catch (SQLException e) {
        throw new DataException(files.get(0) + ": " + Failures.inOneLine(e), e);
      } catch (DataException e) {
        throw e;
      } catch (GanException e) { // a column's name that SQL cannot write
        throw new DataException(files.get(0) + ": " + e.getMessage(), e);
      }
    }
  }

  private Stream<String> structs() {
    return types.keySet().stream().filter(this::isStruct);
  }

  private boolean isStruct(String column) {
    return types
        .getOrDefault(column, "")
        .matches("STRUCT\\(\"?bytes\"? BLOB, \"?path\"? VARCHAR\\)");
  }

  private ImageSource read(
      @Nullable String image, @Nullable String label, String title, Policy policy)
      throws SQLException {
    String column = image == null ? onlyColumn() : image;
    if (!isStruct(column) && !types.getOrDefault(column, "").equals("BLOB")) {
      throw wrong("the column '" + column + "' holds no pictures");
    }
    String classes = label != null ? label : types.containsKey(LABEL) ? LABEL : null;
    if (classes != null && !types.containsKey(classes)) {
      throw wrong("there is no column '" + classes + "'");
    }
    EncodedImages.Collection collection = EncodedImages.installed().collect();
    try {
      List<String> texts = new ArrayList<>();
      duck.query(
          Sql.readBytes(column, isStruct(column), classes),
          row -> {
            String place = place(texts.size());
            byte[] file = row.bytes(0);
            if (file == null) {
              throw new DataException(
                  place + ", has no bytes in '" + column + "', at most a path to elsewhere");
            }
            String text = classes == null ? "" : row.text(1);
            if (text == null) {
              throw new DataException(place + ", has no label in '" + classes + "'");
            }
            collection.add(place, file);
            texts.add(text);
          });
      return classes == null
          ? collection.open(title + unread(column), null, new int[0], policy)
          : labelled(collection, classes, texts, title, policy);
    } catch (SQLException | RuntimeException e) {
      collection.close();
      throw e;
    }
  }

  private String place(int row) {
    return files.get(0) + (files.size() == 1 ? "" : " and on") + ", row " + (row + 1);
  }

  /** Says which columns could be labels, where none is. */
  private String unread(String column) {
    List<String> others = types.keySet().stream().filter(c -> !c.equals(column)).toList();
    return others.isEmpty() ? "" : ", columns " + String.join(", ", others) + " unread";
  }

  private String onlyColumn() {
    List<String> found = structs().toList();
    if (found.isEmpty()) {
      found = types.keySet().stream().filter(c -> "BLOB".equals(types.get(c))).toList();
    }
    if (found.size() != 1) {
      throw wrong(
          (found.isEmpty() ? "no column holds" : "several columns hold")
              + " pictures; say which with 'image'");
    }
    return found.get(0);
  }

  private DataException wrong(String what) {
    return new DataException(
        files.get(0) + ": " + what + "; the columns are " + String.join(", ", types.keySet()));
  }

  private ImageSource labelled(
      EncodedImages.Collection collection,
      String column,
      List<String> texts,
      String title,
      Policy policy)
      throws SQLException {
    List<String> named = duck.texts(Sql.classNames(files.get(0), column));
    boolean whole = types.getOrDefault(column, "").matches("U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?");
    if (!whole) {
      List<String> names = List.copyOf(new TreeSet<>(texts));
      int[] labels = texts.stream().mapToInt(names::indexOf).toArray();
      return collection.open(title, new LabelSpace(names), labels, policy);
    }
    int[] labels = new int[texts.size()];
    int largest = 0;
    for (int i = 0; i < labels.length; i++) {
      long label = Long.parseLong(texts.get(i));
      if (label < 0 || label >= MOST_CLASSES || (!named.isEmpty() && label >= named.size())) {
        throw new DataException(
            place(i)
                + ", has the label "
                + label
                + "; accepted: 0 to "
                + (named.isEmpty() ? MOST_CLASSES : named.size() - 1)
                + (label < 0 ? " (−1 is for pictures without a label: take another part)" : ""));
      }
      labels[i] = (int) label;
      largest = Math.max(largest, labels[i]);
    }
    List<String> names =
        Optional.of(named)
            .filter(n -> !n.isEmpty())
            .orElse(IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList());
    return collection.open(title, new LabelSpace(names), labels, policy);
  }
}
