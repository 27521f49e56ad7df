package io.gan4j.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.metric.MetricResult;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.metric.Protocol;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("What evaluations keep in files")
class FilesTest {
  @TempDir Path folder;

  @ParameterizedTest(name = "{0} rows")
  @ValueSource(ints = {7, 40_000})
  @DisplayName("rows come back as they were written, from memory and from disk")
  void spool(int count) {
    int width = 500; // 40,000 rows are 80 MB, beyond what is kept in memory
    try (SpillableRows spool = new SpillableRows(count, width)) {
      for (int row = 0; row < count; row++) {
        float[] values = new float[width];
        for (int i = 0; i < width; i++) {
          values[i] = row + i / 1000f;
        }
        spool.append(values);
      }
      double[] two = new double[2 * width];
      spool.read(count - 2, 2, two);
      assertThat(two[0]).isEqualTo(count - 2);
      assertThat(two[width + 499]).isEqualTo(count - 1 + 0.499f);
      assertThatThrownBy(() -> spool.read(count - 1, 2, two))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  @DisplayName("a damaged summary is computed again, and repaired")
  void damaged() throws IOException {
    SummaryCache cache = SummaryCache.inFolder(folder);
    AtomicInteger computed = new AtomicInteger();
    double[] numbers = {1, Double.NEGATIVE_INFINITY, 3};
    Path file;
    assertThat(cache.get("key", () -> counted(computed, numbers))).isEqualTo(numbers);
    try (Stream<Path> files = Files.list(folder)) {
      file = files.findFirst().orElseThrow();
    }
    assertThat(cache.get("key", () -> counted(computed, numbers))).isEqualTo(numbers);
    assertThat(computed).hasValue(1);
    byte[] bytes = Files.readAllBytes(file);
    bytes[20] ^= 1;
    Files.write(file, bytes);
    assertThat(cache.get("key", () -> counted(computed, numbers))).isEqualTo(numbers);
    assertThat(computed).hasValue(2);
    Files.write(file, new byte[5]);
    assertThat(cache.get("key", () -> counted(computed, numbers))).isEqualTo(numbers);
    assertThat(cache.get("key", () -> counted(computed, numbers))).isEqualTo(numbers);
    assertThat(computed).hasValue(3);
    assertThat(cache.get("other key", () -> counted(computed, numbers))).isEqualTo(numbers);
    assertThat(computed).hasValue(4);
  }

  private static double[] counted(AtomicInteger counter, double[] numbers) {
    counter.incrementAndGet();
    return numbers.clone();
  }

  @Test
  @DisplayName("results come back whole, and a line that is none is named")
  void results() throws IOException {
    Measured measured =
        new Measured(
            12,
            1200,
            Instant.parse("2020-01-02T03:04:05Z"),
            new MetricResult(
                "kernel-distance",
                List.of(
                    new MetricValue("a", 0.1, Better.LOWER, new Spread(0.01, 5, "blocks")),
                    MetricValue.high("b", Double.POSITIVE_INFINITY)),
                new Protocol("{type: a}", 3, 2, "points", "f00", "", "pixels", "", ""),
                7,
                2));
    ResultsFile file = new ResultsFile(folder.resolve("run/metrics.jsonl"));
    assertThat(file.read()).isEmpty();
    file.append(List.of(measured));
    file.append(List.of(measured));
    assertThat(file.read()).containsExactly(measured, measured);
    Path lines = folder.resolve("run/metrics.jsonl");
    Files.writeString(lines, "{\"metric\": \"cut o", StandardOpenOption.APPEND);
    assertThat(file.read()).as("a line that a kill has cut").containsExactly(measured, measured);
    file.removeAfter(11);
    assertThat(file.read()).isEmpty();
    assertThat(lines).isEmptyFile();
  }

  @Test
  @DisplayName("damaged results are left out with their lines' numbers, and whole ones count")
  void damagedResults() throws IOException {
    ResultsFile file = new ResultsFile(folder.resolve("metrics.jsonl"));
    file.append(List.of(result(1, 0.25)));
    file.append(List.of(result(2, 0.5)));
    file.append(List.of(result(3, 0.75)));
    Path lines = folder.resolve("metrics.jsonl");
    byte[] whole = Files.readAllBytes(lines);
    String text = new String(whole, StandardCharsets.ISO_8859_1);
    int second = text.indexOf('\n') + 1;
    int last = text.lastIndexOf("0.75");
    for (int at : new int[] {second, text.indexOf("0.5,") + 2, text.indexOf("values", second)}) {
      for (int bit : new int[] {1, 2, 128}) {
        byte[] bytes = whole.clone();
        bytes[at] ^= (byte) bit;
        Files.write(lines, bytes);
        List<Measured> read = new ArrayList<>();
        assertThat(file.read(read::add)).as("bit %d at %d", bit, at).containsExactly(2L);
        assertThat(read).extracting(Measured::step).containsExactly(1L, 3L);
      }
    }
    Files.writeString(
        lines, text.substring(0, last) + "\u0000\n{}\n\n[]\n{\"metric\": 1}\n" + text);
    assertThat(file.read(found -> {})).containsExactly(3L, 4L, 5L, 6L, 7L);
  }

  @Test
  @DisplayName("a result begins a line of its own behind half of one")
  void afterHalfALine() throws IOException {
    Path lines = Files.writeString(folder.resolve("metrics.jsonl"), "{\"metric\": \"cut o");
    ResultsFile file = new ResultsFile(lines);
    file.append(List.of(result(1, 0.25)));
    file.append(List.of(result(2, 0.5)));
    assertThat(file.read()).extracting(Measured::step).containsExactly(1L, 2L);
  }

  @Test
  @DisplayName("results of an earlier version, without checksums, are read")
  void unchecked() throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("metrics.jsonl"), ResultsFile.json(result(4, 0.25)) + "\n");
    assertThat(new ResultsFile(lines).read()).containsExactly(result(4, 0.25));
  }

  @Test
  @DisplayName(
      "a name that leads elsewhere, a pipe or terabytes are refused before they are opened")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no named pipes in folders")
  @Timeout(10)
  void noFile() throws Exception {
    Path lines = folder.resolve("metrics.jsonl");
    ResultsFile file = new ResultsFile(lines);
    Path precious = Files.writeString(folder.resolve("precious"), "mine");
    Files.createSymbolicLink(lines, precious);
    assertThatThrownBy(() -> file.append(List.of(result(1, 1))))
        .hasMessageContaining("metrics.jsonl is not a file");
    assertThat(precious).hasContent("mine");
    Files.delete(lines);
    assertThat(new ProcessBuilder("mkfifo", lines.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> file.append(List.of(result(1, 1))))
        .hasMessageContaining("metrics.jsonl is not a file");
    assertThatThrownBy(file::read).hasMessageContaining("metrics.jsonl is not a file");
    Files.delete(lines);
    try (RandomAccessFile sparse = new RandomAccessFile(lines.toFile(), "rw")) {
      sparse.setLength(20L << 30);
    }
    assertThatThrownBy(file::read).hasMessageContaining("metrics.jsonl has 21474836480 bytes");
  }

  private static Measured result(long step, double value) {
    return new Measured(
        step,
        100 * step,
        Instant.parse("2020-01-02T03:04:05Z"),
        new MetricResult(
            "a",
            List.of(MetricValue.low("a", value)),
            new Protocol("{type: a}", 3, 2, "points", "f00", "", "pixels", "", ""),
            7,
            2));
  }
}
