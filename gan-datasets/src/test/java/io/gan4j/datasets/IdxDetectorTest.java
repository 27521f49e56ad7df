package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The detector of IDX files")
class IdxDetectorTest {
  @TempDir Path folder;
  private final IdxDetector detector = new IdxDetector();

  @Test
  @DisplayName("knows one by its content, gzipped or not")
  void byContent() {
    Path plain = write("a.png", IdxFiles.counting(2, 2, 2));
    Path zipped = write("b", IdxFiles.gzip(IdxFiles.counting(2, 2, 2)));

    assertThat(detector.detect(plain).map(Detection::reader))
        .hasValue(IdxReader.ofFile(plain, null));
    assertThat(detector.detect(zipped).map(Detection::reader))
        .hasValue(IdxReader.ofFile(zipped, null));
  }

  @Test
  @DisplayName("takes the labels that lie beside by the usual name")
  void labels() {
    Path images = write("train-images-idx3-ubyte", IdxFiles.counting(2, 2, 2));
    Path labels = write("train-labels-idx1-ubyte", IdxFiles.counting(2));

    assertThat(detector.detect(images).map(Detection::reader))
        .hasValue(IdxReader.ofFile(images, labels));
  }

  @Test
  @DisplayName("knows a folder by the names in it, and prefers the training part")
  void folders() {
    write("t10k-images-idx3-ubyte", IdxFiles.counting(2, 2, 2));
    Optional<DatasetReader> testOnly = detector.detect(folder).map(Detection::reader);
    write("train-images.idx3-ubyte.gz", IdxFiles.gzip(IdxFiles.counting(2, 2, 2)));

    assertThat(testOnly).hasValue(new IdxReader(folder, Part.TEST, null, null));
    assertThat(detector.detect(folder).map(Detection::reader)).hasValue(IdxReader.ofFolder(folder));
  }

  @Test
  @DisplayName("leaves everything else to others")
  void others() {
    assertThat(detector.detect(folder)).isEmpty();
    assertThat(detector.detect(folder.resolve("absent"))).isEmpty();
    assertThat(detector.detect(write("text", "hello world".getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
    assertThat(detector.detect(write("empty", new byte[0]))).isEmpty();
    assertThat(detector.detect(write("zeros", new byte[100]))).isEmpty();
    assertThat(detector.detect(write("gz", new byte[] {0x1F, (byte) 0x8B, 0}))).isEmpty();
    assertThat(detector.accepts()).contains("IDX");
  }

  private Path write(String name, byte[] content) {
    return IdxFiles.write(folder.resolve(name), content);
  }
}
