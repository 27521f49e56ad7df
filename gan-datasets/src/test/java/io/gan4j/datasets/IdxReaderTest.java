package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.InvalidValueException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("The idx reader")
class IdxReaderTest {
  @TempDir Path folder;

  @Nested
  @DisplayName("reads")
  class Reads {

    @ParameterizedTest(name = "gzipped: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("grey pictures of any size, gzipped or not, whatever the name")
    void pictures(boolean gzipped) {
      byte[] content = IdxFiles.counting(5, 3, 2);
      Path file = write("whatever.bin", gzipped ? IdxFiles.gzip(content) : content);

      try (Dataset dataset = IdxReader.ofFile(file, null).open()) {
        assertThat(dataset.space()).isEqualTo(SampleSpace.images(3, 2, 1));
        assertThat(dataset.size()).hasValue(5);
        assertThat(dataset.labels()).isEmpty();
        assertThat(dataset.density()).isEmpty();
        assertThat(dataset.description()).isEqualTo("5 images 3x2x1, from " + file);
        assertThat(bytes(dataset, 4, 0)).containsExactly(24, 25, 26, 27, 28, 29, 0, 1, 2, 3, 4, 5);
      }
    }

    @Test
    @DisplayName("pictures with channels, and vectors")
    void otherRanks() {
      try (Dataset colour =
              IdxReader.ofFile(write("c", IdxFiles.counting(2, 4, 5, 3)), null).open();
          Dataset vectors = IdxReader.ofFile(write("v", IdxFiles.counting(3, 7)), null).open()) {
        assertThat(colour.space()).isEqualTo(SampleSpace.images(4, 5, 3));
        assertThat(vectors.space())
            .isEqualTo(new SampleSpace(Shape.of(7), Element.UINT8, Range.UNIT));
        assertThat(bytes(vectors, 2)).containsExactly(14, 15, 16, 17, 18, 19, 20);
      }
    }

    @Test
    @DisplayName("labels from a file of their own; classes reach up to the largest label")
    void labels() {
      Path images = write("images", IdxFiles.counting(3, 2, 2));
      Path labels = write("labels", IdxFiles.of(new byte[] {2, 0, 4}, 3));

      try (Dataset dataset = IdxReader.ofFile(images, labels).open()) {
        Batch batch = new Batch(dataset.space(), 3);
        dataset.read(new long[] {2, 0, 1}, batch);

        assertThat(batch.labels()).containsExactly(4, 2, 0);
        assertThat(dataset.labels().orElseThrow().names()).containsExactly("0", "1", "2", "3", "4");
        assertThat(dataset.description()).contains("3 images 2x2x1, 5 classes");
      }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
        strings = {
          "train-images-idx3-ubyte",
          "train-images-idx3-ubyte.gz",
          "train-images.idx3-ubyte",
          "train-images.idx3-ubyte.gz"
        })
    @DisplayName("a folder by the usual names, labels included")
    void usualNames(String name) {
      byte[] images = IdxFiles.counting(2, 2, 2);
      write(name, name.endsWith("gz") ? IdxFiles.gzip(images) : images);
      write("train-labels.idx1-ubyte.gz", IdxFiles.gzip(IdxFiles.of(new byte[] {1, 0}, 2)));

      try (Dataset dataset = IdxReader.ofFolder(folder).open()) {
        assertThat(dataset.size()).hasValue(2);
        assertThat(dataset.labels().orElseThrow().count()).isEqualTo(2);
      }
    }

    @Test
    @DisplayName("the test part of a folder, without labels if there are none")
    void testPart() {
      write("train-images-idx3-ubyte", IdxFiles.counting(2, 2, 2));
      write("t10k-images-idx3-ubyte", IdxFiles.counting(3, 2, 2));

      try (Dataset dataset = new IdxReader(folder, Part.TEST, null, null).open()) {
        assertThat(dataset.size()).hasValue(3);
        assertThat(dataset.labels()).isEmpty();
      }
    }

    @Test
    @DisplayName("EMNIST upright, its parts by its names, its classes by its mapping")
    void emnist() {
      write("emnist-letters-train-images-idx3-ubyte.gz", IdxFiles.gzip(IdxFiles.counting(2, 2, 3)));
      write("emnist-letters-train-labels-idx1-ubyte", IdxFiles.of(new byte[] {2, 1}, 2));
      write("emnist-letters-test-images-idx3-ubyte", IdxFiles.counting(1, 2, 2));
      write("emnist-letters-mapping.txt", "1 65 97\n2 66 98\n".getBytes(StandardCharsets.US_ASCII));

      try (Dataset dataset = IdxReader.ofFolder(folder).open();
          Dataset test = new IdxReader(folder, Part.TEST, null, null).open()) {
        assertThat(dataset.space()).isEqualTo(SampleSpace.images(3, 2, 1));
        assertThat(bytes(dataset, 1)).containsExactly(6, 9, 7, 10, 8, 11);
        Batch batch = new Batch(dataset.space(), 2);
        dataset.read(new long[] {0, 1}, batch);
        assertThat(batch.labels()).containsExactly(1, 0);
        assertThat(dataset.labels().orElseThrow().names()).containsExactly("Aa", "Bb");
        assertThat(bytes(test, 0)).containsExactly(0, 2, 1, 3);
      }
      write("emnist-letters-mapping.txt", "1 65 97\n".getBytes(StandardCharsets.US_ASCII));
      assertThatThrownBy(() -> IdxReader.ofFolder(folder).open().close())
          .hasMessageContaining("label 0 is 2, which");
      write("emnist-digits-train-images-idx3-ubyte", IdxFiles.counting(1, 2, 2));
      assertThatThrownBy(() -> IdxReader.ofFolder(folder).open().close())
          .hasMessageContainingAll("several sets", "emnist-digits", "give images");
    }

    @Test
    @DisplayName("QMNIST, whose labels are ints with the class first")
    void qmnist() {
      write("qmnist-train-images-idx3-ubyte", IdxFiles.counting(2, 2, 2));
      byte[] labels = new byte[64];
      labels[3] = 7; // class of the first
      labels[7] = 99; // its series
      labels[32 + 3] = 5;
      byte[] file = IdxFiles.of(labels, 2, 8);
      file[2] = 0x0C;
      write("qmnist-train-labels-idx2-int.gz", IdxFiles.gzip(file));

      try (Dataset dataset = IdxReader.ofFolder(folder).open()) {
        Batch batch = new Batch(dataset.space(), 2);
        dataset.read(new long[] {0, 1}, batch);
        assertThat(batch.labels()).containsExactly(7, 5);
      }
      labels[0] = (byte) 0x80;
      file = IdxFiles.of(labels, 2, 8);
      file[2] = 0x0C;
      write("qmnist-train-labels-idx2-int.gz", IdxFiles.gzip(file));
      assertThatThrownBy(() -> IdxReader.ofFolder(folder).open().close())
          .hasMessageContaining("label 0 is -");
    }

    @Test
    @DisplayName("files of many megabytes, every sample in its place")
    void large() {
      int samples = 5000;
      byte[] content = new byte[samples * 900];
      for (int i = 0; i < samples; i++) {
        Arrays.fill(content, i * 900, (i + 1) * 900, (byte) (i % 253));
      }
      Path file = write("large", IdxFiles.of(content, samples, 30, 30));

      try (Dataset dataset = IdxReader.ofFile(file, null).open()) {
        Batch batch = new Batch(dataset.space(), 1);
        for (int i = 0; i < samples; i++) {
          dataset.read(new long[] {i}, batch);
          assertThat(batch.bytes()[0]).isEqualTo((byte) (i % 253));
          assertThat(batch.bytes()[899]).isEqualTo((byte) (i % 253));
        }
      }
    }

    @Test
    @DisplayName("from several threads at once")
    void threads() throws InterruptedException {
      Path file = write("images", IdxFiles.counting(200, 3, 3));
      AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
      try (Dataset dataset = IdxReader.ofFile(file, null).open()) {
        Thread[] threads = new Thread[4];
        for (int t = 0; t < threads.length; t++) {
          RandomKey key = RandomKey.of(t);
          threads[t] =
              new Thread(
                  () -> {
                    Batch batch = new Batch(dataset.space(), 1);
                    for (int i = 0; i < 2000; i++) {
                      long index = key.below(i, 200);
                      dataset.read(new long[] {index}, batch);
                      if (batch.bytes()[0] != (byte) (index * 9 % 251)) {
                        failure.set(new AssertionError("sample " + index + " is another"));
                      }
                    }
                  });
          threads[t].start();
        }
        for (Thread thread : threads) {
          thread.join();
        }
      }
      assertThat(failure.get()).isNull();
    }
  }

