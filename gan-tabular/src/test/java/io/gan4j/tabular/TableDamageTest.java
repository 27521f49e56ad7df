package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.tabular.Tables.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guided fuzzing cannot look into DuckDB, which is native: bytes are changed at random. */
@DisplayName("Tables with a few bytes changed, or cut off, are read or refused by name:")
class TableDamageTest {
  /** The end of a Parquet file says what is in it. */
  private static final int FOOTER = 900;

  @TempDir Path folder;

  @Test
  @DisplayName("some")
  void some() throws IOException {
    damaged(8);
  }

  @Test
  @Tag("slow")
  @DisplayName("many")
  void many() throws IOException {
    damaged(300);
  }

  private void damaged(int times) throws IOException {
    Path csv = Tables.write(folder.resolve("whole.csv"), Tables.MIXED);
    List<Path> seeds;
    try (Dataset dataset = Setting.of(csv).open()) {
      seeds =
          List.of(
              csv,
              Written.copy(dataset, folder.resolve("whole.parquet")),
              Written.copy(dataset, folder.resolve("whole.jsonl")));
    }
    Random random = new Random(3);
    for (Path seed : seeds) {
      String name = seed.getFileName().toString();
      Path file = folder.resolve(name.replace("whole", "damaged"));
      for (int n = 0; n < times; n++) {
        Files.write(file, changed(Files.readAllBytes(seed), n, random));
        Throwable refusal = catchThrowable(() -> Tables.rows(file));
        if (refusal != null) {
          assertThat(refusal)
              .as("%s, change %d", name, n)
              .isInstanceOf(DataException.class)
              .hasMessageContaining(file.toString());
        }
      }
    }
  }

  private static byte[] changed(byte[] whole, int n, Random random) {
    byte[] bytes = n % 8 == 7 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
    for (int i = 0; i <= n % 4 && bytes.length > 0; i++) {
      int near = n % 2 == 0 ? Math.min(FOOTER, bytes.length) : bytes.length;
      bytes[bytes.length - 1 - random.nextInt(near)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
