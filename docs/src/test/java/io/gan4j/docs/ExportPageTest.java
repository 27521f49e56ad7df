package io.gan4j.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.PixelRange;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("The manual's page on exports")
class ExportPageTest {
  private static final String NORMALIZED = "data.normalize=[standardize]";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(PixelRange.class)
  @DisplayName("draws the samples of an exported model in grey levels, in whatever range they lie")
  void picture(PixelRange range) throws IOException, InterruptedException {
    Path model = folder.resolve("generator");
    Gan gan = Gan.load();
    String named = "data.range=" + range.name().toLowerCase(Locale.ROOT);
    try (Training training = gan.open(gan.preset("digits", "training.steps=20", named))) {
      training.run();
      training.export(model);
    }
    Outsider service =
        new Outsider(Files.createDirectory(folder.resolve("service")), Outsider.tensorFlowOnly());
    service.write(Map.of("Picture.java", Page.read("docs/export.md").file("Picture.java")));
    Path file = folder.resolve("digit.png");
    service.run("Picture", model.toString(), file.toString());

    BufferedImage picture = ImageIO.read(file.toFile());
    double low = range.range().low();
    double high = range.range().high();
    int grey = 0;
    try (GeneratorModel loaded = gan.load(model)) {
      FloatNdArray sample = loaded.sample(42, 1, new int[] {7});
      for (int y = 0; y < 28; y++) {
        for (int x = 0; x < 28; x++) {
          int level = picture.getRaster().getSample(x, y, 0);
          double value = sample.getFloat(0, y, x, 0);
          assertThat((double) level).isCloseTo(255 * (value - low) / (high - low), within(0.51));
          grey += level > 0 && level < 255 ? 1 : 0;
        }
      }
    }
    assertThat(grey).isGreaterThan(500);
  }

  @Test
  @DisplayName("names every key of what is written beside a model")
  void metadata() throws IOException {
    String page = Files.readString(Page.ROOT.resolve("docs/export.md"));
    Gan gan = Gan.load();
    for (List<String> overrides :
        List.of(List.of("training.steps=1"), List.of("training.steps=1", NORMALIZED))) {
      boolean normalized = overrides.contains(NORMALIZED);
      Path model = folder.resolve(normalized ? "normalized" : "pixels");
      try (Training training =
          gan.open(gan.preset("conditional-digits", overrides.toArray(String[]::new)))) {
        training.run();
        training.export(model);
      }
      try (GeneratorModel loaded = gan.load(model)) {
        assertThat(loaded.metadata()).containsKeys("rangeLow", "label.0", "classes");
        assertThat(loaded.metadata().containsKey("pictureScale")).isEqualTo(normalized);
        for (String key : loaded.metadata().keySet()) {
          String named = key.replaceFirst("label\\..*", "label.0");
          assertThat(page).contains("`" + named.replaceFirst("version\\..*", "version.…") + "`");
        }
      }
    }
  }
}