  @Nested
  @DisplayName("hashes")
  class Hashes {

    @Test
    @DisplayName("equal samples equally, however they are stored")
    void equal() {
      byte[] content = IdxFiles.counting(5, 2, 2);
      String plain = hash(content);

      assertThat(plain).matches("[0-9a-f]{64}");
      assertThat(hash(IdxFiles.gzip(content))).isEqualTo(plain);
    }

    @Test
    @DisplayName("other samples, another shape or labels differently")
    void different() {
      byte[] content = IdxFiles.counting(4, 2, 2);
      byte[] changed = content.clone();
      changed[changed.length - 1]++;
      Path images = write("images", content);
      Path labels = write("labels", IdxFiles.of(new byte[] {0, 1, 1, 0}, 4));
      Path otherLabels = write("other", IdxFiles.of(new byte[] {0, 1, 1, 1}, 4));

      assertThat(
              new String[] {
                hash(content),
                hash(changed),
                hash(IdxFiles.counting(4, 4)),
                hash(IdxFiles.counting(2, 4, 2)),
                IdxReader.ofFile(images, labels).open().contentHash(),
                IdxReader.ofFile(images, otherLabels).open().contentHash()
              })
          .doesNotHaveDuplicates();
    }

    private String hash(byte[] content) {
      Path file = write("hashed", content);
      try (Dataset dataset = IdxReader.ofFile(file, null).open()) {
        return dataset.contentHash();
      }
    }
  }

