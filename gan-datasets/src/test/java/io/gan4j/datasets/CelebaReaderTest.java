package io.gan4j.datasets;

import static io.gan4j.datasets.LayoutSamples.description;
import static io.gan4j.datasets.LayoutSamples.found;
import static io.gan4j.datasets.LayoutSamples.picture;
import static io.gan4j.datasets.LayoutSamples.samples;
import static io.gan4j.datasets.LayoutSamples.vectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.testkit.DatasetContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The reader celeba")
class CelebaReaderTest {
  private static final String ATTRIBUTES =
      """
      4
      Bald Male Young
      000001.jpg -1  1  1
      000002.jpg -1 -1  1
      000003.jpg  1  1 -1
      000004.jpg -1 -1 -1
      """;
  private static final String PARTS = "000001.jpg 0\n000002.jpg 1\n000003.jpg 0\n000004.jpg 2\n";

  @TempDir Path temp;

  private void file(String name, String content) {
    TestFiles.write(temp.resolve(name), content.getBytes(StandardCharsets.UTF_8));
  }

  private void pictures(String folder) {
    for (int n = 1; n <= 4; n++) {
      TestFiles.write(temp.resolve(folder + "/00000" + n + ".jpg"), picture(n));
    }
  }

  @BeforeEach
  void set() {
    pictures("celeba/img_align_celeba");
    file("celeba/list_attr_celeba.txt", ATTRIBUTES);
    file("celeba/list_eval_partition.txt", PARTS);
  }

  private CelebaReader reader(
      @Nullable String part, List<String> attributes, @Nullable String label) {
    return new CelebaReader(temp, part, attributes, label, Broken.FAIL, 1000);
  }

  @Test
  @DisplayName("is found, with its training part and all attributes")
  void detected() {
    assertThat(samples(found(temp))).containsExactly("1", "3");
    assertThat(vectors(found(temp)))
        .containsExactly("Bald", "Male", "Young", "-1.0 1.0 1.0", "1.0 1.0 -1.0");
    assertThat(samples(found(temp).part("val"))).containsExactly("2");
    assertThat(samples(found(temp).part("test"))).containsExactly("4");
  }

  @Test
  @DisplayName("takes some attributes in the order that is asked for, and one for the class")
  void chosen() {
    assertThat(vectors(reader(null, List.of("Young", "Bald"), null)))
        .containsExactly("Young", "Bald", "1.0 -1.0", "1.0 -1.0", "-1.0 1.0", "-1.0 -1.0");
    assertThat(samples(reader(null, List.of(), "Male")))
        .containsExactly("1 Male", "2 not Male", "3 Male", "4 not Male");
    assertThatThrownBy(() -> reader(null, List.of("Beard"), null).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("has no attribute 'Beard'; it has Bald, Male, Young");
  }

  @Test
  @DisplayName("reads lists as CSV, pictures in a zip, and pictures in a folder of their folder")
  void otherPlaces() throws IOException {
    Path other = temp.resolve("csv");
    file(
        "csv/list_attr_celeba.csv", "image_id,Bald,Male\r\n000001.jpg,-1,1\r\n000002.jpg,1,-1\r\n");
    file("csv/Eval/list_eval_partition.csv", "image_id,partition\n000001.jpg,0\n000002.jpg,2\n");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (int n = 1; n <= 2; n++) {
        zip.putNextEntry(new ZipEntry("img_align_celeba/00000" + n + ".jpg"));
        zip.write(picture(n));
      }
    }
    TestFiles.write(other.resolve("Img/img_align_celeba.zip"), bytes.toByteArray());
    assertThat(samples(found(other))).containsExactly("1");
    assertThat(vectors(CelebaReader.of(other, null)))
        .containsExactly("Bald", "Male", "-1.0 1.0", "1.0 -1.0");
  }

  @Test
  @DisplayName("tells what it does not read, and pictures that are not there")
  void unread() throws IOException {
    file("celeba/identity_CelebA.txt", "000001.jpg 7\n");
    file("celeba/list_landmarks_align_celeba.txt", "4\nlefteye_x\n000001.jpg 9\n");
    Files.delete(temp.resolve("celeba/img_align_celeba/000004.jpg"));
    assertThat(description(found(temp)))
        .contains("(train), 3 of the list's 4 pictures are there")
        .contains("identity_CelebA.txt, list_landmarks_align_celeba.txt unread, 2 images");
  }

  @Test
  @DisplayName("refuses lists that are cut off or damaged, pictures without a row, and two of one")
  void refusals() {
    file("celeba/list_attr_celeba.txt", ATTRIBUTES.substring(0, ATTRIBUTES.indexOf("000004")));
    refused("has rows of 3 pictures, where it says 4; is it cut off?");
    file("celeba/list_attr_celeba.txt", ATTRIBUTES.substring(0, ATTRIBUTES.length() - 4));
    refused("'000004.jpg -1 -1' is no file with 3 whole numbers");
    file("celeba/list_attr_celeba.txt", ATTRIBUTES.replace("000003", "000009"));
    refused("has no row of");
    file("celeba/list_attr_celeba.txt", ATTRIBUTES);
    pictures("celeba/img_align_celeba_png");
    refused("is there twice");
    assertThatThrownBy(() -> reader("some", List.of(), null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("train, valid or test");
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> reader("train", List.of(), null).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining(reason);
  }

  @TestFactory
  @DisplayName("keeps the contract of data sets:")
  Stream<DynamicTest> contract() {
    return DatasetContract.of(reader(null, List.of(), "Male")).tests();
  }
}
