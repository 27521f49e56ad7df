package io.gan4j.core.data;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.SourceConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.plugin.Registry;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Sources that are made of images")
class DerivedImagesTest {
  private static final FakeImages IMAGES = new FakeImages(20, 6, 4);

  /** A stand-in that the binder can fill in. */
  record Named() implements DatasetReader {
    @Override
    public Dataset open() {
      throw new AssertionError();
    }
  }

  private static final class Plugin implements GanPlugin {
    @Override
    public String name() {
      return "fakes";
    }

    @Override
    public void contribute(Contributions to) {
      to.component(DatasetReader.class, "fakes", Named.class);
    }
  }

  private static final Gan GAN = Gan.of(Registry.of(new BuiltinPlugin(), new Plugin()));

  private static Map<String, Dataset> open(String data, String... more) {
    String player =
        ": {network: {type: mlp, units: []}, optimizer: {type: sgd, learningRate: 1}}\n";
    RunFile file =
        GAN.parse(
                "data: {reader: fakes, "
                    + data
                    + "}\n"
                    + (more.length == 0 ? "game: translation" : String.join("\n", more))
                    + "\ngenerator"
                    + player
                    + "discriminator"
                    + player)
            .withSource(IMAGES);
    return PreparedSides.open(file.config(), file.locate(), SummaryCache.none());
  }

  private static Dataset side(Map<String, Dataset> sides, String name) {
    return requireNonNull(sides.get(name), name);
  }

  private static byte[] read(Dataset dataset, @Nullable Long epoch) {
    long[] all = LongStream.range(0, dataset.size().orElseThrow()).toArray();
    Batch batch = new Batch(dataset.space(), all.length);
    if (epoch == null) {
      dataset.read(all, batch);
    } else {
      long[] epochs = new long[all.length];
      Arrays.fill(epochs, epoch);
      dataset.read(all, epochs, batch);
    }
    return batch.bytes();
  }

  /** ITU-R BT.601, rounded. */
  private static byte[] luma(byte[] rgb) {
    byte[] grey = new byte[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      grey[i] =
          (byte) Math.round(0.299 * rgb[3 * i] + 0.587 * rgb[3 * i + 1] + 0.114 * rgb[3 * i + 2]);
    }
    return grey;
  }

  @Test
  @DisplayName("move at random as their images do, and are chosen with them")
  void alike() {
    Map<String, Dataset> sides =
        open(
            "holdOut: 0.3, crop: {height: 3, width: 2, at: random}, augment: {flip: true},"
                + " source: {grey: true}");
    Dataset images = side(sides, "data");
    Dataset sources = side(sides, "source");
    assertThat(sources.space().shape().asArray()).containsExactly(3, 2, 1);
    assertThat(sources.size()).isEqualTo(images.size()).hasValue(14);
    for (Long epoch : new Long[] {null, 0L, 1L}) {
      assertThat(read(sources, epoch)).isEqualTo(luma(read(images, epoch)));
    }
    assertThat(read(images, 0L)).isNotEqualTo(read(images, 1L));
  }

  @Test
  @DisplayName("are means over pixels where they are smaller")
  void downscale() {
    Dataset sources = side(open("source: {downscale: 2}"), "source");
    assertThat(sources.space().shape().asArray()).containsExactly(3, 2, 3);
    // Image i has at (y, x) the levels i, y and x: means of two of them end in .5, rounded up.
    assertThat(Arrays.copyOfRange(read(sources, 3L), 18, 36))
        .containsExactly(1, 1, 1, 1, 1, 3, 1, 3, 1, 1, 3, 3, 1, 5, 1, 1, 5, 3);
  }

