package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The readers of NumPy's files")
class NumpyReadersTest {
  @TempDir Path folder;

  private Path write(String name, byte[] content) {
    return TestFiles.write(folder.resolve(name), content);
  }

  /** A file that NumPy wrote. */
  private Path numpy(String name) {
    return TestFiles.resource(name, folder);
  }

  /** An array with this header, version 1. */
  private static byte[] npy(String header, int bytes) {
    byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] file = new byte[10 + text.length + bytes];
    System.arraycopy(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}, 0, file, 0, 8);
    file[8] = (byte) text.length;
    file[9] = (byte) (text.length >> 8);
    System.arraycopy(text, 0, file, 10, text.length);
    for (int i = 0; i < bytes; i++) {
      file[10 + text.length + i] = (byte) i;
    }
    return file;
  }

  private static byte[] bytes(int count, String shape) {
    return npy("{'descr': '|u1', 'fortran_order': False, 'shape': " + shape + ", }", count);
  }

  private static NpzReader array(Path path, String samples, @Nullable String labels) {
    return new NpzReader(path, samples, labels, null, null, null);
  }

  private static Batch all(Dataset dataset) {
    int size = (int) dataset.size().orElseThrow();
    Batch batch = new Batch(dataset.space(), size);
    long[] indices = new long[size];
    Arrays.setAll(indices, i -> i);
    dataset.read(indices, batch);
    return batch;
  }

  @Nested
  @DisplayName("read")
  class Reads {

    @ParameterizedTest
    @ValueSource(strings = {"ni1", "lu2", "bi2", "lf2", "lu4", "bi4", "bf4", "lu8", "li8", "lf8"})
    @DisplayName("every type of number, in either byte order, as floats")
    void types(String type) {
      try (Dataset dataset = array(numpy("numpy.npz"), "t_" + type, "classes").open()) {
        assertThat(dataset.space()).isEqualTo(SampleSpace.vectors(2));
        assertThat(all(dataset).floats()).containsExactly(0, 1, 2, 100);
        assertThat(all(dataset).labels()).containsExactly(3, 0);
        assertThat(dataset.labels().orElseThrow().count()).isEqualTo(4);
      }
    }

    @Test
    @DisplayName("bytes as bytes, truth as 0 and 1, halves with sign and fraction")
    void otherTypes() {
      Path path = numpy("numpy.npz");
      try (Dataset bytes = array(path, "t_nu1", null).open();
          Dataset truth = array(path, "t_nb1", null).open();
          Dataset halves = array(path, "negative", null).open()) {
        assertThat(all(bytes).bytes()).containsExactly(0, 1, 2, 100);
        assertThat(all(truth).floats()).containsExactly(0, 1, 1, 0);
        assertThat(all(halves).floats()).containsExactly(-1.5f, 2.25f);
      }
    }

    @Test
    @DisplayName("column-major arrays in their logical order")
    void fortran() {
      try (Dataset dataset = array(numpy("numpy.npz"), "fortran", null).open()) {
        assertThat(dataset.space()).isEqualTo(SampleSpace.images(3, 4, 1));
        byte[] expected = new byte[24];
        for (int i = 0; i < 24; i++) {
          expected[i] = (byte) i;
        }
        assertThat(all(dataset).bytes()).isEqualTo(expected);
      }
    }

    @Test
    @DisplayName("colour pictures and labels from files of their own, gzipped or not")
    void files() throws IOException {
      Path images = numpy("plain.npy");
      Path zipped = write("z", TestFiles.gzip(Files.readAllBytes(images)));
      Path labels = write("l", bytes(5, "(5, 1)"));
      try (Dataset plain = new NpyReader(images, labels, null, null).open();
          Dataset gz = new NpyReader(zipped, labels, null, null).open()) {
        assertThat(plain.space()).isEqualTo(SampleSpace.images(4, 3, 3));
        assertThat(all(plain).bytes()[3 * 36 + 7]).isEqualTo((byte) (3 * 36 + 7));
        assertThat(all(plain).labels()).containsExactly(0, 1, 2, 3, 4);
        assertThat(gz.contentHash()).isEqualTo(plain.contentHash());
      }
    }

    @Test
    @DisplayName("the parts of an archive by their usual names")
    void parts() {
      Path path = numpy("keras.npz");
      try (Dataset train = NpzReader.of(path).open();
          Dataset test = NpzReader.of(path).part("test").open()) {
        assertThat(train.size()).hasValue(3);
        assertThat(all(train).labels()).containsExactly(1, 0, 1);
        assertThat(all(test).bytes()).containsOnly(9);
        assertThat(train.description()).endsWith("keras.npz, x_train");
      }
    }

    @TestFactory
    @DisplayName("by the contract of data sets")
    Stream<DynamicTest> contract() {
      Path path = numpy("keras.npz");
      return Stream.of(
              DatasetContract.of(NpzReader.of(path)),
              DatasetContract.of(NpyReader.of(numpy("plain.npy"))),
              DatasetContract.refuses(NpyReader.of(folder.resolve("absent")), "absent"),
              DatasetContract.refuses(NpzReader.of(folder.resolve("absent")), "absent"))
          .flatMap(Contract::tests);
    }
  }

  @Nested
  @DisplayName("refuse")
  class Refusals {

    private void refused(DatasetReader reader, String... parts) {
      assertThatThrownBy(() -> reader.open().close())
          .isInstanceOf(DataException.class)
          .hasMessageContainingAll(parts);
    }

    private void refused(byte[] content, String... parts) {
      Path path = write("bad.npy", content);
      refused(NpyReader.of(path), parts);
      refused(NpyReader.of(path), "bad.npy");
    }

    @Test
    @DisplayName("pickled objects")
    void pickles() {
      Path path = numpy("pickled.npz");
      refused(array(path, "x", null), "pickled.npz, x", "pickle can run anything");
      refused(npy("{'descr': '|O', 'fortran_order': False, 'shape': (2,), }", 60), "pickle");
    }

    @Test
    @DisplayName("headers that promise terabytes, or nothing")
    void promises() {
      refused(bytes(10, "(1000000, 1000000)"), "1000000 x 1000000", "1,000,000,000,0");
      refused(bytes(10, "(9000000000000000000, 9000000000000000000)"), "truncated");
      refused(bytes(10, "(99999999999999999999,)"), "shape that is none");
      refused(bytes(0, "(0, 4)"), "no values");
      refused(bytes(1, "()"), "single number");
      refused(bytes(3, "(2, 2)"), "truncated");
      refused(bytes(5, "(2, 2)"), "goes on after byte");
      refused(TestFiles.gzip(bytes(10, "(1000, 1000)")), "truncated", "gzip data cannot hold");
    }

    @Test
    @DisplayName("headers that are none")
    void headers() {
      refused(new byte[0], "empty");
      refused("hello, world".getBytes(StandardCharsets.US_ASCII), "does not start");
      refused(npy("{'descr': '<f4'}", 8), "not understood");
      refused(npy("[1, 2]", 8), "not understood");
      refused(
          npy("{'descr': '<f4', 'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", 8),
          "'descr' twice");
      refused(
          npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2,)}", 8),
          "array of records?");
      refused(npy("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", 8), "'<c8'");
      refused(npy("{'descr': '<M8[s]', 'fortran_order': False, 'shape': (1,)}", 8), "'<M8[s]'");
      byte[] version = bytes(4, "(2, 2)");
      version[6] = 9;
      refused(version, "version 9");
      byte[] cut = Arrays.copyOf(bytes(4, "(2, 2)"), 30);
      refused(cut, "inside its header");
      byte[] longest = bytes(4, "(2, 2)");
      longest[9] = (byte) 0xFF;
      refused(longest, "header of 65");
    }

    @Test
    @DisplayName("archives that are broken, hold no array, or one name twice")
    void archives() throws IOException {
      byte[] whole = Files.readAllBytes(numpy("keras.npz"));
      refused(NpzReader.of(write("empty.npz", new byte[0])), "empty.npz", "empty");
      refused(NpzReader.of(write("cut.npz", Arrays.copyOf(whole, 400))), "cut.npz", "truncated");
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(text)) {
        zip.putNextEntry(new ZipEntry("a.txt"));
        zip.write(65);
      }
      refused(NpzReader.of(write("text.npz", text.toByteArray())), "without arrays");
      // Two entries of equal length, the second renamed to the first in both places.
      ByteArrayOutputStream two = new ByteArrayOutputStream();
      try (ZipOutputStream zip = new ZipOutputStream(two)) {
        for (String name : new String[] {"a.npy", "b.npy"}) {
          zip.putNextEntry(new ZipEntry(name));
          zip.write(bytes(4, "(2, 2)"));
        }
      }
      String twice = two.toString(StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
      refused(
          NpzReader.of(write("twice.npz", twice.getBytes(StandardCharsets.ISO_8859_1))),
          "array a twice");
    }

    @Test
    @DisplayName("names that are not there, or do not say which")
    void names() {
      Path path = numpy("pickled.npz");
      refused(array(path, "z", null), "no array z", "x, y");
      refused(NpzReader.of(numpy("numpy.npz")), "t_nu1", "'samples'");
      refused(new NpzReader(path, null, null, Part.TEST, null, null), "test part");
    }

    @Test
    @DisplayName("numbers that are not finite")
    void finite() {
      Path path = write("n.npy", npy("{'descr':'>f4','fortran_order':False,'shape':(1,1)}", 4));
      try (Dataset dataset = NpyReader.of(path).open()) {
        assertThat(dataset.space().element()).isEqualTo(Element.FLOAT32);
      }
      byte[] nan = npy("{'descr':'>f4','fortran_order':False,'shape':(1,1)}", 4);
      Arrays.fill(nan, nan.length - 4, nan.length, (byte) 0xFF);
      refused(nan, "sample 0", "NaN");
      Path high = numpy("numpy.npz");
      refused(
          new NpzReader(high, "t_lf8", null, null, null, Range.UNIT), "sample 1", "2.0", "[0, 1]");
    }
  }

  @Test
  @DisplayName("are found by their content")
  void detection() {
    NumpyDetector detector = new NumpyDetector();
    Path array = numpy("plain.npy");
    Path archive = numpy("keras.npz");
    assertThat(detector.detect(array).map(Detection::reader)).hasValue(NpyReader.of(array));
    assertThat(detector.detect(archive).map(Detection::reader)).hasValue(NpzReader.of(archive));
    assertThat(detector.detect(folder)).isEmpty();
    assertThat(detector.detect(write("e", new byte[0]))).isEmpty();
    assertThat(detector.detect(write("z", "PK\3\4".getBytes(StandardCharsets.US_ASCII)))).isEmpty();
  }
}
