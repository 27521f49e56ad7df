package io.gan4j.tabular;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.tabular.options.Limits;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Tables to test with. */
final class Tables {
  /** All that a column can be, with NULLs in some of them. */
  static final String MIXED =
      """
      id,price,size,born,seen,colour,sold,note
      1,10.5,3,2001-02-03,2020-01-01 00:00:00,red,true,"a, b"
      2,20.25,,2003-04-05,2020-01-01 12:30:15,blue,false,"say \"\"x\"\"\"
      3,30.75,5,1969-12-31,2020-01-01 07:08:09,,true,c
      4,NA,6,2001-02-03,2020-01-01 00:00:01,red,false,c
      5,50.5,7,2010-11-12,2020-01-01 02:02:02,green,true,c
      6,60.25,8,2001-02-04,2020-01-01 03:03:03,red,false,c
      7,70.5,9,2001-02-05,2020-01-01 03:03:04,red,true,c
      8,80.5,10,2001-02-06,2020-01-01 03:03:05,red,true,c
      9,90.5,11,2001-02-07,2020-01-01 03:03:06,red,true,c
      10,95.5,12,2001-02-08,2020-01-01 03:03:07,red,true,c
      11,99.5,13,2001-02-09,2020-01-01 03:03:08,red,true,c
      12,99.5,14,2001-02-10,2020-01-01 03:03:09,red,true,c
      """;

  private Tables() {}

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What of a reader differs between tests. */
  record Setting(
      Path path,
      @Nullable String sql,
      List<String> columns,
      List<String> categories,
      Numbers numbers,
      Nulls nulls,
      boolean clamp,
      Limits limits) {

    static Setting of(Path path) {
      return new Setting(
          path, null, List.of(), List.of(), Numbers.STANDARD, Nulls.LEARN, false, Limits.STANDARD);
    }

    Setting sql(String query) {
      return new Setting(path, query, columns, categories, numbers, nulls, clamp, limits);
    }

    Setting columns(String... names) {
      return new Setting(path, sql, List.of(names), categories, numbers, nulls, clamp, limits);
    }

    Setting categories(String... names) {
      return new Setting(path, sql, columns, List.of(names), numbers, nulls, clamp, limits);
    }

    Setting numbers(Numbers how) {
      return new Setting(path, sql, columns, categories, how, nulls, clamp, limits);
    }

    Setting nulls(Nulls how) {
      return new Setting(path, sql, columns, categories, numbers, how, clamp, limits);
    }

    Setting clamped() {
      return new Setting(path, sql, columns, categories, numbers, nulls, true, limits);
    }

    Setting limits(Limits what) {
      return new Setting(path, sql, columns, categories, numbers, nulls, clamp, what);
    }

    TableReader reader() {
      TableReader all = TableReader.of(path);
      return new TableReader(
          path,
          sql,
          Map.of(),
          columns,
          categories,
          all.fewValues(),
          all.mostCategories(),
          numbers,
          nulls,
          clamp,
          all.separator(),
          all.nullTexts(),
          limits,
          Map.of(),
          null);
    }

    Dataset open() {
      return reader().open();
    }
  }

  /** All rows of a file as the networks see them. */
  static float[] rows(Path file) {
    try (Dataset dataset = Setting.of(file).open()) {
      return rows(dataset);
    }
  }

  /** All rows as the networks see them. */
  static float[] rows(Dataset dataset) {
    int size = Math.toIntExact(dataset.size().orElseThrow());
    Batch batch = new Batch(dataset.space(), size);
    dataset.read(LongStream.range(0, size).toArray(), batch);
    return batch.floats();
  }
}
