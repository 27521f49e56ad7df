package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Detection.Confidence;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What is not read")
class ForeignDetectorTest {
  @TempDir Path temp;

  private Path file(String name, String start) {
    return TestFiles.write(temp.resolve(name), PictureFiles.latin(start + "\0".repeat(200)));
  }

  @ParameterizedTest
  @CsvSource({
    "'\0\0\0\30ftypheic', a HEIC picture",
    "'\0\0\0\30ftypmif1', a HEIC picture",
    "'\0\0\0\34ftypavif', an AVIF picture",
    "'\377\12', a JPEG XL picture",
    "'\0\0\0\14JXL \15\12\207\12', a JPEG XL picture",
    "'\200\4\225', a pickle of Python",
    "'\200\2}q', a pickle of Python",
    "'(dp0', a pickle of Python",
    "'cnumpy.core.multiarray\12', a pickle of Python",
    "'8BPS\0\1', a Photoshop file",
    "'<!DOCTYPE html>', a web page",
    "'version https://git-lfs.github.com/spec/v1', a pointer of Git LFS",
    "'\3757zXZ\0', a file compressed by xz"
  })
  @DisplayName("is named, with the way out, whatever it is called")
  void named(String start, String what) {
    for (String name : new String[] {"data.csv", "a.jpg", "b"}) {
      Path path = file(name, start.translateEscapes());
      Detection detection = new ForeignDetector().detect(path).orElseThrow();
      assertThat(detection.confidence()).isEqualTo(Confidence.CONTENT);
      assertThatThrownBy(() -> detection.reader().open())
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(path + ": it is " + what + ", which is not read; ");
    }
  }

  @Test
  @DisplayName("is named in a folder too, where there is nothing that is read")
  void folder() {
    file("a/1.heic", "\0\0\0\30ftypheic");
    file("a/2.heic", "\0\0\0\30ftypheic");
    Detection detection = new PublishedLayoutDetector().detect(temp).orElseThrow();
    assertThatThrownBy(() -> detection.reader().open())
        .hasMessageContaining("of its 2 files that no reader reads")
        .hasMessageContaining("it is a HEIC picture");
    file("a/3.jpg", "anything");
    assertThat(new PublishedLayoutDetector().detect(temp)).isEmpty();
  }

  @Test
  @DisplayName("is said of CIFAR's batches for Python, which have no endings")
  void cifar() {
    file("cifar-10-batches-py/data_batch_1", "\u0080\2}q");
    Detection detection = new ForeignDetector().detect(temp).orElseThrow();
    assertThatThrownBy(() -> detection.reader().open()).hasMessageContaining("cifar-10-binary");
  }

  @Test
  @DisplayName("is said of one picture alone")
  void onePicture() {
    Path path = TestFiles.write(temp.resolve("a.PNG"), ImageSamples.file("rgb.png"));
    Detection detection = new ForeignDetector().detect(path).orElseThrow();
    assertThatThrownBy(() -> detection.reader().open())
        .hasMessage(
            path + ": it is one picture; give the folder or the archive that holds all of them");
  }

  @Test
  @DisplayName("is nothing that is read")
  void read() {
    assertThat(new ForeignDetector().detect(file("a.csv", "1,2,3\n"))).isEmpty();
    assertThat(
            new ForeignDetector()
                .detect(TestFiles.write(temp.resolve("b"), ImageSamples.file("rgb.png"))))
        .isEmpty();
  }
}
