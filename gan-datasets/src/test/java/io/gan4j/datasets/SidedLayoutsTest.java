package io.gan4j.datasets;

import static io.gan4j.datasets.LayoutSamples.description;
import static io.gan4j.datasets.LayoutSamples.detect;
import static io.gan4j.datasets.LayoutSamples.found;
import static io.gan4j.datasets.LayoutSamples.picture;
import static io.gan4j.datasets.LayoutSamples.samples;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Pictures of two sides")
class SidedLayoutsTest {
  @TempDir Path temp;

  private void file(String name, byte[] content) {
    TestFiles.write(temp.resolve(name), content);
  }

  /** Files with the level that stands behind each. */
  private void pictures(String names) {
    for (String name : names.split(" +", -1)) {
      String[] parts = name.split("=", -1);
      file(parts[0], picture(Integer.parseInt(parts[1])));
    }
  }

  private PairedReader paired(@Nullable Side side, @Nullable String part) {
    return new PairedReader(temp, part, side, List.of("A", "B"), Broken.FAIL, 1000, null);
  }

  private UnpairedReader unpaired(@Nullable Side side, @Nullable String part) {
    return new UnpairedReader(temp, part, side, List.of("A", "B"), Broken.FAIL, 1000, null);
  }

  private void refused(DatasetReader reader, String reason) {
    assertThatThrownBy(reader::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining(reason);
  }

  @Nested
  @DisplayName("side by side in one picture")
  class Halves {
    private void pair(String name, int left, int right) {
      file(
          name,
          PictureFiles.png(
              2,
              2,
              new byte[] {(byte) left, 1, 2, (byte) right, 3, 4, (byte) left, 5, 6, 7, 8, 9}));
    }

    @Test
    @DisplayName("are cut in the middle")
    void cut() {
      pair("1.png", 10, 20);
      pair("2.png", 11, 21);
      assertThat(samples(paired(Side.A, null))).containsExactly("10", "11");
      assertThat(samples(paired(Side.B, null))).containsExactly("20", "21");
      try (ImageSource right = paired(Side.B, null).openImages().orElseThrow()) {
        assertThat(right.form(0)).hasToString("1x2x3");
        assertThat(right.image(0).pixels()).containsExactly(20, 3, 4, 7, 8, 9);
        assertThat(right.description()).contains(", right halves, 2 images");
      }
    }

    @Test
    @DisplayName("are other samples on each side, by their hashes")
    void hashes() {
      pair("1.png", 10, 20);
      try (Dataset left = paired(Side.A, null).open();
          Dataset right = paired(Side.B, null).open();
          Dataset whole = ImageFolderReader.of(temp).open()) {
        assertThat(List.of(left.contentHash(), right.contentHash(), whole.contentHash()))
            .doesNotHaveDuplicates();
      }
    }

    @Test
    @DisplayName("of 16 bits, kept as floats")
    void deep() {
      file("1.pgm", PictureFiles.deepPgm(2, 4, 65535, new short[] {0, 1, 2, 3, 4, 5, 6, 7}));
      Levels levels = new Levels(0.0, 10.0, Levels.Ends.FULL, Levels.Kept.FLOATS, List.of());
      PairedReader reader =
          new PairedReader(temp, null, Side.B, List.of("A", "B"), Broken.FAIL, 1000, levels);
      try (Dataset dataset = reader.open()) {
        Batch batch = new Batch(dataset.space(), 1);
        dataset.read(new long[] {0}, batch);
        assertThat(batch.floats()).containsExactly(0.2f, 0.3f, 0.6f, 0.7f);
      }
    }

    @Test
    @DisplayName("take the part to train on, or the one that is asked for")
    void parts() {
      pair("train/1.png", 10, 20);
      pair("val/2.png", 11, 21);
      assertThat(samples(paired(Side.A, null))).containsExactly("10");
      assertThat(description(paired(Side.A, null))).contains("(train) (beside it: val (1))");
      assertThat(samples(paired(Side.B, "val"))).containsExactly("21");
      assertThat(samples(paired(Side.B, null).part("val"))).containsExactly("21");
    }

    @Test
    @DisplayName("of an odd width, or of no side that is said, are refused")
    void refusals() {
      pair("1.png", 10, 20);
      refused(paired(null, null), "'side' says which of them is taken");
      file("2.png", picture(1));
      refused(paired(Side.A, null), "2.png is a broken image: it is 1 pixels wide");
    }
  }

  @Nested
  @DisplayName("in two folders by their names")
  class Folders {

    @ParameterizedTest
    @CsvSource({
      "A/1.png=1 A/2.png=2 B/1.png=11 B/2.png=12",
      "A/train/1.png=1 A/train/2.png=2 A/val/1.png=3 B/train/1.png=11 B/train/2.png=12"
          + " B/val/1.png=13",
      "train/A/1.png=1 train/A/2.png=2 test/A/1.png=3 train/B/1.png=11 train/B/2.png=12"
          + " test/B/1.png=13",
      "x/trainA/1.png=1 x/trainA/2.png=2 x/testA/1.png=3 x/trainB/1.png=11 x/trainB/2.png=12"
          + " x/testB/1.png=13",
      "a/x/1.png=1 a/y/1.png=2 b/x/1.png=11 b/y/1.png=12",
      "train_A/1_A.png=1 train_A/2_A.png=2 train_B/1_B.png=11 train_B/2_B.png=12"
    })
    @DisplayName("belong together one by one:")
    void partners(String names) {
      pictures(names);
      assertThat(samples(paired(Side.A, null))).containsExactly("1", "2");
      assertThat(samples(paired(Side.B, null))).containsExactly("11", "12");
    }

    @Test
    @DisplayName("match whatever their endings and the order of the folders")
    void endings() {
      file("A/1.ppm", PictureFiles.pnm("P6 1 1 255\n", 1, 0, 0));
      file("A/1-b.png", picture(2));
      file("B/1.png", picture(11));
      file("B/1-b.ppm", PictureFiles.pnm("P6 1 1 255\n", 12, 0, 0));
      List<String> first = samples(paired(Side.A, null));
      List<String> second = samples(paired(Side.B, null));
      assertThat(List.of(first.get(0) + second.get(0), first.get(1) + second.get(1)))
          .containsExactlyInAnyOrder("111", "212");
    }

    @Test
    @DisplayName("can be called otherwise")
    void named() {
      pictures("low/1.png=1 high/1.png=11 other/1.png=5");
      PairedReader reader =
          new PairedReader(temp, null, Side.B, List.of("low", "high"), Broken.FAIL, 1000, null);
      assertThat(samples(reader)).containsExactly("11");
      assertThat(description(reader)).contains("on neither side 1");
      assertThatThrownBy(
              () ->
                  new PairedReader(temp, null, Side.A, List.of("a", "A"), Broken.FAIL, 1000, null))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("folders");
    }

    @Test
    @DisplayName("without a partner, or with two, are refused")
    void refusals() {
      pictures("A/1.png=1 A/2.png=2 B/1.png=11 B/3.png=13");
      refused(
          paired(Side.A, null),
          "1 images have none of their name on the side B; the first is A/2.png");
      pictures("B/2.png=12");
      refused(
          paired(Side.A, null),
          "1 images have none of their name on the side A; the first is B/3.png");
      pictures("A/3.png=3 A/3.jpg=3");
      refused(paired(Side.A, null), "have one name but for the ending");
      refused(paired(Side.A, "test"), "no images of both sides in 'test'; there are A (4), B (3)");
    }
  }

  @Nested
  @DisplayName("that do not belong together")
  class Unpaired {

    @Test
    @DisplayName("are taken side by side, of the part to train on")
    void sides() {
      pictures("trainA/1.png=1 trainA/2.png=2 trainB/7.png=17 testA/1.png=3 testB/1.png=13");
      assertThat(samples(unpaired(Side.A, null))).containsExactly("1", "2");
      assertThat(samples(unpaired(Side.B, null))).containsExactly("17");
      assertThat(samples(unpaired(Side.B, "test"))).containsExactly("13");
      assertThat(description(unpaired(Side.A, null)))
          .contains("side A (of testA (1), testB (1), trainA (2), trainB (1))");
    }

    @Test
    @DisplayName("are told where they are not there")
    void absent() {
      pictures("cats/1.png=1 dogs/1.png=2");
      refused(
          unpaired(Side.A, null),
          "no images in folders of two sides, trainA and trainB, or A and B");
    }
  }

  @Nested
  @DisplayName("are found")
  class Found {

    @Test
    @DisplayName("by the names of their folders, and no side is chosen for anybody")
    void byNames() {
      pictures("trainA/1.png=1 trainB/7.png=17 testA/1.png=3 testB/1.png=13");
      assertThat(found(temp)).isInstanceOf(UnpairedReader.class);
      refused(
          found(temp),
          "holds pictures of two sides, testA (1), testB (1), trainA (1), trainB (1);");
      pictures("trainA/7.png=17 trainB/1.png=1");
      refused(found(temp), "whose names match: the reader paired takes them as pairs;");
    }

    @Test
    @DisplayName("by the same names on both sides")
    void byPartners() {
      pictures("A/train/1.png=1 B/train/1.png=11 A/val/2.png=2 B/val/2.png=12");
      assertThat(found(temp)).isInstanceOf(PairedReader.class);
      refused(found(temp), "A game of two kinds of samples, such as translation");
    }

    @ParameterizedTest
    @CsvSource({
      "A/1.png=1 B/1.png=11",
      "A/train/1.png=1 B/train/2.png=11 A/test/1.png=1 B/test/2.png=1",
      "train/A/1.png=1 train/B/2.png=1 test/A/3.png=1",
      "trainA/1.png=1 testA/1.png=2",
      "trainA/1.png=1 trainB/2.png=1 trainC/1.png=1"
    })
    @DisplayName("not where folders may be classes:")
    void classes(String names) {
      pictures(names);
      assertThat(detect(temp)).isEmpty();
    }
  }

  @Nested
  @DisplayName("and other layouts, told by image-folder:")
  class Told {

    @Test
    @DisplayName("folders of sides that it takes for classes")
    void sides() {
      pictures("trainA/1.png=1 trainB/7.png=17");
      assertThat(description(ImageFolderReader.of(temp)))
          .contains("holds pictures of two sides: trainA (1), trainB (1); type: unpaired reads it")
          .contains("2 classes");
      assertThat(description(ImageFolderReader.of(temp).part("trainA"))).doesNotContain("unpaired");
    }

    @Test
    @DisplayName("labels that it does not read")
    void labels() {
      pictures("00000/img00000000.png=1 00001/img00000001.png=2");
      String own = hash(ImageFolderReader.of(temp));
      assertThat(description(ImageFolderReader.of(temp))).contains("type: stylegan reads it");
      file("dataset.json", "{\"labels\": null}".getBytes(StandardCharsets.UTF_8));
      assertThat(description(ImageFolderReader.of(temp)))
          .contains("StyleGAN's dataset.json; type: stylegan reads it");
      assertThat(hash(ImageFolderReader.of(temp))).as("the samples are the same").isEqualTo(own);
    }

    @Test
    @DisplayName("tables, of pictures or of something else")
    void tables() {
      pictures("a/1.png=1 b/2.png=2");
      file("metadata.csv", "file_name,label\na/1.png,x\n".getBytes(StandardCharsets.UTF_8));
      assertThat(description(ImageFolderReader.of(temp)))
          .contains("file_name; type: image-metadata reads it");
      file("metadata.csv", "name,label\na/1.png,x\n".getBytes(StandardCharsets.UTF_8));
      assertThat(description(ImageFolderReader.of(temp)))
          .contains("(metadata.csv unread: ")
          .contains("file_name");
    }

    @Test
    @DisplayName("labels that cannot be read, with the reason")
    void brokenLabels() {
      pictures("00000/cat.png=1 00000/dog.png=2");
      file(
          "dataset.json",
          "{\"labels\": [[\"00000/cat.png\", 1], ]}".getBytes(StandardCharsets.UTF_8));
      assertThat(description(ImageFolderReader.of(temp)))
          .contains("(dataset.json unread: ")
          .contains("dataset.json is no JSON: ");
    }

    @Test
    @DisplayName("folders that may be pairs, or the same classes again")
    void doubts() {
      pictures("HR/1.png=1 HR/2.png=2 LR/1.png=3 LR/2.png=4");
      assertThat(description(ImageFolderReader.of(temp)))
          .contains("if these are pairs, type: paired, folders: [HR, LR] reads them");
      pictures("HR/3.png=1");
      assertThat(description(ImageFolderReader.of(temp))).doesNotContain("paired");
      pictures("x/fold1/a/1.png=1 x/fold1/b/1.png=1 x/fold2/a/1.png=1 x/fold2/b/1.png=1");
      assertThat(description(ImageFolderReader.of(temp.resolve("x"))))
          .contains("folders of one name in several others are classes of their own");
    }

    private String hash(ImageFolderReader reader) {
      try (Dataset dataset = reader.open()) {
        return dataset.contentHash();
      }
    }
  }

  @TestFactory
  @DisplayName("keep the contract of data sets:")
  Stream<DynamicTest> contract() {
    pictures(
        "trainA/1.png=1 trainA/2.png=2 trainA/3.png=3 trainB/1.png=4 trainB/2.png=5"
            + " trainB/3.png=6");
    return Stream.<DatasetReader>of(unpaired(Side.A, null), paired(Side.B, null))
        .map(DatasetContract::of)
        .flatMap(Contract::tests);
  }
}
