package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.data.Levels;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.plugin.Registry;
import io.gan4j.datasets.DatasetsPlugin;
import io.gan4j.datasets.ImageFolderReader;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The levels of pictures in a run file")
class LevelsTest {
  private final Gan gan = Gan.of(Registry.of(List.of(new BuiltinPlugin(), new DatasetsPlugin())));

  private Levels levels(String yaml) {
    ImageFolderReader reader =
        (ImageFolderReader)
            gan.parse(
                    """
                    data: {reader: {type: image-folder, path: scans, levels: %s}}
                    generator: {network: {type: mlp, units: [4]}}
                    discriminator: {network: {type: mlp, units: [4]}}
                    """
                        .formatted(yaml))
                .config()
                .data()
                .reader();
    return Objects.requireNonNull(reader.levels());
  }

  @Test
  @DisplayName("are those of all channels, or of each")
  void channels() {
    assertThat(levels("{low: 0, high: 4095}").given()).hasToString("[[0, 4095]]");
    assertThat(levels("{channels: [{low: 0, high: 4095}, {low: 10, high: 20}]}").given())
        .hasToString("[[0, 4095], [10, 20]]");
    assertThat(levels("{ends: found}").given()).isEmpty();
  }

  @Test
  @DisplayName("are not said twice, and black is below white")
  void refused() {
    assertThatThrownBy(() -> levels("{low: 0, high: 9, channels: [{low: 0, high: 9}]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("must stand alone");
    assertThatThrownBy(() -> levels("{channels: [{low: 9, high: 9}]}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("levels.channels[0].low");
  }
}