  @Nested
  @DisplayName("refuses, naming the file, what was found and what is accepted,")
  class Refuses {

    @Test
    @DisplayName("a missing file")
    void missing() {
      refused(folder.resolve("absent")).hasMessageEndingWith("absent: there is no such file");
    }

    @Test
    @DisplayName("a folder where a file is wanted")
    void directory() {
      refused(folder).hasMessageEndingWith("is a folder where a file is wanted");
    }

    @Test
    @DisplayName("a device, without hanging")
    void device() {
      Path zero = Path.of("/dev/zero");
      assumeTrue(Files.exists(zero));
      refused(zero).hasMessage("/dev/zero is not a regular file (a pipe or a device?)");
    }

    @Test
    @DisplayName("a file it may not read")
    void unreadable() {
      Path file = write("secret", IdxFiles.counting(2, 2));
      assumeTrue(file.toFile().setReadable(false) && !Files.isReadable(file));
      refused(file).hasMessageEndingWith("secret cannot be read: permission denied");
    }

    @Test
    @DisplayName("an empty file")
    void empty() {
      refused(new byte[0]).hasMessageContaining("is empty (0 bytes); accepted: an IDX file");
    }

    @Test
    @DisplayName("a file that ends inside its header")
    void shortHeader() {
      refused(new byte[] {0, 0, 8}).hasMessageContaining("ends at byte 3, inside its header");
      refused(Arrays.copyOf(IdxFiles.counting(2, 2, 2), 10))
          .hasMessageContaining("ends at byte 10, inside its header of at least 16 bytes");
    }

    @Test
    @DisplayName("another format, with a guess which")
    void otherFormats() {
      refused(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0})
          .hasMessageContaining("starts with 89 50 4E 47, like a PNG picture; accepted: an IDX");
      refused(IdxFiles.gzip(new byte[] {'P', 'K', 3, 4, 0, 0}))
          .hasMessageContaining("starts with 50 4B 03 04, like a zip archive");
      refused(new byte[] {1, 2, 3, 4, 5}).hasMessageContaining("starts with 01 02 03 04; accepted");
    }

    @Test
    @DisplayName("values that are no unsigned bytes")
    void otherTypes() {
      byte[] floats = IdxFiles.counting(4, 4);
      floats[2] = 0x0D;
      refused(floats)
          .hasMessageContaining(
              "holds values of type float (byte 2 is 0D); accepted: unsigned byte (08)");
    }

