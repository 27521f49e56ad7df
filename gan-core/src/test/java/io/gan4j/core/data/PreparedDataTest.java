package io.gan4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.plugin.Registry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Prepared data")
class PreparedDataTest {
  /** A stand-in that the binder can fill in. */
  record Named(int count, int height, int width) implements DatasetReader {
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

  private static RunFile file(FakeImages images, String data) {
    String player =
        ": {network: {type: mlp, units: []}, optimizer: {type: sgd, learningRate: 1}}\n";
    String reader = "reader: {type: fakes, count: 1, height: 1, width: 1}";
    return GAN.parse(
            "data: {"
                + reader
                + (data.isEmpty() ? "" : ", " + data)
                + "}\ngenerator"
                + player
                + "discriminator"
                + player)
        .withSource(images);
  }

  private static Dataset open(FakeImages images, String data) {
    return GAN.data(file(images, data));
  }

  private static Dataset heldOut(FakeImages images, String data) {
    return GAN.heldOut(file(images, data));
  }

  private static Batch read(Dataset dataset, long... indices) {
    Batch batch = new Batch(dataset.space(), indices.length);
    dataset.read(indices, batch);
    return batch;
  }

  private static Batch epoch(Dataset dataset, long epoch, long... indices) {
    Batch batch = new Batch(dataset.space(), indices.length);
    long[] epochs = new long[indices.length];
    Arrays.fill(epochs, epoch);
    dataset.read(indices, epochs, batch);
    return batch;
  }

  /** The numbers of the images that a data set holds. */
  private static List<Integer> numbers(Dataset dataset) {
    Batch all = read(dataset, LongStream.range(0, dataset.size().orElseThrow()).toArray());
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      numbers.add(all.bytes()[i * dataset.space().valuesPerSample()] & 0xFF);
    }
    return numbers;
  }

  private static void refused(FakeImages images, String data, String message) {
    assertThatThrownBy(() -> open(images, data))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
  }

  @Nested
  @DisplayName("choose")
  class Choose {
    private final FakeImages images = new FakeImages(20, 2, 2);

    @Test
    @DisplayName("a split that leaves a class without samples, which is told")
    void emptied() {
      try (Dataset all = open(images, "");
          Dataset one = open(images, "split: \"[3:4]\"")) {
        assertThat(one.labels()).isEqualTo(all.labels());
        assertThat(one.description()).contains("1 of ").contains(" (no sample of class ");
      }
      try (Dataset most = open(images, "split: \"[:18]\"")) {
        assertThat(most.description()).doesNotContain("no sample");
      }
    }

    @Test
    @DisplayName("a split, by numbers, from the end, or by shares")
    void split() {
      assertThat(numbers(open(images, "split: \"[3:6]\""))).containsExactly(3, 4, 5);
      assertThat(numbers(open(images, "split: \"[-2:]\""))).containsExactly(18, 19);
      assertThat(numbers(open(images, "split: \"[:10%]\""))).containsExactly(0, 1);
      assertThat(numbers(open(images, "split: \"[95%:]\""))).containsExactly(19);
      refused(images, "split: \"[3:21]\"", "data.split: must lie within the 20 samples there are");
      refused(images, "split: \"[3:3]\"", "data.split: must leave samples");
      refused(images, "split: valid", "data.split: must not name a part, for this reader has none");
    }

    @Test
    @DisplayName("classes, numbered in the order they are asked for")
    void classes() {
      try (Dataset dataset = open(images, "classes: [cow, cat], split: \"[:6]\"")) {
        assertThat(numbers(dataset)).containsExactly(0, 2, 3, 5);
        assertThat(read(dataset, 0, 1, 2, 3).labels()).containsExactly(1, 0, 1, 0);
        assertThat(dataset.labels().orElseThrow().names()).containsExactly("cow", "cat");
      }
      refused(images, "classes: [cwo]", "data.classes: must be of cat, dog, cow; found cwo");
    }

    @Test
    @DisplayName("a held-out part that training never sees, the same for every seed")
    void heldOutPart() {
      String data = "holdOut: 0.25, split: \"[:18]\"";
      List<Integer> training = numbers(open(images, data));
      List<Integer> out = numbers(heldOut(images, data));
      assertThat(out).hasSize(4).isSorted();
      assertThat(training).hasSize(14).doesNotContainAnyElementsOf(out);
      Set<Integer> all = new HashSet<>(training);
      all.addAll(out);
      assertThat(all).hasSize(18);
      assertThatThrownBy(() -> heldOut(images, ""))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("data.holdOut: must be above 0");
    }

    @Test
    @DisplayName("have a hash of their own")
    void hash() {
      assertThat(open(images, "split: \"[3:6]\"").contentHash())
          .isEqualTo(open(images, "split: \"[3:-14]\"").contentHash())
          .isNotEqualTo(open(images, "split: \"[3:7]\"").contentHash());
    }
  }

