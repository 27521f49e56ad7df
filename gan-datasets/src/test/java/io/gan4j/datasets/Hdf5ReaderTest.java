package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection.Confidence;
import io.gan4j.testkit.DatasetContract;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import io.jhdf.checksum.JenkinsLookup3HashLittle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The hdf5 reader")
class Hdf5ReaderTest {
  @TempDir Path temp;

  private Path file(Consumer<WritableHdfFile> content) {
    Path path = temp.resolve("data.bin");
    try (WritableHdfFile file = HdfFile.write(path)) {
      content.accept(file);
    }
    return path;
  }

  /** Two pictures of 2 x 5 pixels, channels first. */
  private static int[][][][] pictures() {
    int[][][][] pictures = new int[2][3][2][5];
    for (int n = 0; n < 2; n++) {
      for (int c = 0; c < 3; c++) {
        for (int y = 0; y < 2; y++) {
          for (int x = 0; x < 5; x++) {
            pictures[n][c][y][x] = 100 * n + 30 * c + 5 * y + x;
          }
        }
      }
    }
    return pictures;
  }

  private static Batch read(DatasetReader reader, int count) {
    try (Dataset dataset = reader.open()) {
      assertThat(dataset.size()).hasValue(count);
      Batch batch = new Batch(dataset.space(), count);
      long[] all = new long[count];
      Arrays.setAll(all, i -> i);
      dataset.read(all, batch);
      return batch;
    }
  }

  @Test
  @DisplayName("reads pictures, channels first, and the labels beside them, by their usual names")
  void usual() {
    Path path =
        file(
            file -> {
              file.putDataset("imgs", pictures());
              file.putDataset("labels", new long[] {3, 0});
            });
    assertThat(new Hdf5Detector().detect(path).orElseThrow().confidence())
        .isEqualTo(Confidence.CONTENT);
    Batch batch = read(new Hdf5Detector().detect(path).orElseThrow().reader(), 2);
    assertThat(Arrays.copyOf(batch.bytes(), 6)).containsExactly(0, 30, 60, 1, 31, 61);
    assertThat(batch.labels()).containsExactly(3, 0);
  }

  @Test
  @DisplayName("takes train of arrays that are named by parts, or the part that is asked for")
  void parts() {
    Path path =
        file(
            file -> {
              for (String part : new String[] {"train", "test"}) {
                WritableGroup group = file.putGroup(part);
                group.putDataset("images", part.equals("train") ? pictures() : new int[1][3][2][5]);
                group.putDataset("labels", part.equals("train") ? new int[] {1, 0} : new int[] {0});
              }
            });
    assertThat(read(Hdf5Reader.of(path), 2).labels()).containsExactly(1, 0);
    assertThat(read(Hdf5Reader.of(path).part("test"), 1).labels()).containsExactly(0);
  }

  @Test
  @DisplayName("reads any other array that is named, and asks where there are several")
  void others() {
    Path path =
        file(
            file -> {
              file.putDataset("a", new double[][] {{0.5, 1}, {2, 3}, {4, 5}});
              file.putDataset("b", new int[] {1, 2, 3});
            });
    assertThatThrownBy(() -> Hdf5Reader.of(path).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("holds the arrays a, b; say which are the samples");
    Hdf5Reader reader = new Hdf5Reader(path, "a", "b", null, null, null);
    Batch batch = read(reader, 3);
    assertThat(batch.floats()).containsExactly(0.5f, 1, 2, 3, 4, 5);
    assertThat(batch.labels()).containsExactly(0, 1, 2);
  }

  @Test
  @DisplayName("refuses files that are cut off, unless all their values are there")
  void damaged() throws IOException {
    Path path = file(file -> file.putDataset("imgs", pictures()));
    byte[] whole = Files.readAllBytes(path);
    byte[] bytes = read(Hdf5Reader.of(path), 2).bytes();
    for (int length = 0; length < whole.length; length += 1 + whole.length / 60) {
      Files.write(path, Arrays.copyOf(whole, length));
      Throwable refusal = catchThrowable(() -> Hdf5Reader.of(path).open());
      if (refusal == null) {
        assertThat(read(Hdf5Reader.of(path), 2).bytes()).as("%d bytes", length).isEqualTo(bytes);
      } else {
        assertThat(refusal)
            .as("%d bytes", length)
            .isInstanceOf(DataException.class)
            .hasMessageContaining(path.toString());
      }
    }
  }

  @TestFactory
  @DisplayName("keeps the contract of data sets")
  Stream<DynamicTest> contract() {
    Path path = file(file -> file.putDataset("images", pictures()));
    return DatasetContract.of(Hdf5Reader.of(path)).tests();
  }

  @Test
  @DisplayName("leaves MATLAB's files of version 7.3 to theirs, where axes are turned round")
  void matlab() throws IOException {
    Path hdf5 =
        file(
            file -> {
              file.putDataset("X", new int[][][] {{{1, 2}, {3, 4}, {5, 6}}});
              file.putDataset("y", new double[][] {{7}, {8}});
            });
    byte[] block = new byte[512];
    byte[] text = "MATLAB 7.3 MAT-file, Platform: GLNXA64".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, block, 0, text.length);
    byte[] content = Files.readAllBytes(hdf5);
    // Places in the file count from the end of MATLAB's block.
    ByteBuffer head = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    head.putLong(12, block.length).putLong(28, block.length + content.length);
    head.putInt(44, JenkinsLookup3HashLittle.hash(Arrays.copyOf(content, 44)));
    Path path = TestFiles.write(temp.resolve("a.mat"), PictureFiles.join(block, content));
    assertThat(new Hdf5Detector().detect(path)).isEmpty();
    assertThat(new MatDetector().detect(path).orElseThrow().confidence())
        .isEqualTo(Confidence.CONTENT);
    MatReader reader = new MatReader(path, "X", null, null, 1, null, null);
    Batch batch = read(reader, 2);
    assertThat(batch.space().shape().asArray()).as("2 x 3 x 1 in MATLAB").containsExactly(3, 1, 1);
    assertThat(batch.bytes()).containsExactly(1, 3, 5, 2, 4, 6);
    assertThatThrownBy(() -> MatReader.of(path).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("X (int32, 2 x 3 x 1), y (double, 1 x 2)");
  }
}