    @Test
    @DisplayName("labels, or too many axes, where samples are wanted")
    void otherRanks() {
      refused(IdxFiles.counting(4))
          .hasMessageContaining("these are labels; samples have 2, 3 or 4");
      refused(IdxFiles.counting(1, 1, 1, 1, 1)).hasMessageContaining("has 5 axes (byte 3)");
      refused(new byte[] {0, 0, 8, 0, 0}).hasMessageContaining("has 0 axes (byte 3)");
    }

    @Test
    @DisplayName("no samples")
    void noSamples() {
      refused(IdxFiles.of(new byte[0], 0, 28, 28))
          .hasMessageContaining("holds no values: its header says 0 x 28 x 28");
    }

    @Test
    @DisplayName("a header that promises terabytes, before allocating them")
    void terabytes() {
      byte[] liar = IdxFiles.of(new byte[100], 1 << 20, 1 << 10, 1 << 10);
      refused(liar)
          .hasMessageContaining(
              "1048576 x 1024 x 1024 values of 1 byte after the header make 1,099,511,627,792"
                  + " bytes, but the file has 116");
      refused(IdxFiles.gzip(liar)).hasMessageContaining("of gzip data cannot hold more than");
      refused(IdxFiles.of(new byte[100], -1, -1, -1, -1))
          .hasMessageContaining("4294967295 x 4294967295 x 4294967295 x 4294967295");
    }

    @Test
    @DisplayName("what does not fit into memory, and says what to do")
    void tooLargeForTheHeap() throws IOException {
      Path file = write("huge", IdxFiles.of(new byte[0], 1 << 20, 1 << 20));
      try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
        sparse.setLength(12 + (1L << 40));
      } catch (IOException e) {
        assumeTrue(false, "this file system has no sparse files of a terabyte: " + e);
      }

      refused(file)
          .hasMessageContaining("needs 1.0 TiB of memory")
          .hasMessageContaining("raise -Xmx");
    }

    @Test
    @DisplayName("a truncated file, with the offset")
    void truncated() {
      byte[] content = IdxFiles.counting(4, 3, 3);
      refused(Arrays.copyOf(content, 40))
          .hasMessageContaining("is truncated")
          .hasMessageContaining("make 52 bytes, but the file has 40");
      refused(IdxFiles.gzip(Arrays.copyOf(content, 40)))
          .hasMessageContaining(
              "is truncated: its header (4 x 3 x 3) promises 52 bytes after decompression, but"
                  + " they end at byte 40");
    }

    @Test
    @DisplayName("truncated or damaged gzip data")
    void damagedGzip() {
      byte[] zipped = IdxFiles.gzip(IdxFiles.counting(40, 10, 10));
      refused(Arrays.copyOf(zipped, zipped.length / 2)).hasMessageContaining("is truncated");
      byte[] damaged = zipped.clone();
      damaged[zipped.length - 6] ^= 0x55; // the checksum
      refused(damaged)
          .hasMessageContaining("cannot be read beyond byte")
          .hasMessageContaining("trailer");
      refused(Arrays.copyOf(zipped, 5)).hasMessageContaining("gzip data");
    }

    @Test
    @DisplayName("trailing bytes, with the offset")
    void trailing() {
      byte[] content = IdxFiles.counting(4, 3, 3);
      refused(Arrays.copyOf(content, 53)).hasMessageContaining("goes on after byte 52");
      refused(IdxFiles.gzip(Arrays.copyOf(content, 53)))
          .hasMessageContaining("goes on after byte 52")
          .hasMessageContaining("decompressed");
    }

    @Test
    @DisplayName("labels of another count, or that are none")
    void labels() {
      Path images = write("images", IdxFiles.counting(4, 3, 3));
      Path three = write("labels", IdxFiles.counting(3));
      assertThatThrownBy(() -> IdxReader.ofFile(images, three).open())
          .isInstanceOf(DataException.class)
          .hasMessage(three + " has 3 labels for the 4 samples of " + images);
      assertThatThrownBy(() -> IdxReader.ofFile(images, images).open())
          .isInstanceOf(DataException.class)
          .hasMessage(images + " holds 4 x 3 x 3 values; labels have one axis");
    }