  @Nested
  @DisplayName("are kept")
  class Kept {

    @Test
    @DisplayName("once decoded, in memory or in a mapped file, all the same")
    void once() {
      FakeImages images = new FakeImages(50, 8, 8);
      try (Dataset inMemory = open(images, "cache: {memory: 1}");
          Dataset mapped = open(images, "cache: {memory: 0}")) {
        assertThat(numbers(inMemory)).isEqualTo(numbers(mapped));
        assertThat(numbers(inMemory)).isEqualTo(numbers(mapped)).hasSize(50);
        for (int i = 0; i < 50; i++) {
          assertThat(images.decoded().get(i)).isEqualTo(2);
        }
      }
    }

    @Test
    @DisplayName("before the first step, as far as the head start goes")
    void headStart() throws InterruptedException {
      FakeImages images = new FakeImages(50, 8, 8);
      try (Dataset dataset = open(images, "cache: {headStart: 20}")) {
        ((Prefetchable) dataset).headStart();
        assertThat(images.decoded().toString()).doesNotContain("0");
        assertThat(numbers(dataset)).hasSize(50);
        assertThat(images.decoded().toString()).doesNotContain("2");
      }
      FakeImages none = new FakeImages(50, 8, 8);
      try (Dataset dataset = open(none, "cache: {headStart: 0}")) {
        ((Prefetchable) dataset).headStart();
        assertThat(none.decoded().toString()).doesNotContain("1");
      }
    }
  }

  @Nested
  @DisplayName("change at random")
  class Augmented {
    private final FakeImages images = new FakeImages(40, 6, 7);

    private List<Integer> places(Dataset dataset, long epoch) {
      List<Integer> places = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        byte[] first = epoch(dataset, epoch, i).bytes();
        places.add(first[1] * 10 + first[2]);
      }
      return places;
    }

    @Test
    @DisplayName("where they are cut, by (epoch, image); the middle where no epoch is asked for")
    void crop() {
      try (Dataset dataset = open(images, "crop: {height: 4, width: 4, at: random}")) {
        List<Integer> places = places(dataset, 0);
        assertThat(places(dataset, 0)).isEqualTo(places);
        assertThat(places(dataset, 1)).isNotEqualTo(places);
        assertThat(new HashSet<>(places)).contains(0, 23).allMatch(p -> p / 10 <= 2 && p % 10 <= 3);
        byte[] middle = read(dataset, 5).bytes();
        assertThat(Arrays.copyOf(middle, 6)).containsExactly(5, 1, 1, 5, 1, 2);
      }
    }

    @Test
    @DisplayName("which are mirrored: about half")
    void flip() {
      try (Dataset dataset = open(images, "augment: {flip: true}")) {
        long mirrored = places(dataset, 0).stream().filter(p -> p == 6).count();
        assertThat(mirrored).isBetween(8L, 32L);
        assertThat(places(dataset, 0)).containsOnly(0, 6);
        assertThat(Arrays.copyOf(read(dataset, 7).bytes(), 6)).containsExactly(7, 0, 0, 7, 0, 1);
      }
    }

