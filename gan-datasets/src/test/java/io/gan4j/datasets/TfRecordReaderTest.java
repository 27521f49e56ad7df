package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Levels;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The tfrecord reader")
class TfRecordReaderTest {
  @TempDir Path folder;

  private interface Body {
    void write(CodedOutputStream out) throws IOException;
  }

  private static byte[] message(Body body) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      CodedOutputStream out = CodedOutputStream.newInstance(bytes);
      body.write(out);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] feature(String name, byte[] feature) {
    byte[] entry =
        message(
            out -> {
              out.writeString(1, name);
              out.writeByteArray(2, feature);
            });
    return message(out -> out.writeByteArray(1, entry));
  }

  private static byte[] string(String name, byte[] value) {
    byte[] list = message(out -> out.writeByteArray(1, value));
    return feature(name, message(out -> out.writeByteArray(1, list)));
  }

  /** A whole number, packed as protobuf 3 writes it, or not. */
  private static byte[] number(String name, long value, boolean packed) {
    byte[] list =
        message(
            out -> {
              if (packed) {
                out.writeByteArray(1, message(inner -> inner.writeInt64NoTag(value)));
              } else {
                out.writeInt64(1, value);
              }
            });
    return feature(name, message(out -> out.writeByteArray(3, list)));
  }

  private static byte[] example(byte[]... features) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] feature : features) {
      all.writeBytes(feature);
    }
    return message(out -> out.writeBytes(1, ByteString.copyFrom(all.toByteArray())));
  }

  private static int masked(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int value = (int) crc.getValue();
    return ((value >>> 15) | (value << 17)) + 0xa282ead8;
  }

  /** Records one behind the other, each with its checksums. */
  static byte[] records(byte[]... records) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (byte[] record : records) {
      byte[] length =
          ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(record.length).array();
      file.writeBytes(length);
      file.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked(length)).array());
      file.writeBytes(record);
      file.writeBytes(
          ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked(record)).array());
    }
    return file.toByteArray();
  }

  private static byte[] png(int rgb) {
    BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_INT_RGB);
    image.setRGB(2, 1, rgb);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** An example of a picture and its label. */
  static byte[] labelled(int rgb, long label) {
    return example(
        string("image/encoded", png(rgb)),
        string("image/format", "png".getBytes(StandardCharsets.US_ASCII)),
        number("image/class/label", label, label % 2 == 0));
  }

  private Path write(String name, byte[] content) {
    return TestFiles.write(folder.resolve(name), content);
  }

  private Path two() {
    return write("two.tfrecord", records(labelled(0x010203, 3), labelled(0x040506, 0)));
  }

  @Test
  @DisplayName("reads encoded pictures with labels, packed or not")
  void encoded() {
    try (Dataset dataset = TfRecordReader.of(two()).open()) {
      assertThat(dataset.space()).isEqualTo(SampleSpace.images(2, 3, 3));
      Batch batch = new Batch(dataset.space(), 2);
      dataset.read(new long[] {1, 0}, batch);
      assertThat(Arrays.copyOfRange(batch.bytes(), 15, 18)).containsExactly(4, 5, 6);
      assertThat(Arrays.copyOfRange(batch.bytes(), 33, 36)).containsExactly(1, 2, 3);
      assertThat(batch.labels()).containsExactly(0, 3);
      assertThat(dataset.labels().orElseThrow().count()).isEqualTo(4);
    }
  }

  @Test
  @DisplayName("reads raw pictures, whose shape features or the run file tell, from a folder")
  void raw() {
    byte[] pixels = {1, 2, 3, 4};
    byte[] told =
        example(
            string("image_raw", pixels),
            number("height", 2, true),
            number("width", 2, true),
            number("depth", 1, true));
    write("f/a.tfrecord-00000", records(told));
    write("f/b.tfrecord-00001", records(told, told));
    write("f/readme", new byte[] {1});
    Path bare = write("bare", records(example(string("x", pixels))));
    try (Dataset dataset = TfRecordReader.of(folder.resolve("f")).open();
        Dataset given = new TfRecordReader(bare, null, "x", null, List.of(1, 4), null).open()) {
      assertThat(dataset.size()).hasValue(3);
      assertThat(dataset.space()).isEqualTo(SampleSpace.images(2, 2, 1));
      assertThat(dataset.labels()).isEmpty();
      Batch batch = new Batch(given.space(), 1);
      given.read(new long[] {0}, batch);
      assertThat(batch.bytes()).containsExactly(1, 2, 3, 4);
    }
  }

  @Test
  @DisplayName("takes the files of a folder that name a part")
  void parts() {
    write("f/set-train.tfrecord-00000", records(labelled(1, 1), labelled(2, 1)));
    write("f/set-train.tfrecord-00001", records(labelled(1, 1)));
    write("f/set-test.tfrecord", records(labelled(2, 0)));
    Path files = folder.resolve("f");
    DatasetReader detected =
        new TfRecordDetector().detect(files).map(Detection::reader).orElseThrow();
    try (Dataset train = detected.open();
        Dataset test = detected.part("test").open();
        Dataset all = TfRecordReader.of(files).open()) {
      assertThat(train.size()).hasValue(3);
      assertThat(test.size()).hasValue(1);
      assertThat(all.size()).hasValue(4);
    }
    assertThatThrownBy(() -> detected.part("valid").open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("the word 'valid' in its name");
    assertThatThrownBy(() -> TfRecordReader.of(files.resolve("set-test.tfrecord")).part("test"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("is a single file");
  }

  private void refused(byte[] content, String... parts) {
    Path path = write("bad.tfrecord", content);
    assertThatThrownBy(() -> TfRecordReader.of(path).open().close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("bad.tfrecord")
        .hasMessageContainingAll(parts);
  }

  @Test
  @DisplayName("refuses files that are cut or damaged anywhere")
  void damaged() {
    byte[] whole = records(labelled(1, 1));
    refused(new byte[0], "empty");
    for (int length = 1; length < whole.length; length += 3) {
      refused(Arrays.copyOf(whole, length), "truncated or damaged at byte 0");
    }
    for (int at = 0; at < whole.length; at += 5) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 4;
      refused(flipped, "truncated or damaged at byte 0", at < 12 ? "length" : "data");
    }
    byte[] second = records(labelled(1, 1), labelled(2, 2));
    refused(Arrays.copyOf(second, second.length - 1), "at byte " + whole.length);
    byte[] huge = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 60).array();
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putInt(8, masked(Arrays.copyOf(huge, 8)));
    refused(huge, "promises 1152921504606846976 bytes");
  }

  @Test
  @DisplayName("refuses examples that are none, have no picture, or a feature twice")
  void examples() {
    refused(records(new byte[] {1, 2, 3}), "no tf.train.Example");
    refused(records(new byte[0]), "holds no feature");
    refused(records(example(number("label", 1, true))), "none of the features", "'image'");
    byte[] image = string("image/encoded", png(1));
    refused(records(example(image, image)), "'image/encoded' twice");
    refused(
        records(example(string("image/encoded", new byte[] {1, 2}))), "picture", "give its shape");
    refused(records(labelled(1, -1)), "label -1");
    refused(records(labelled(1, 1), example(image)), "1 of 2 records have a label");
  }

  @Test
  @DisplayName("is found by the first checksum, or by the names in a folder")
  void detection() {
    TfRecordDetector detector = new TfRecordDetector();
    Path path = two();
    assertThat(detector.detect(path).map(Detection::reader)).hasValue(TfRecordReader.of(path));
    assertThat(detector.detect(folder).map(Detection::reader)).hasValue(TfRecordReader.of(folder));
    assertThat(detector.detect(folder.resolve("absent"))).isEmpty();
    assertThat(detector.detect(write("other", new byte[100]))).isEmpty();
  }

  /** A float, packed as protobuf 3 writes it, or not. */
  private static byte[] real(String name, float value, boolean packed) {
    byte[] list =
        message(
            out -> {
              if (packed) {
                out.writeByteArray(1, message(inner -> inner.writeFloatNoTag(value)));
              } else {
                out.writeFloat(1, value);
              }
            });
    return feature(name, message(out -> out.writeByteArray(2, list)));
  }

  private Path labelled(byte[]... labels) {
    byte[][] all = new byte[labels.length][];
    for (int i = 0; i < labels.length; i++) {
      all[i] = example(string("image", png(i)), labels[i]);
    }
    return TestFiles.write(folder.resolve("labels.tfrecord"), records(all));
  }

  private static byte[] text(String name, String value) {
    return string(name, value.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("takes labels that are texts, or floats that are whole")
  void otherLabels() {
    Path texts = labelled(text("label", "dog"), text("label", "cat"), text("label", "dog"));
    try (Dataset dataset = TfRecordReader.of(texts).open()) {
      assertThat(dataset.labels().orElseThrow().names()).containsExactly("cat", "dog");
      Batch batch = new Batch(dataset.space(), 3);
      dataset.read(new long[] {0, 1, 2}, batch);
      assertThat(batch.labels()).containsExactly(1, 0, 1);
    }
    Path floats = labelled(real("label", 2, true), real("label", 0, false));
    try (Dataset dataset = TfRecordReader.of(floats).open()) {
      assertThat(dataset.labels().orElseThrow().names()).containsExactly("0", "1", "2");
    }
    Path half = labelled(real("label", 2.5f, true));
    assertThatThrownBy(() -> TfRecordReader.of(half).open())
        .hasMessageContaining("has the label 2.5; accepted: 0 to 999999, or texts");
    Path mixed = labelled(text("label", "dog"), number("label", 1, true));
    assertThatThrownBy(() -> TfRecordReader.of(mixed).open())
        .hasMessageContaining("some labels are numbers and some are texts, such as 'dog'");
  }

  @TestFactory
  @DisplayName("keeps the contract of data sets")
  Stream<DynamicTest> contract() {
    return Stream.of(
            DatasetContract.of(TfRecordReader.of(two())),
            DatasetContract.refuses(TfRecordReader.of(folder.resolve("absent")), "absent"))
        .flatMap(Contract::tests);
  }

  /** The feature 'shape' of StyleGAN's files. */
  @Test
  @DisplayName("takes the levels of pictures of more than 8 bits that are given")
  void levels() {
    byte[] deep = PictureFiles.deepPgm(1, 3, 65535, new short[] {0, 2048, 4095});
    Path file = write("deep.tfrecord", records(example(string("image", deep))));
    Levels.Channel range = new Levels.Channel(0, 4095);
    for (Levels.Kept kept : Levels.Kept.values()) {
      Levels levels = new Levels(null, null, Levels.Ends.FULL, kept, List.of(range));
      TfRecordReader reader = new TfRecordReader(file, null, null, null, List.of(), levels);
      try (Dataset dataset = reader.open();
          Dataset plain = TfRecordReader.of(file).open()) {
        Batch batch = new Batch(dataset.space(), 1);
        dataset.read(new long[] {0}, batch);
        if (kept == Levels.Kept.BYTES) {
          assertThat(batch.bytes()).containsExactly(0, 128, 255);
        } else {
          assertThat(batch.floats()).containsExactly(0, (float) (2048 / 4095.0), 1);
          assertThat(reader.openImages()).isEmpty();
        }
        assertThat(plain.description())
            .contains("1 of more than 8 bits: levels 0 to 4,095 of [0, 65535]");
        assertThat(dataset.contentHash()).isNotEqualTo(plain.contentHash());
      }
    }
  }

  private static byte[] shape(long... sizes) {
    byte[] packed =
        message(
            inner -> {
              for (long size : sizes) {
                inner.writeInt64NoTag(size);
              }
            });
    byte[] list = message(out -> out.writeByteArray(1, packed));
    return feature("shape", message(out -> out.writeByteArray(3, list)));
  }

  /** Two rows of one pixel, the channels one behind the other. */
  static byte[] styleGan(int first) {
    byte[] planes = new byte[6];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = (byte) (first + i);
    }
    return example(shape(3, 2, 1), string("data", planes));
  }

  private static byte[] deflated(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Test
  @DisplayName("reads StyleGAN's files: channels first, the largest of the sizes, labels beside")
  void styleGan() {
    TestFiles.write(folder.resolve("a-r02.tfrecords"), records(styleGan(90), styleGan(91)));
    TestFiles.write(folder.resolve("a-r03.tfrecords"), records(styleGan(0), styleGan(10)));
    TestFiles.write(
        folder.resolve("a-rxx.labels"),
        PictureFiles.npy("|u1", "(2, 3)", new byte[] {0, 0, 1, 1, 0, 0}));
    DatasetReader reader = new TfRecordDetector().detect(folder).orElseThrow().reader();
    try (Dataset dataset = reader.open()) {
      assertThat(dataset.size()).hasValue(2);
      Batch batch = new Batch(dataset.space(), 2);
      dataset.read(new long[] {0, 1}, batch);
      assertThat(batch.bytes()).containsExactly(0, 2, 4, 1, 3, 5, 10, 12, 14, 11, 13, 15);
      assertThat(batch.labels()).containsExactly(2, 0);
    }
  }

  @Test
  @DisplayName("reads files that are compressed as a whole, by GZIP or ZLIB")
  void compressed() {
    byte[] plain = records(styleGan(1), styleGan(2));
    byte[][] files = {plain, TestFiles.gzip(plain), deflated(plain)};
    String expected = null;
    for (int i = 0; i < files.length; i++) {
      Path file = TestFiles.write(folder.resolve("x" + i), files[i]);
      Detection detection = new TfRecordDetector().detect(file).orElseThrow();
      assertThat(detection.confidence()).isEqualTo(Detection.Confidence.CONTENT);
      try (Dataset dataset = detection.reader().open()) {
        assertThat(dataset.contentHash())
            .isEqualTo(expected == null ? dataset.contentHash() : expected);
        expected = dataset.contentHash();
      }
    }
    Path cut = TestFiles.write(folder.resolve("cut"), Arrays.copyOf(files[1], files[1].length - 9));
    assertThatThrownBy(() -> TfRecordReader.of(cut).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(cut + " is truncated or damaged");
  }
}
