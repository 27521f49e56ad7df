package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.datasets.MatReader.Part;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.array.ArrayLayout.Axis;
import io.gan4j.datasets.array.ArrayLayout.Order;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

@DisplayName("The mat reader")
class MatReaderTest {
  @TempDir Path folder;

  /** An array whose values, in MATLAB's order, are a function of their place. */
  private static Array array(MatlabType type, IntUnaryOperator value, int... sizes) {
    Matrix matrix = Mat5.newMatrix(sizes, type);
    for (int i = 0; i < matrix.getNumElements(); i++) {
      matrix.setInt(i, value.applyAsInt(i));
    }
    return matrix;
  }

  private static Array bytes(int... sizes) {
    return array(MatlabType.UInt8, i -> i % 251, sizes);
  }

  private Path file(String name, Object... namesAndArrays) {
    MatFile mat = Mat5.newMatFile();
    for (int i = 0; i < namesAndArrays.length; i += 2) {
      mat.addArray((String) namesAndArrays[i], (Array) namesAndArrays[i + 1]);
    }
    Path path = folder.resolve(name);
    try (us.hebi.matlab.mat.types.Sink sink = Sinks.newStreamingFile(path.toFile())) {
      mat.writeTo(sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }

  private Path resource(String name) {
    return TestFiles.resource(name, folder);
  }

  private static byte[] sample(Dataset dataset, long index) {
    Batch batch = new Batch(dataset.space(), 1);
    dataset.read(new long[] {index}, batch);
    return batch.bytes();
  }

  private static int[] labels(Dataset dataset) {
    int size = (int) dataset.size().orElseThrow();
    Batch batch = new Batch(dataset.space(), size);
    dataset.read(LongStream.range(0, size).toArray(), batch);
    return batch.labels();
  }

  private static MatReader reader(
      Path path, @Nullable String samples, @Nullable ArrayLayout layout) {
    return new MatReader(path, samples, null, null, 1, layout, null);
  }

  @Nested
  @DisplayName("knows")
  class Known {

    @Test
    @DisplayName("mnist_uint8.mat: digits row by row, one-hot labels, train and test")
    void mnist() {
      Path path =
          file(
              "mnist_uint8.mat",
              "train_x",
              bytes(3, 784),
              "train_y",
              array(MatlabType.UInt8, i -> i == 3 || i == 7 || i == 14 ? 1 : 0, 3, 5),
              "test_x",
              bytes(2, 784),
              "test_y",
              array(MatlabType.UInt8, i -> i < 2 ? 1 : 0, 2, 5));
      try (Dataset train = MatReader.of(path).open();
          Dataset test = new MatReader(path, null, null, Part.TEST, 1, null, null).open()) {
        assertThat(train.space()).isEqualTo(SampleSpace.images(28, 28, 1));
        assertThat(train.size()).hasValue(3);
        // Sample 1, row 2, column 5 is value 61 of row 1 of a matrix of 3 rows.
        assertThat(sample(train, 1)[61]).isEqualTo((byte) ((61 * 3 + 1) % 251));
        assertThat(labels(train)).containsExactly(1, 2, 4);
        assertThat(test.size()).hasValue(2);
        assertThat(labels(test)).containsExactly(0, 0);
        assertThat(train.description()).endsWith("mnist_uint8.mat, train");
      }
    }

    @Test
    @DisplayName("the TFD with its folds: unlabelled, train, valid and test")
    void tfd() {
      // Per fold the parts of the six faces; 0 has no label.
      int[] folds = {0, 1, 2, 3, 1, 0, /* fold 2 */ 0, 3, 1, 1, 2, 0};
      int[] expressions = {-1, 4, 7, 1, 2, -1};
      Path path =
          file(
              "TFD_48x48.mat",
              "images",
              bytes(6, 48, 48),
              "labs_ex",
              array(MatlabType.Int16, i -> expressions[i], 6, 1),
              "folds",
              array(MatlabType.UInt8, i -> folds[i], 6, 2));

      try (Dataset all = MatReader.of(path).open();
          Dataset train = MatReader.of(path).part("train").open();
          Dataset second = tfd(path, Part.TRAIN, 2);
          Dataset unlabeled = tfd(path, Part.UNLABELED, 1)) {
        assertThat(all.size()).hasValue(6);
        assertThat(all.space()).isEqualTo(SampleSpace.images(48, 48, 1));
        assertThat(all.labels()).isEmpty();
        // Face 4, row 10, column 20.
        assertThat(sample(all, 4)[10 * 48 + 20])
            .isEqualTo((byte) ((4 + 6 * 10 + 6 * 48 * 20) % 251));
        assertThat(train.size()).hasValue(2);
        assertThat(sample(train, 1)).isEqualTo(sample(all, 4));
        assertThat(train.labels().orElseThrow().names()).containsExactly("1", "2", "4", "7");
        assertThat(labels(train)).containsExactly(2, 1);
        assertThat(sample(second, 0)).isEqualTo(sample(all, 2));
        assertThat(unlabeled.size()).hasValue(2);
        assertThat(unlabeled.labels()).isEmpty();
        assertThat(sample(unlabeled, 1)).isEqualTo(sample(all, 5));
      }
      assertThatThrownBy(() -> tfd(path, Part.TRAIN, 3)).hasMessageContaining("2 folds, fold 3");
      assertThatThrownBy(() -> MatReader.of(path).part("extra"))
          .hasMessageContaining("unlabeled, train, valid, test, all; found 'extra'");
      assertThatThrownBy(
              () -> new MatReader(path, null, "labs_ex", Part.ALL, 1, null, null).open().close())
          .hasMessageContaining("sample 0 has no label (-1)");
    }

    private Dataset tfd(Path path, Part part, int fold) {
      return new MatReader(path, null, null, part, fold, null, null).open();
    }

    @Test
    @DisplayName("the Olivetti faces, a column each, upright")
    void olivetti() {
      Path path = file("olivettifaces.mat", "faces", bytes(16, 5));
      try (Dataset dataset = MatReader.of(path).open()) {
        assertThat(dataset.space()).isEqualTo(SampleSpace.images(4, 4, 1));
        assertThat(dataset.size()).hasValue(5);
        assertThat(sample(dataset, 1))
            .containsExactly(16, 20, 24, 28, 17, 21, 25, 29, 18, 22, 26, 30, 19, 23, 27, 31);
      }
    }
  }

  @Nested
  @DisplayName("reads")
  class Reads {

    @ParameterizedTest
    @ValueSource(strings = {"scipy-plain.mat", "scipy-compressed.mat"})
    @DisplayName("what another program wrote, compressed or not")
    void scipy(String name) {
      Path path = resource(name);
      try (Dataset images = reader(path, "images", null).open();
          Dataset numbers = new MatReader(path, "x", "n", null, 1, null, new Range(-1, 1)).open()) {
        assertThat(images.space()).isEqualTo(SampleSpace.images(3, 4, 1));
        byte[] expected = new byte[12];
        for (int i = 0; i < 12; i++) {
          expected[i] = (byte) ((12 + i) * 7 % 256);
        }
        assertThat(sample(images, 1)).isEqualTo(expected);
        assertThat(numbers.space())
            .isEqualTo(new SampleSpace(Shape.of(2), Element.FLOAT32, Range.SYMMETRIC));
        Batch batch = new Batch(numbers.space(), 3);
        numbers.read(new long[] {0, 1, 2}, batch);
        assertThat(batch.floats()).containsExactly(-1f, -0.6f, -0.2f, 0.2f, 0.6f, 1f);
        assertThat(batch.labels()).containsExactly(2, 0, 1);
        assertThat(numbers.labels().orElseThrow().names()).containsExactly("1", "2", "3");
      }
    }

    @Test
    @DisplayName("pictures with the samples last, as SVHN has them, or with channels first")
    void layouts() {
      Path last = file("svhn.mat", "X", bytes(2, 3, 3, 4));
      Path first = file("planes.mat", "X", bytes(4, 3, 2, 5));
      Path flat = file("flat.mat", "X", bytes(4, 12));
      ArrayLayout samplesLast = new ArrayLayout(Axis.LAST, List.of(), Order.ROWS, null);
      ArrayLayout planes = new ArrayLayout(Axis.FIRST, List.of(3, 2, 2), Order.ROWS, Axis.FIRST);
      try (Dataset svhn = reader(last, "X", samplesLast).open();
          Dataset channelsFirst = reader(first, null, null).open();
          Dataset unflattened = reader(flat, null, planes).open()) {
        assertThat(svhn.space()).isEqualTo(SampleSpace.images(2, 3, 3));
        // Sample 3, row 1, column 2, channel 0.
        assertThat(sample(svhn, 3)[(1 * 3 + 2) * 3]).isEqualTo((byte) (1 + 2 * 2 + 3 * 18));
        assertThat(channelsFirst.space()).isEqualTo(SampleSpace.images(2, 5, 3));
        // Sample 1, channel 2, row 0, column 4.
        assertThat(sample(channelsFirst, 1)[4 * 3 + 2]).isEqualTo((byte) (1 + 4 * 2 + 24 * 4));
        assertThat(unflattened.space()).isEqualTo(SampleSpace.images(2, 2, 3));
        // Sample 0, row 0, column 1, channels 0 to 2: values 1, 5 and 9 of its row.
        assertThat(Arrays.copyOfRange(sample(unflattened, 0), 3, 6)).containsExactly(4, 20, 36);
      }
    }

    @Test
    @DisplayName("pictures of whole numbers 0 to 255 as bytes, of others as floats")
    void wholeNumbers() {
      Path whole = file("w.mat", "x", array(MatlabType.Double, i -> i, 2, 3, 4));
      Path marks = file("m.mat", "x", array(MatlabType.Double, i -> i % 2, 2, 3, 4));
      Path vectors = file("v.mat", "x", array(MatlabType.Double, i -> i, 2, 3));
      try (Dataset bytes = MatReader.of(whole).open();
          Dataset ranged =
              new MatReader(whole, null, null, null, 1, null, new Range(0, 255)).open();
          Dataset floats = MatReader.of(marks).open();
          Dataset rows = MatReader.of(vectors).open()) {
        assertThat(bytes.space()).isEqualTo(SampleSpace.images(3, 4, 1));
        assertThat(sample(bytes, 0)).startsWith(0, 6, 12, 18, 2);
        assertThat(ranged.space().element()).isEqualTo(Element.FLOAT32);
        assertThat(floats.space().element()).isEqualTo(Element.FLOAT32);
        assertThat(rows.space()).isEqualTo(SampleSpace.vectors(3));
      }
    }

    @TestFactory
    @DisplayName("by the contract of data sets")
    Stream<DynamicTest> contract() {
      Path bytes =
          file("b.mat", "x", bytes(20, 3, 2), "y", array(MatlabType.Double, i -> i % 4, 20, 1));
      Path floats = file("f.mat", "x", array(MatlabType.Single, i -> i - 9, 20, 3));
      return Stream.of(
              DatasetContract.of(new MatReader(bytes, "x", "y", null, 1, null, null)),
              DatasetContract.of(MatReader.of(floats)),
              DatasetContract.refuses(MatReader.of(folder.resolve("absent")), "absent"))
          .flatMap(Contract::tests);
    }
  }

  @Nested
  @DisplayName("refuses")
  class Refusals {

    private void refused(MatReader reader, String... parts) {
      assertThatThrownBy(() -> reader.open().close())
          .isInstanceOf(DataException.class)
          .hasMessageContaining(reader.path().toString())
          .hasMessageContainingAll(parts);
    }

    @Test
    @DisplayName("files of another format, saying which where it can")
    void format() {
      refused(MatReader.of(write("empty", new byte[0])), "empty");
      refused(MatReader.of(write("short", new byte[50])), "ends at byte 50");
      refused(MatReader.of(write("other", new byte[500])), "no header");
      byte[] hdf5 = Arrays.copyOf("MATLAB 7.3 MAT-file".getBytes(StandardCharsets.US_ASCII), 600);
      refused(MatReader.of(write("hdf5", hdf5)), "version 7.3", "-v7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scipy-plain.mat", "scipy-compressed.mat"})
    @DisplayName("files cut anywhere")
    void cut(String name) throws IOException {
      byte[] whole = Files.readAllBytes(resource(name));
      for (int length = 1; length < whole.length; length += 7) {
        Path path = write("cut.mat", Arrays.copyOf(whole, length));
        // A cut between two variables leaves a whole file that lacks some.
        assertThatThrownBy(() -> reader(path, "n", null).open().close())
            .isInstanceOf(DataException.class)
            .hasMessageContaining("cut.mat");
      }
    }

    @Test
    @DisplayName("arrays that promise gigabytes, without allocating them")
    void promises() throws IOException {
      byte[] whole = Files.readAllBytes(resource("scipy-plain.mat"));
      for (int at = 128; at + 4 <= whole.length; at += 4) {
        byte[] lying = whole.clone();
        lying[at] = (byte) 0xF0;
        lying[at + 1] = (byte) 0xFF;
        lying[at + 2] = (byte) 0xFF;
        lying[at + 3] = 0x7F;
        Path path = write("lying.mat", lying);
        try (Dataset dataset = reader(path, "images", null).open()) {
          assertThat(dataset.size()).hasValue(2); // it was a value, or another variable
        } catch (DataException e) {
          assertThat(e).hasMessageContaining("lying.mat");
        }
      }
    }

    @Test
    @DisplayName("variables that are missing, ambiguous, no numbers, or there twice")
    void variables() {
      Path two = file("two.mat", "a", bytes(2, 2), "b", bytes(2, 2));
      refused(MatReader.of(two), "several arrays", "a (uint8, 2 x 2)", "'samples'");
      refused(reader(two, "c", null), "no variable c", "a (uint8, 2 x 2)");
      Path text = file("text.mat", "s", Mat5.newString("hello"));
      refused(MatReader.of(text), "no array of numbers");
      refused(reader(text, "s", null), "no array of numbers");
      Path complex = file("complex.mat", "z", Mat5.newComplex(2, 2));
      refused(MatReader.of(complex), "complex");
      refused(MatReader.of(file("empty.mat", "z", bytes(0, 3))), "no values");
      refused(new MatReader(two, "a", null, Part.TRAIN, 1, null, null), "no parts");
    }

    @Test
    @DisplayName("a variable that is there twice")
    void twice() throws IOException {
      byte[] whole = Files.readAllBytes(file("once.mat", "a", bytes(2, 2)));
      byte[] twice = Arrays.copyOf(whole, 2 * whole.length - 128);
      System.arraycopy(whole, 128, twice, whole.length, whole.length - 128);
      refused(MatReader.of(write("twice.mat", twice)), "variable a twice");
    }

    @Test
    @DisplayName("values outside the range, or not finite")
    void values() {
      Path path = file("f.mat", "x", array(MatlabType.Single, i -> i, 4, 3));
      refused(
          new MatReader(path, null, null, null, 1, null, Range.UNIT), "sample 0", "4.0", "[0, 1]");
      Matrix nan = Mat5.newMatrix(2, 2);
      nan.setDouble(3, Double.NaN);
      refused(MatReader.of(file("nan.mat", "x", nan)), "sample 1", "NaN", "finite");
    }

    @Test
    @DisplayName("labels that are none")
    void labels() {
      Path path =
          file(
              "l.mat",
              "x",
              bytes(4, 3),
              "five",
              bytes(5, 1),
              "hot",
              array(MatlabType.UInt8, i -> 1, 4, 2),
              "none",
              array(MatlabType.Int8, i -> -1, 4, 1));
      refused(labelled(path, "five"), "no labels of 4 samples");
      refused(labelled(path, "hot"), "row 0", "one class");
      refused(labelled(path, "none"), "no label");
    }

    private MatReader labelled(Path path, String labels) {
      return new MatReader(path, "x", labels, null, 1, null, null);
    }

    @Test
    @DisplayName("a layout that does not fit")
    void layout() {
      Path path = file("x.mat", "x", bytes(4, 12));
      refused(reader(path, "x", ArrayLayout.flat(3, 5)), "4 x 12", "15 values");
    }
  }

  @Test
  @DisplayName("is found by a file's header")
  void detection() {
    MatDetector detector = new MatDetector();
    Path path = resource("scipy-plain.mat");
    assertThat(detector.detect(path).map(Detection::reader)).hasValue(MatReader.of(path));
    assertThat(detector.detect(folder)).isEmpty();
    assertThat(detector.detect(folder.resolve("absent"))).isEmpty();
    assertThat(detector.detect(write("other", new byte[500]))).isEmpty();
    assertThat(detector.detect(write("e", new byte[0]))).isEmpty();
  }

  private Path write(String name, byte[] content) {
    return TestFiles.write(folder.resolve(name), content);
  }
}
