package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.datasets.CsvReader.Decimal;
import io.gan4j.datasets.CsvReader.Header;
import io.gan4j.datasets.CsvReader.Missing;
import io.gan4j.datasets.CsvReader.Separator;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The csv reader")
class CsvReaderTest {
  @TempDir Path folder;

  private Path write(String text) {
    return TestFiles.write(folder.resolve("t.csv"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static CsvReader reader(Path path, @Nullable String label) {
    return new CsvReader(
        path, label, Separator.COMMA, Missing.REFUSE, List.of(), null, Decimal.POINT, Header.AUTO);
  }

  private static Batch all(Dataset dataset) {
    int size = (int) dataset.size().orElseThrow();
    Batch batch = new Batch(dataset.space(), size);
    for (int i = 0; i < size; i++) {
      Batch one = new Batch(dataset.space(), 1);
      dataset.read(new long[] {i}, one);
      System.arraycopy(
          one.decoded(), 0, batch.floats(), i * one.decoded().length, one.decoded().length);
      batch.labels()[i] = one.labels()[0];
    }
    return batch;
  }

  @Test
  @DisplayName("reads numbers with a header and words as labels")
  void iris() {
    Path path = write("\uFEFFwidth, \"length\",species\n1.5,2,setosa\n-3e1, 0.25 ,virginica\n");
    try (Dataset dataset = reader(path, "species").open()) {
      assertThat(dataset.space()).isEqualTo(SampleSpace.vectors(2));
      assertThat(all(dataset).floats()).containsExactly(1.5f, 2, -30, 0.25f);
      assertThat(all(dataset).labels()).containsExactly(0, 1);
      assertThat(dataset.labels().orElseThrow().names()).containsExactly("setosa", "virginica");
    }
  }

  @Test
  @DisplayName("reads rows without a header, numbers as labels, semicolons, gzipped")
  void plain() {
    byte[] text = "1;0.5\r\n0;0.75\r\n".getBytes(StandardCharsets.UTF_8);
    Path path = TestFiles.write(folder.resolve("z"), TestFiles.gzip(text));
    CsvReader reader =
        new CsvReader(
            path,
            "1",
            Separator.SEMICOLON,
            Missing.REFUSE,
            List.of(),
            Range.UNIT,
            Decimal.POINT,
            Header.AUTO);
    try (Dataset dataset = reader.open()) {
      assertThat(all(dataset).floats()).containsExactly(0.5f, 0.75f);
      assertThat(all(dataset).labels()).containsExactly(1, 0);
      assertThat(dataset.space().range()).isEqualTo(Range.UNIT);
    }
  }

  @Test
  @DisplayName("reads pictures as bytes where a shape is given")
  void pictures() {
    Path path = write("label,1x1,1x2,2x1,2x2\n7,0,128,255,3\n");
    CsvReader reader =
        new CsvReader(
            path,
            "label",
            Separator.COMMA,
            Missing.REFUSE,
            List.of(2, 2),
            null,
            Decimal.POINT,
            Header.AUTO);
    try (Dataset dataset = reader.open()) {
      assertThat(dataset.space()).isEqualTo(SampleSpace.images(2, 2, 1));
      Batch batch = new Batch(dataset.space(), 1);
      dataset.read(new long[] {0}, batch);
      assertThat(batch.bytes()).containsExactly(0, 128, 255, 3);
    }
  }

  @ParameterizedTest
  @CsvSource(value = {"NaN", "NA", "''", "inf", "?", "1e39"})
  @DisplayName("refuses rows that lack a value, naming the line, or leaves them out and counts")
  void missing(String value) {
    Path path = write("a,b\n1,2\n3," + value + "\n5,6\n");
    assertThatThrownBy(() -> CsvReader.of(path).open().close())
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("t.csv, line 3", "missing: skip");
    CsvReader skip =
        new CsvReader(
            path, null, Separator.COMMA, Missing.SKIP, List.of(), null, Decimal.POINT, Header.AUTO);
    try (Dataset dataset = skip.open()) {
      assertThat(all(dataset).floats()).containsExactly(1, 2, 5, 6);
      assertThat(dataset.description()).contains("(1 rows with missing values left out)");
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "|empty",
        "a,b|no row of numbers",
        "a,b;1,2;3|line 3 has 1 fields where the first line has 2",
        "a,b;1,2;3,x|line 3, column 'b': 'x' is no number",
        "1,2;3,0x10p1|line 2, column 2",
        "1,2;3,4f|'4f' is no number",
        "a,a;1,2|two columns 'a'",
        "1,2;\"3,4|line 2"
      },
      delimiter = '|',
      quoteCharacter = '~')
  @DisplayName("refuses what is no table of numbers, naming file and place")
  void refusals(@Nullable String text, String reason) {
    Path path = write(text == null ? "" : text.replace(';', '\n'));
    assertThatThrownBy(() -> CsvReader.of(path).open().close())
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("t.csv", reason);
  }

  @Test
  @DisplayName("refuses other encodings, label columns that are not there, and labels without end")
  void others() {
    Path latin = TestFiles.write(folder.resolve("l.csv"), new byte[] {'a', (byte) 0xE4, '\n'});
    assertThatThrownBy(() -> CsvReader.of(latin).open().close()).hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> reader(write("a,b\n1,2\n"), "c").open().close())
        .hasMessageContaining("no column 'c'; accepted: a, b");
    StringBuilder ids = new StringBuilder("a,id\n");
    for (int i = 0; i < 300; i++) {
      ids.append(i).append(",x").append(i).append('\n');
    }
    assertThatThrownBy(() -> reader(write(ids.toString()), "id").open().close())
        .hasMessageContaining("no classes");
  }

  @Test
  @DisplayName("is found by content: numbers, and at most one column of words")
  void detection() {
    CsvDetector detector = new CsvDetector();
    Path path = write("w,species\n1,a\n2,b\n1,a\n2,b\n");
    assertThat(detector.detect(path).map(Detection::reader)).hasValue(reader(path, "species"));
    assertThat(detector.detect(write("1,2\n3,4\n")).map(Detection::reader))
        .hasValue(CsvReader.of(path));
    assertThat(detector.detect(write("label,x\n0,4\n")).map(Detection::reader))
        .hasValue(reader(path, "label"));
    assertThat(detector.detect(write("1\ta\n3\tb\n1\ta\n3\tb\n")).map(Detection::reader))
        .hasValue(
            new CsvReader(
                path,
                "2",
                Separator.TAB,
                Missing.REFUSE,
                List.of(),
                null,
                Decimal.POINT,
                Header.AUTO));
    assertThat(detector.detect(write("1,a,b\n2,c,d\n"))).isEmpty();
    assertThat(detector.detect(write("some text, and\nmore of it\n"))).isEmpty();
    assertThat(detector.detect(write(""))).isEmpty();
    assertThat(detector.detect(folder)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "d,x;11/24/2020,1;11/24/2020,2;11/24/2020,3;10/24/2020,4",
        "d,x;18-Feb-2020,1;18-Feb-2020,2;18-Feb-2020,3",
        "price,x;'9,99 EUR',1;'9,99 EUR',2;'9,99 EUR',3",
        "part,x;10-12,1;10-12,2;10-12,3",
        "id,x;9007199254740993,1;9007199254740993,2",
        "zip,x;01234,1;10001,2;01234,3",
        "name,x;ann,1;bob,2;eve,3;joe,4"
      },
      delimiter = '|',
      quoteCharacter = '~')
  @DisplayName("leaves to others what has a column that is neither numbers nor a few words:")
  void noLabels(String rows) {
    Path path = write(rows.replace(';', '\n').replace('\'', '"'));
    assertThat(new CsvDetector().detect(path)).isEmpty();
  }

  @Test
  @DisplayName("says which column it takes for the class")
  void evidence() {
    CsvDetector detector = new CsvDetector();
    assertThat(detector.detect(write("w,ok\n1,yes\n2,no\n1,yes\n2,no\n")).map(Detection::reason))
        .hasValue(
            "begins with rows of numbers and a column of words, 'ok', which is taken for the"
                + " class");
    assertThat(detector.detect(write(",0,1,2,3,4\n0,9,9,9,9,9\n")).map(Detection::reason))
        .hasValue("begins with rows of numbers, the first of them taken for names");
    assertThat(detector.detect(write("2019,2020,2021\n1,5,3\n")).map(Detection::reason))
        .hasValue("begins with rows of numbers, the first of them taken for names");
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "2019,2020,2021;1.5,2.5,3.5;4.5,5.5,6.5|2",
        "2019,2020,2021;1,5,3;4,5,9|2",
        "7,9;1.5,2.5;4.5,5.5|2",
        "0,1,2,3,4;9,9,9,9,9;8,8,8,8,8|2",
        "1,2,3;3,2,1;2,2,2|3",
        "1,2,3,4,5;2,3,4,5,6;3,4,5,6,7|3",
        "1,2;1.5,2;3,4|3",
        "2019,2020,2021;2020,2021,2022;1,2,3|3"
      },
      delimiter = '|',
      quoteCharacter = '~')
  @DisplayName("takes a first row of numbers for names where they count up or are whole alone:")
  void headersOfNumbers(String rows, int samples) {
    Path path = write(rows.replace(';', '\n'));
    CsvReader skipping =
        new CsvReader(
            path,
            null,
            Separator.COMMA,
            Missing.REFUSE,
            List.of(),
            null,
            Decimal.POINT,
            Header.AUTO);
    try (Dataset dataset = skipping.open()) {
      assertThat(dataset.size()).hasValue(samples);
    }
    CsvReader said =
        new CsvReader(
            path, null, Separator.COMMA, Missing.REFUSE, List.of(), null, Decimal.POINT, Header.NO);
    try (Dataset dataset = said.open()) {
      assertThat(dataset.size()).hasValue(3);
    }
  }

  @Test
  @DisplayName("reads decimal commas, and marks wherever files were joined")
  void commasAndMarks() {
    Path path = write("\uFEFF2,041;-9,78\n0,418;0,16\n\uFEFF-2,02;1,84\n");
    CsvReader reader = (CsvReader) new CsvDetector().detect(path).orElseThrow().reader();
    try (Dataset dataset = reader.open()) {
      assertThat(all(dataset).floats())
          .containsExactly(2.041f, -9.78f, 0.418f, 0.16f, -2.02f, 1.84f);
    }
    String part = "\uFEFF\"label\",\"x, kg\"\n0,1\n1,2\n";
    try (Dataset dataset = reader(write(part + part), "label").open()) {
      assertThat(all(dataset).floats()).containsExactly(1, 2, 1, 2);
    }
  }

  @Test
  @DisplayName("has as many classes as there are where their numbers are far apart")
  void sparseLabels() {
    Path path = write("label,x\n0,1\n99999,2\n0,3\n");
    try (Dataset dataset = reader(path, "label").open()) {
      assertThat(dataset.labels().orElseThrow().names()).containsExactly("0", "99999");
      assertThat(all(dataset).labels()).containsExactly(0, 1, 0);
    }
  }

  @Test
  @DisplayName("refuses whole numbers that would become others")
  void tooLong() {
    assertThatThrownBy(() -> CsvReader.of(write("id,x\n9007199254740993,1\n")).open())
        .hasMessageContaining("column 'id': '9007199254740993' is no number that is learnt");
  }

  @TestFactory
  @DisplayName("keeps the contract of data sets")
  Stream<DynamicTest> contract() {
    Path path = write("a,b,c\n1,2,x\n3,4,y\n5,6,x\n");
    return Stream.of(
            DatasetContract.of(reader(path, "c")),
            DatasetContract.refuses(CsvReader.of(folder.resolve("absent")), "absent"))
        .flatMap(Contract::tests);
  }
}
