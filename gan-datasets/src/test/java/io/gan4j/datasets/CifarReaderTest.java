package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.datasets.Cifar100Reader.Classes;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The readers of CIFAR")
class CifarReaderTest {
  @TempDir Path folder;

  /**
   * Records whose image n has red = n everywhere, green = the row, blue = the column: written plane
   * by plane as the published files are.
   */
  static byte[] batch(int... labels) {
    return records(1, labels);
  }

  private static byte[] records(int labelBytes, int... labels) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int n = 0; n < labels.length / labelBytes; n++) {
      for (int i = 0; i < labelBytes; i++) {
        out.write(labels[n * labelBytes + i]);
      }
      for (int pixel = 0; pixel < 1024; pixel++) {
        out.write(n);
      }
      for (int pixel = 0; pixel < 1024; pixel++) {
        out.write(pixel / 32);
      }
      for (int pixel = 0; pixel < 1024; pixel++) {
        out.write(pixel % 32);
      }
    }
    return out.toByteArray();
  }

  private Path write(String name, byte[] content) {
    return TestFiles.write(folder.resolve(name), content);
  }

  private Path ten() {
    for (int i = 1; i <= 5; i++) {
      write("cifar-10-batches-bin/data_batch_" + i + ".bin", batch(i, i + 4));
    }
    write("cifar-10-batches-bin/test_batch.bin", batch(3));
    return folder;
  }

  @Nested
  @DisplayName("read")
  class Reads {

    @Test
    @DisplayName("planes as pixels: red, green and blue side by side, row by row")
    void pixels() {
      Path file = write("one.bin", batch(7, 0, 9));
      try (Dataset dataset = new Cifar10Reader(file, Part.TRAIN).open()) {
        assertThat(dataset.space()).isEqualTo(SampleSpace.images(32, 32, 3));
        assertThat(dataset.description()).isEqualTo("CIFAR-10, 3 images 32x32x3, 10 classes");
        Batch batch = new Batch(dataset.space(), 1);
        dataset.read(new long[] {2}, batch);
        int at = (5 * 32 + 17) * 3;
        assertThat(Arrays.copyOfRange(batch.bytes(), at, at + 3)).containsExactly(2, 5, 17);
        assertThat(batch.labels()).containsExactly(9);
      }
    }

    @Test
    @DisplayName(
        "a folder's five batches in their order, or its test batch, wherever they unpacked")
    void parts() {
      Path path = ten();
      try (Dataset train = new Cifar10Reader(path, Part.TRAIN).open();
          Dataset inner =
              new Cifar10Reader(path.resolve("cifar-10-batches-bin"), Part.TRAIN).open();
          Dataset test = new Cifar10Reader(path, Part.TRAIN).part("test").open()) {
        Batch batch = new Batch(train.space(), 10);
        train.read(new long[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, batch);
        assertThat(batch.labels()).containsExactly(1, 5, 2, 6, 3, 7, 4, 8, 5, 9);
        assertThat(inner.contentHash()).isEqualTo(train.contentHash());
        assertThat(test.size()).hasValue(1);
        assertThat(train.labels().orElseThrow().names()).startsWith("airplane").endsWith("truck");
      }
    }

    @Test
    @DisplayName("CIFAR-100 with its classes or its groups")
    void hundred() {
      write("train.bin", records(2, 4, 0, 19, 99));
      try (Dataset fine = new Cifar100Reader(folder, Part.TRAIN, Classes.FINE).open();
          Dataset coarse = new Cifar100Reader(folder, Part.TRAIN, Classes.COARSE).open()) {
        Batch batch = new Batch(fine.space(), 2);
        fine.read(new long[] {0, 1}, batch);
        assertThat(batch.labels()).containsExactly(0, 99);
        assertThat(batch.bytes()[3 * 33 + 1]).isEqualTo((byte) 1); // row 1
        coarse.read(new long[] {0, 1}, batch);
        assertThat(batch.labels()).containsExactly(4, 19);
        assertThat(fine.labels().orElseThrow().names())
            .hasSize(100)
            .doesNotHaveDuplicates()
            .isSorted();
        assertThat(coarse.labels().orElseThrow().names()).hasSize(20).isSorted();
      }
    }

    @Test
    @DisplayName("gzipped batches")
    void gzipped() {
      Path file = write("one.bin.gz", TestFiles.gzip(batch(1, 2)));
      try (Dataset dataset = new Cifar10Reader(file, Part.TRAIN).open()) {
        assertThat(dataset.size()).hasValue(2);
      }
    }

    @TestFactory
    @DisplayName("by the contract of data sets")
    Stream<DynamicTest> contract() {
      Path path = ten();
      write("h/train.bin", records(2, 4, 0, 19, 99));
      Path hundred = folder.resolve("h");
      return Stream.of(
              DatasetContract.of(new Cifar10Reader(path, Part.TRAIN)),
              DatasetContract.of(new Cifar100Reader(hundred, Part.TRAIN, Classes.COARSE)),
              DatasetContract.refuses(
                  new Cifar10Reader(folder.resolve("absent"), Part.TRAIN), "absent"))
          .flatMap(Contract::tests);
    }
  }

  @Nested
  @DisplayName("refuse")
  class Refusals {

    private void refused(byte[] content, String... parts) {
      Path file = write("bad.bin", content);
      assertThatThrownBy(() -> new Cifar10Reader(file, Part.TRAIN).open().close())
          .isInstanceOf(DataException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContainingAll(parts);
    }

    @Test
    @DisplayName("files that are empty, cut or of another format")
    void broken() {
      refused(new byte[0], "empty");
      refused(Arrays.copyOf(batch(1, 2), 5000), "truncated", "5,000 bytes", "3,073");
      refused(TestFiles.gzip(Arrays.copyOf(batch(1, 2), 5000)), "truncated", "5,000 bytes");
      byte[] gzip = TestFiles.gzip(batch(1, 2));
      refused(Arrays.copyOf(gzip, gzip.length / 2), "truncated");
      refused(TestFiles.gzip(new byte[0]), "truncated");
    }

    @Test
    @DisplayName("labels beyond the classes, telling where")
    void labels() {
      refused(batch(1, 2, 10), "byte 6,146", "label below 10", "found 10");
    }

    @Test
    @DisplayName("a folder that lacks a batch, rather than train on fewer images")
    void missing() throws Exception {
      Files.delete(ten().resolve("cifar-10-batches-bin/data_batch_4.bin"));
      assertThatThrownBy(() -> new Cifar10Reader(folder, Part.TRAIN).open().close())
          .isInstanceOf(DataException.class)
          .hasMessageContaining("lacks data_batch_4.bin");
    }
  }

  @Nested
  @DisplayName("are found")
  class Detected {
    private final CifarDetector detector = new CifarDetector();

    @Test
    @DisplayName("by a file's size and labels")
    void files() {
      Path ten = write("a", batch(1, 2));
      Path hundred = write("b", records(2, 1, 50));
      Path zipped = write("c", TestFiles.gzip(batch(1)));
      assertThat(detector.detect(ten).map(Detection::reader))
          .hasValue(new Cifar10Reader(ten, Part.TRAIN));
      assertThat(detector.detect(hundred).map(Detection::reader))
          .hasValue(new Cifar100Reader(hundred, Part.TRAIN, Classes.FINE));
      assertThat(detector.detect(zipped).map(Detection::reader))
          .hasValue(new Cifar10Reader(zipped, Part.TRAIN));
    }

    @Test
    @DisplayName("by a folder's names, the training part first")
    void folders() {
      assertThat(detector.detect(folder)).isEmpty();
      write("t/test_batch.bin", batch(1));
      Path test = folder.resolve("t");
      assertThat(detector.detect(test).map(Detection::reader))
          .hasValue(new Cifar10Reader(test, Part.TEST));
      write("h/train.bin", records(2, 0, 0));
      Path hundred = folder.resolve("h");
      assertThat(detector.detect(hundred).map(Detection::reader))
          .hasValue(new Cifar100Reader(hundred, Part.TRAIN, Classes.FINE));
      assertThat(detector.detect(ten()).map(Detection::reader))
          .hasValue(new Cifar10Reader(folder, Part.TRAIN));
    }

    @Test
    @DisplayName("nowhere else")
    void others() {
      assertThat(detector.detect(folder.resolve("absent"))).isEmpty();
      assertThat(detector.detect(write("e", new byte[0]))).isEmpty();
      assertThat(detector.detect(write("l", batch(1, 11)))).isEmpty();
      assertThat(detector.detect(write("s", Arrays.copyOf(batch(1), 3000)))).isEmpty();
    }

    @Test
    @DisplayName("and take over part and classes from a run file")
    void on() {
      DatasetReader file = new Cifar100Reader(folder, Part.TEST, Classes.COARSE);
      Path other = folder.resolve("other");
      assertThat(file.withSource(new Cifar100Reader(other, Part.TRAIN, Classes.FINE)))
          .isEqualTo(new Cifar100Reader(other, Part.TEST, Classes.COARSE));
      assertThat(new Cifar10Reader(folder, Part.TEST).withSource(new DigitsReader()))
          .isEqualTo(new DigitsReader());
    }
  }
}