    @Test
    @DisplayName("their colours, within bounds, another way each")
    void colour() {
      try (Dataset dataset = open(images, "augment: {brightness: 0.1}")) {
        Set<Integer> shifts = new HashSet<>();
        for (int i = 30; i < 40; i++) {
          byte[] plain = read(dataset, i).bytes();
          byte[] changed = epoch(dataset, 3, i).bytes();
          int shift = (changed[0] & 0xFF) - (plain[0] & 0xFF);
          shifts.add(shift);
          assertThat(shift).isBetween(-26, 26);
        }
        assertThat(shifts).hasSizeGreaterThan(5);
      }
      try (Dataset dataset = open(images, "augment: {saturation: 1, contrast: 0.5}")) {
        assertThat(epoch(dataset, 1, 30).bytes()).isNotEqualTo(read(dataset, 30).bytes());
      }
    }
  }

  @Nested
  @DisplayName("are normalized")
  class Normalized {
    private final FakeImages images = new FakeImages(60, 4, 4);

    private double[] channelMeanAndVariance(Dataset dataset, int channel) {
      Batch all = read(dataset, LongStream.range(0, dataset.size().orElseThrow()).toArray());
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (int i = channel; i < all.floats().length; i += 3) {
        sum += all.floats()[i];
        squares += all.floats()[i] * all.floats()[i];
        count++;
      }
      return new double[] {sum / count, squares / count};
    }

    @Test
    @DisplayName("to mean 0 and deviation 1 per channel; pictures are the images again")
    void standardize() {
      try (Dataset plain = open(images, "");
          Dataset dataset = open(images, "normalize: [standardize], range: symmetric")) {
        for (int channel = 0; channel < 3; channel++) {
          double[] found = channelMeanAndVariance(dataset, channel);
          assertThat(found[0]).isCloseTo(0, within(1e-5));
          assertThat(found[1]).isCloseTo(1, within(1e-4));
        }
        SampleSpace space = dataset.space();
        assertThat(space.isImage()).isTrue();
        assertThat(space.pixels(read(dataset, 17).floats())).isEqualTo(read(plain, 17).bytes());
      }
    }

    @Test
    @DisplayName("to a norm of scale about a mean of 0 (global contrast)")
    void globalContrast() {
      try (Dataset dataset = open(images, "normalize: [global-contrast]")) {
        float[] sample = read(dataset, 9).floats();
        double sum = 0;
        double squares = 0;
        for (float value : sample) {
          sum += value;
          squares += value * value;
        }
        assertThat(sum).isCloseTo(0, within(1e-3));
        assertThat(Math.sqrt(squares)).isCloseTo(55, within(1e-3));
        // no sample has the average contrast, but the order of its levels stays
        byte[] picture = dataset.space().pixels(sample);
        assertThat(picture[0] & 0xFF).isGreaterThan(picture[1] & 0xFF);
      }
    }

    @Test
    @DisplayName("by whitening, and shown as the images they were")
    void whitened() {
      String data = "normalize: [{type: zca, epsilon: 0.01}]";
      try (Dataset plain = open(images, "");
          Dataset dataset = open(images, data);
          Dataset random = open(images, data + ", augment: {flip: true}")) {
        assertThat(dataset).isInstanceOf(CachedSamples.class);
        assertThat(random).isInstanceOf(NormalizedSamples.class);
        float[] white = read(dataset, 17).floats();
        assertThat(dataset.space().isImage()).isTrue();
        assertThat(dataset.space().pixels(white)).isEqualTo(read(plain, 17).bytes());
        assertThat(Inspection.of(dataset).sheet().get(17).pixels())
            .isEqualTo(read(plain, 17).bytes());
        assertThat(read(random, 17).floats()).isEqualTo(white);
        assertThat(read(dataset, 17).labels()).isEqualTo(read(plain, 17).labels());
        assertThat(epoch(random, 2, 0, 1, 2, 3, 4, 5).floats())
            .isNotEqualTo(epoch(dataset, 2, 0, 1, 2, 3, 4, 5).floats());
      }
    }

    @Test
    @DisplayName("held-out samples by what was learnt from the others")
    void heldOutNormalized() {
      String data = "holdOut: 0.5, normalize: [{type: standardize, per: all}]";
      try (Dataset training = open(images, data);
          Dataset out = heldOut(images, data)) {
        assertThat(out.space()).isEqualTo(training.space());
        double[] found = channelMeanAndVariance(out, 0);
        assertThat(Math.abs(found[0])).isGreaterThan(1e-3);
      }
    }
  }

  @Nested
  @DisplayName("to compare with")
  class Compared {
    private final FakeImages images = new FakeImages(60, 4, 4);
    private final RunFile file =
        file(images, "split: \"[:40]\", normalize: [{type: standardize, per: all}]");

    @Test
    @DisplayName(
        "are another split of the same source, normalized by the training samples' numbers")
    void sameSource() {
      try (Dataset training = GAN.data(file);
          Dataset opened =
              PreparedData.openCompared(
                  file.config(), null, "[40:]", training, SummaryCache.none());
          Dataset alone =
              PreparedData.openCompared(file.config(), null, "[40:]", null, SummaryCache.none())) {
        assertThat(opened.size()).hasValue(20);
        assertThat(opened.space()).isEqualTo(training.space());
        float[] values = read(opened, 0).floats();
        // level 40 of image 40, by the mean and deviation of images 0 to 39
        assertThat(opened.space().pixels(values)).startsWith(40, 0, 0);
        assertThat(read(alone, 0).floats()).isEqualTo(values);
        assertThat(alone.contentHash()).isEqualTo(opened.contentHash());
      }
    }

    @Test
    @DisplayName("or all of another")
    void otherSource() {
      FakeImages other = new FakeImages(7, 4, 4);
      try (Dataset training = GAN.data(file);
          Dataset opened =
              PreparedData.openCompared(
                  file.config(), other, null, training, SummaryCache.none())) {
        assertThat(opened.size()).hasValue(7);
        assertThat(read(opened, 3).floats()).isEqualTo(read(training, 3).floats());
      }
    }
  }

  @Test
  @DisplayName("tell at once what does not fit")
  void misfits() {
    refused(
        new FakeImages(11, 4, 4),
        "batchSize: 12, lastBatch: drop",
        "data.batchSize: must leave a whole batch in the 11 images");
    refused(new FakeImages(2, 4, 4), "crop: 5", "data.crop: must be at most the images' size");
    refused(
        new FakeImages(2, 4, 4),
        "crop: {height: 5, width: 2, at: random}",
        "data.crop: must be at most the images' size, which is 4x4 here; found 5x2");
  }
}
