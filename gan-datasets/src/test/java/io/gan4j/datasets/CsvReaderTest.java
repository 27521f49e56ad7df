package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
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
    return new CsvReader(path, label, Separator.COMMA, Missing.REFUSE, List.of(), null);
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
        new CsvReader(path, "1", Separator.SEMICOLON, Missing.REFUSE, List.of(), Range.UNIT);
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
        new CsvReader(path, "label", Separator.COMMA, Missing.REFUSE, List.of(2, 2), null);
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
    CsvReader skip = new CsvReader(path, null, Separator.COMMA, Missing.SKIP, List.of(), null);
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
    Path path = write("w,species\n1,a\n2,b\n");
    assertThat(detector.detect(path).map(Detection::reader)).hasValue(reader(path, "species"));
    assertThat(detector.detect(write("1,2\n3,4\n")).map(Detection::reader))
        .hasValue(CsvReader.of(path));
    assertThat(detector.detect(write("label,x\n0,4\n")).map(Detection::reader))
        .hasValue(reader(path, "label"));
    assertThat(detector.detect(write("1\t2\n3\tb\n")).map(Detection::reader))
        .hasValue(new CsvReader(path, "2", Separator.TAB, Missing.REFUSE, List.of(), null));
    assertThat(detector.detect(write("1,a,b\n2,c,d\n"))).isEmpty();
    assertThat(detector.detect(write("some text, and\nmore of it\n"))).isEmpty();
    assertThat(detector.detect(write(""))).isEmpty();
    assertThat(detector.detect(folder)).isEmpty();
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
