package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.plugin.Registry;
import io.gan4j.datasets.DatasetsPlugin;
import io.gan4j.datasets.DigitsReader;
import io.gan4j.datasets.PairedReader;
import io.gan4j.datasets.Side;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Where the data of a run are elsewhere")
class MovedSidesTest {
  @TempDir Path temp;

  private final Gan gan = Gan.of(Registry.of(List.of(new BuiltinPlugin(), new DatasetsPlugin())));

  private RunFile run(String data, String source) {
    return gan.parse(
        """
        name: pairs
        data: {reader: %s, batchSize: 4}
        sides: {source: {reader: %s}}
        game: translation
        generator: {network: {type: layers, layers: [flatten, {type: dense, units: 4}]}}
        discriminator: {network: {type: layers, layers: [flatten, {type: dense, units: 1}]}}
        """
            .formatted(data, source));
  }

  private static DatasetReader source(RunFile run) {
    return Objects.requireNonNull(run.config().sides().get("source")).reader();
  }

  @Test
  @DisplayName("sides that are read from the same files go along, each as it was told")
  void sides() throws IOException {
    Path other = Files.createDirectories(temp.resolve("other"));
    RunFile run =
        run("{type: paired, path: old, side: b, part: val}", "{type: paired, path: old, side: a}");
    for (RunFile moved : List.of(gan.withData(run, other), gan.withMovedData(run, other))) {
      PairedReader data = (PairedReader) moved.config().data().reader();
      PairedReader source = (PairedReader) source(moved);
      assertThat(List.of(data.path(), source.path())).containsOnly(other.toAbsolutePath());
      assertThat(List.of(data.side(), source.side())).containsExactly(Side.B, Side.A);
      assertThat(data.part()).isEqualTo("val");
    }
  }

  @Test
  @DisplayName("sides of other files stay")
  void others() throws IOException {
    Path other = Files.createDirectories(temp.resolve("other"));
    RunFile run = run("{type: paired, path: old, side: b}", "{type: paired, path: x, side: a}");
    assertThat(((PairedReader) source(gan.withData(run, other))).path()).isEqualTo(Path.of("x"));
    RunFile digits = run("{type: paired, path: old, side: b}", "digits");
    assertThat(source(gan.withData(digits, other))).isInstanceOf(DigitsReader.class);
  }
}