    @Test
    @DisplayName("a folder without such files")
    void folders() {
      assertThatThrownBy(() -> IdxReader.ofFolder(folder).open())
          .isInstanceOf(DataException.class)
          .hasMessageContaining(folder + " holds no train-images-idx3-ubyte; accepted: that name");
      assertThatThrownBy(() -> IdxReader.ofFolder(folder.resolve("absent")).open())
          .isInstanceOf(DataException.class)
          .hasMessageEndingWith("absent: there is no such folder");
      Path file = write("file", IdxFiles.counting(1, 1));
      assertThatThrownBy(() -> IdxReader.ofFolder(file).open())
          .isInstanceOf(DataException.class)
          .hasMessageContaining("is not a folder; for a single file give images: " + file);
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] content) {
      return refused(write("refused", content));
    }

    private AbstractThrowableAssert<?, ? extends Throwable> refused(Path file) {
      return assertThatThrownBy(() -> IdxReader.ofFile(file, null).open())
          .isInstanceOf(DataException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Nested
  @DisplayName("as configuration")
  class Configuration {

    @Test
    @DisplayName("wants either a folder or a file")
    void eitherOr() {
      assertThatThrownBy(() -> new IdxReader(null, Part.TRAIN, null, null))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("images or folder must be given, and not both, found neither");
      assertThatThrownBy(() -> new IdxReader(folder, Part.TRAIN, folder, null))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageEndingWith("found both");
      assertThatThrownBy(() -> new IdxReader(folder, Part.TRAIN, null, folder))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageStartingWith("labels must stand beside images");
    }

    @Test
    @DisplayName("takes a part of a folder by its name, and of a single file none")
    void parts() {
      assertThat(IdxReader.ofFolder(folder).part("test"))
          .isEqualTo(new IdxReader(folder, Part.TEST, null, null));
      assertThatThrownBy(() -> IdxReader.ofFolder(folder).part("valid"))
          .isInstanceOf(InvalidValueException.class)
          .hasMessage("split must name a part that there is, train, test; found 'valid'");
      assertThatThrownBy(() -> IdxReader.ofFile(folder, null).part("train"))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("is a single file; found 'train'");
    }
  }

  @Nested
  @DisplayName("whatever happens to the bytes,")
  class Damage {
    private static final int ROUNDS = 1500;

    @ParameterizedTest(name = "gzipped: {0}")
    @ValueSource(booleans = {false, true})
    @DisplayName("gives a data set or a DataException, and soon")
    void damaged(boolean gzipped) {
      byte[] whole = IdxFiles.counting(30, 4, 4);
      byte[] content = gzipped ? IdxFiles.gzip(whole) : whole;
      RandomKey key = RandomKey.of(gzipped ? 1 : 2);

      int refused =
          Assertions.assertTimeoutPreemptively(
              Duration.ofSeconds(20),
              () ->
                  IntStream.range(0, ROUNDS)
                      .map(round -> readsOrRefuses(damage(content, key.split(round))))
                      .sum());

      // Most flips hit pixels, which nothing can tell in a plain file; a truncation is always seen.
      assertThat(refused).isBetween(ROUNDS / 3, ROUNDS);
    }

    /** 1 if refused, 0 if read. */
    private int readsOrRefuses(byte[] content) {
      Path file = write("damaged", content);
      try (Dataset dataset = IdxReader.ofFile(file, null).open()) {
        int last = (int) dataset.size().orElseThrow() - 1;
        assertThat(bytes(dataset, 0, last)).hasSize(2 * dataset.space().valuesPerSample());
        return 0;
      } catch (DataException e) {
        assertThat(e).hasMessageContaining(file.toString());
        return 1;
      }
    }

    private byte[] damage(byte[] content, RandomKey key) {
      byte[] damaged = content.clone();
      int flips = (int) key.below(0, 4);
      for (int i = 0; i < flips; i++) {
        // Half of the flips go into the header, where they matter most.
        long bound = key.below(10 + i, 2) == 0 ? 16 : content.length;
        damaged[(int) key.below(20 + i, bound)] ^= (byte) (1 << key.below(30 + i, 8));
      }
      return flips == 0 || key.below(1, 4) == 0
          ? Arrays.copyOf(damaged, (int) key.below(2, content.length))
          : damaged;
    }
  }

  private Path write(String name, byte[] content) {
    return IdxFiles.write(folder.resolve(name), content);
  }

  private static byte[] bytes(Dataset dataset, long... indices) {
    Batch batch = new Batch(dataset.space(), indices.length);
    dataset.read(indices, batch);
    return batch.bytes();
  }
}