  @Test
  @DisplayName("have a grey rectangle at a place that image and epoch determine")
  void mask() {
    Dataset sources = side(open("source: {mask: 0.5}"), "source");
    byte[] middle = read(sources, null);
    for (int y = 0; y < 6; y++) {
      for (int x = 0; x < 4; x++) {
        boolean masked = y >= 1 && y < 4 && x >= 1 && x < 3;
        assertThat(middle[(y * 4 + x) * 3 + 1]).isEqualTo(masked ? (byte) 128 : (byte) y);
      }
    }
    byte[] first = read(sources, 0L);
    assertThat(read(sources, 0L)).isEqualTo(first).isNotEqualTo(middle);
    assertThat(read(sources, 1L)).isNotEqualTo(first);
    long grey = 0;
    for (byte level : first) {
      grey += level == (byte) 128 ? 1 : 0;
    }
    assertThat(grey).isEqualTo(20 * 3 * 2 * 3);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 0", "1, 1", "1, -1", "2, 1"})
  @DisplayName("have black lines, a pixel wide, where two areas meet, whichever way they lie")
  void edges(int across, int down) {
    byte[] levels = new byte[20 * 20];
    for (int i = 0; i < levels.length; i++) {
      int y = i / 20 - 10;
      int x = i % 20 - 10;
      levels[i] = (byte) (across * x + down * y >= 0 ? 200 : 40);
    }
    Derivation derivation =
        new Derivation(new SourceConfig(false, 0.2, false, 0, null, 1), new Form(20, 20, 1), 255);
    byte[] lines = derivation.apply(new Image(20, 20, 1, levels), null).pixels();
    int black = 0;
    for (int i = 0; i < lines.length; i++) {
      int y = i / 20 - 10;
      int x = i % 20 - 10;
      double distance = Math.abs(across * x + down * y) / Math.hypot(across, down);
      if (lines[i] == 0) {
        black++;
        assertThat(distance).as("distance of (%d, %d) from the edge", y, x).isLessThan(2);
      } else {
        assertThat(lines[i]).isEqualTo((byte) 255);
      }
    }
    assertThat(black).isBetween(15, 40);
    Derivation blunt =
        new Derivation(new SourceConfig(false, 1.0, false, 0, null, 1), new Form(20, 20, 1), 255);
    assertThat(blunt.apply(new Image(20, 20, 1, levels), null).pixels()).containsOnly((byte) 255);
  }

  @Test
  @DisplayName("are made in the order grey, edges, mask, downscale")
  void order() {
    Dataset sources =
        side(open("source: {grey: true, edges: 0.5, mask: 0.5, downscale: 2}"), "source");
    assertThat(sources.space().shape().asArray()).containsExactly(3, 2, 1);
    // No edges in these images: white, of which one or two of four pixels are grey.
    assertThat(Arrays.copyOf(read(sources, null), 6)).containsExactly(-33, -33, -64, -64, -1, -1);
  }

  @Test
  @DisplayName("are inverted and turned clockwise")
  void turned() {
    Dataset sources = side(open("source: {invert: true, turns: 1}"), "source");
    assertThat(sources.space().shape().asArray()).containsExactly(4, 6, 3);
    byte[] read = read(sources, 0L);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        // What was at (5 − x, y), with the levels i = 0, row and column.
        int at = (y * 6 + x) * 3;
        assertThat(new int[] {read[at] & 0xFF, read[at + 1] & 0xFF, read[at + 2] & 0xFF})
            .containsExactly(255, 255 - (5 - x), 255 - y);
      }
    }
    Dataset whole = side(open("source: {turns: 2}"), "source");
    assertThat(read(whole, 0L)[1]).isEqualTo((byte) 5);
  }

  @Test
  @DisplayName("are samples of their own in a game whose sides are not paired")
  void unpaired() {
    String players =
        "game: cycle\nplayers: {back-generator: {network: {type: mlp, units: []}, optimizer: {type:"
            + " sgd, learningRate: 1}}, back-discriminator: {network: {type: mlp, units: []},"
            + " optimizer: {type: sgd, learningRate: 1}}}";
    Map<String, Dataset> sides = open("source: {grey: true}", players);
    assertThat(side(sides, "source").space().shape().asArray()).containsExactly(6, 4, 1);
    assertThat(side(sides, "source").labels()).isEmpty();
    refused(
        "sides.source: is missing: the game takes samples of another kind there",
        "batchSize: 2",
        players);
  }

  private static void refused(String message, String data, String... more) {
    assertThatThrownBy(() -> open(data, more))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Test
  @DisplayName("are refused where they cannot be made, each with its key")
  void refusals() {
    refused(
        "data.source.downscale: must divide the height and width of the images, which are 6x4;"
            + " found 4",
        "source: {downscale: 4}");
    refused("data.source: must say what is made of an image", "source: {}");
    refused("data.source.mask: must be in (0, 1), found 1.0", "source: {mask: 1.0}");
    refused(
        "data.source: is made of 8-bit images, and the samples are none once they are normalised",
        "source: {grey: true}, normalize: [standardize]");
    refused(
        "data.source: must be left out: this game has no side for what is made of these samples;"
            + " game: translation has one",
        "source: {grey: true}",
        "game: standard");
    refused(
        "data.source: must be left out, or sides.source: both say what it holds",
        "source: {grey: true}",
        "game: translation",
        "sides: {source: {reader: fakes}}");
    refused(
        "sides.source: is missing: the samples of 'data' carry no vectors that could be their"
            + " partners (fakes, as 6x4x3); data.source makes some of the images",
        "batchSize: 2");
  }
}
