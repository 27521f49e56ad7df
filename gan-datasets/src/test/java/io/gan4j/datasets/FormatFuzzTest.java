package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gan4j.datasets.fuzz.Fuzzing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Replays the inputs that a coverage-guided search (Jazzer on {@link FormatFuzz}) found worth
 * keeping, and changes of them.
 */
@DisplayName("Files of any bytes are read or refused by name:")
class FormatFuzzTest {

  private static Map<String, byte[]> corpus() throws IOException {
    Map<String, byte[]> corpus = new LinkedHashMap<>();
    try (InputStream in =
            Objects.requireNonNull(
                FormatFuzzTest.class.getResourceAsStream("format-fuzz-corpus.zip"));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        corpus.put(entry.getName(), zip.readAllBytes());
      }
    }
    return corpus;
  }

  @Test
  @DisplayName("what a guided search kept")
  void corpusReplayed() throws IOException {
    Map<String, byte[]> corpus = corpus();
    assertThat(corpus).hasSizeGreaterThan(100);
    boolean[] picked = new boolean[FormatFuzz.readers()];
    corpus.forEach(
        (name, input) -> {
          picked[(input[0] & 0xFF) % picked.length] = true;
          assertThatCode(() -> FormatFuzz.fuzzerTestOneInput(input))
              .as(name)
              .doesNotThrowAnyException();
        });
    for (boolean reader : picked) {
      assertThat(reader).as("every reader has an input").isTrue();
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("guided by coverage")
  void guided() throws IOException, InterruptedException {
    Fuzzing.run(
        FormatFuzz.class,
        corpus(),
        List.of("io.gan4j.datasets.**", "us.hebi.matlab.**", "de.siegmar.fastcsv.**"));
  }

  @Test
  @DisplayName("with a few bytes changed, or cut off, many times over")
  void changed() throws IOException {
    Random random = new Random(5);
    for (Map.Entry<String, byte[]> seed : corpus().entrySet()) {
      for (int n = 0; n < 2; n++) {
        byte[] input = seed.getValue().clone();
        for (int i = 0; i <= n; i++) {
          input[random.nextInt(input.length)] = (byte) random.nextInt(256);
        }
        byte[] tried = n == 0 ? Arrays.copyOf(input, random.nextInt(input.length)) : input;
        assertThatCode(() -> FormatFuzz.fuzzerTestOneInput(tried))
            .as("%s, change %d", seed.getKey(), n)
            .doesNotThrowAnyException();
      }
    }
  }
}
