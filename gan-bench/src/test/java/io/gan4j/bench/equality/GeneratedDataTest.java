package io.gan4j.bench.equality;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Dataset;
import io.gan4j.core.Gan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The generated data")
class GeneratedDataTest {
  @TempDir Path temp;

  @Test
  @DisplayName("are the same bytes each time")
  void equal() throws IOException {
    Path once = temp.resolve("once");
    Path again = temp.resolve("again");
    GeneratedData.write(once);
    GeneratedData.write(again);
    List<Path> files;
    try (Stream<Path> all = Files.walk(once)) {
      files = all.filter(Files::isRegularFile).map(once::relativize).toList();
    }
    assertThat(files).hasSize(2 + 5 + 1 + 24 + 1 + 1);
    for (Path file : files) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(once.resolve(file));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "mnist, digits, 400",
    "cifar, sngan-cifar10, 200",
    "TFD_48x48.mat, goodfellow-2014-tfd, 108",
    "photos, dcgan-64, 24",
    "points.npy, ring-2d, 300"
  })
  @DisplayName("are read as what they imitate:")
  void read(String name, String preset, long samples) throws IOException {
    GeneratedData.write(temp);
    Gan gan = Gan.load();
    try (Dataset data =
        gan.data(gan.preset(preset).withSource(gan.detectReader(temp.resolve(name))))) {
      assertThat(data.size()).hasValue(samples);
    }
  }
}
