package io.gan4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.CropConfig;
import io.gan4j.api.config.PadConfig;
import io.gan4j.api.config.ResizeConfig;
import io.gan4j.api.config.ResizeConfig.Filter;
import io.gan4j.api.config.ResizeConfig.Fit;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Shaping an image")
class ImageShapingTest {

  private static Image grey(int height, int width, int... levels) {
    byte[] pixels = new byte[levels.length];
    for (int i = 0; i < levels.length; i++) {
      pixels[i] = (byte) levels[i];
    }
    return new Image(height, width, 1, pixels);
  }

  private static int[] levels(Image image) {
    int[] levels = new int[image.pixels().length];
    Arrays.setAll(levels, i -> image.pixels()[i] & 0xFF);
    return levels;
  }

  private static Image resize(Image image, int height, int width, Fit fit, Filter filter) {
    ResizeConfig resize = new ResizeConfig(height, width, fit, filter);
    return shape(new ImageShaping(resize, null, null, image.channels(), 255), image);
  }

  private static Image shape(ImageShaping shaping, Image image) {
    Image shaped = shaping.apply(image);
    assertThat(new Form(shaped.height(), shaped.width(), shaped.channels()))
        .as("the form told beforehand")
        .isEqualTo(shaping.apply(new Form(image.height(), image.width(), image.channels())));
    return shaped;
  }

  @Nested
  @DisplayName("resizes")
  class Resizes {

    /** 7 rows, 9 columns. */
    private Image pattern() {
      int[] levels = new int[63];
      Arrays.setAll(levels, i -> (i % 9 * 37 + i / 9 * 91 + i % 9 * (i / 9) * 13) % 256);
      return grey(7, 9, levels);
    }

    @Test
    @DisplayName("to the pixels of Pillow 9.4 on floats, smaller (antialiased) and larger")
    void reference() {
      assertThat(levels(resize(pattern(), 3, 4, Fit.STRETCH, Filter.BILINEAR)))
          .startsWith(107, 138, 138, 131, 122, 148, 137, 124);
      assertThat(levels(resize(pattern(), 10, 12, Fit.STRETCH, Filter.BILINEAR)))
          .startsWith(0, 23, 51, 79, 106, 134, 162, 190, 217, 85, 17, 40, 50, 78, 111, 144, 177);
      assertThat(levels(resize(pattern(), 3, 4, Fit.STRETCH, Filter.BICUBIC)))
          .startsWith(103, 139, 140, 130, 128, 148, 137, 124);
      assertThat(levels(resize(pattern(), 10, 12, Fit.STRETCH, Filter.BICUBIC)))
          .startsWith(0, 15, 44, 71, 98, 136, 170, 197, 236, 72, 0, 30, 40, 65, 108, 153, 190);
    }

    @Test
    @DisplayName("by area to the mean of what a pixel covers, parts of pixels included")
    void area() {
      assertThat(levels(resize(grey(1, 3, 0, 90, 240), 1, 2, Fit.STRETCH, Filter.AREA)))
          .containsExactly(30, 190);
      assertThat(levels(resize(grey(2, 2, 1, 2, 3, 6), 1, 1, Fit.STRETCH, Filter.AREA)))
          .containsExactly(3);
    }

    @ParameterizedTest
    @EnumSource(Filter.class)
    @DisplayName("an even picture to an even picture, at every size")
    void even(Filter filter) {
      int[] levels = new int[11 * 5];
      Arrays.fill(levels, 201);
      for (int size = 1; size < 30; size++) {
        assertThat(levels(resize(grey(11, 5, levels), size, 7, Fit.STRETCH, filter)))
            .containsOnly(201);
      }
    }

    @Test
    @DisplayName("to cover: the middle of the longer side; to fit inside: all of it")
    void fits() {
      Image wide = grey(2, 6, 9, 9, 1, 2, 9, 9, 9, 9, 3, 4, 9, 9);
      assertThat(levels(resize(wide, 2, 2, Fit.COVER, Filter.AREA))).containsExactly(1, 2, 3, 4);
      Image inside = resize(wide, 3, 3, Fit.INSIDE, Filter.AREA);
      assertThat(inside).hasToString("3x1x1");
      assertThat(levels(inside)).containsExactly(9, 3, 9);
    }

    @Test
    @DisplayName("see-through pixels without letting their colour in")
    void alpha() {
      byte[] pixels = {100, 50, 0, -1, -1, -1, -1, 0};
      Image image = resize(new Image(1, 2, 4, pixels), 1, 1, Fit.STRETCH, Filter.AREA);
      assertThat(levels(image)).containsExactly(100, 50, 0, 128);
    }
  }

  @Test
  @DisplayName("pads all around, then cuts the middle")
  void padAndCrop() {
    ImageShaping shaping =
        new ImageShaping(
            null, new PadConfig(3, 4, 7), new CropConfig(3, 2, CropConfig.Place.CENTRE), 1, 0);
    assertThat(levels(shape(shaping, grey(1, 2, 1, 2)))).containsExactly(7, 7, 1, 2, 7, 7);
    assertThatThrownBy(() -> shaping.apply(new Form(4, 2, 1)))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining(
            "pad must be at least the images' size, which is 4x2 here; found 3x4");
  }

  @Test
  @DisplayName("gives it the channels asked for")
  void channels() {
    Image rgb = new Image(1, 1, 3, new byte[] {(byte) 200, 100, 50});
    assertThat(levels(convert(rgb, 1))).containsExactly(124); // 0.299 R + 0.587 G + 0.114 B
    assertThat(levels(convert(rgb, 4))).containsExactly(200, 100, 50, 255);
    assertThat(levels(convert(grey(1, 1, 9), 3))).containsExactly(9, 9, 9);
    Image half = new Image(1, 1, 4, new byte[] {0, 100, (byte) 200, (byte) 128});
    assertThat(levels(convert(half, 3))).containsExactly(127, 177, 227); // over white
    Image greyHalf = new Image(1, 1, 2, new byte[] {100, 51});
    assertThat(levels(convert(greyHalf, 4))).containsExactly(100, 100, 100, 51);
    assertThat(levels(convert(greyHalf, 1))).containsExactly(224);
  }

  private static Image convert(Image image, int channels) {
    return shape(new ImageShaping(null, null, null, channels, 255), image);
  }
}
