package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.GanException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.data.ReaderChoice;
import io.gan4j.core.plugin.Registry;
import io.gan4j.datasets.DatasetsPlugin;
import io.gan4j.tabular.TabularPlugin;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a source holds picks its reader")
class ReaderDetectionTest {
  private static final byte[] IDX = {0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 5};
  private static final byte[] CIFAR = new byte[2 * 3073];
  private static final byte[] WORDS =
      "name,town\nann,york\nbob,bath\n".getBytes(StandardCharsets.UTF_8);
  private static final byte[] NUMBERS = "x,y\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);

  /** Where several readers would do. */
  private static final String UNDECIDED = "undecided";

  @TempDir Path folder;

  /** Sources, each with the reader that its content is for. */
  private final Map<Path, String> sources = new LinkedHashMap<>();

  @BeforeEach
  void write() throws IOException {
    byte[] picture = picture();
    byte[] array = npy();
    source("idx", "idx.bin", IDX);
    source("idx", "pictures.csv", IDX);
    source("cifar10", "batch.bin", CIFAR);
    source("npy", "array.json", array);
    source("npz", "arrays.zip", zip(Map.of("x.npy", array, "beside.png", picture)));
    source("image-folder", "pictures.npz", zip(Map.of("a.png", picture)));
    source("tfrecord", "records.csv", record());
    source("csv", "numbers.txt", NUMBERS);
    source("csv", "numbers.csv", NUMBERS);
    source("table", "words.csv", WORDS);
    source("table", "rows.jsonl", "{\"a\": 1}\n".getBytes(StandardCharsets.UTF_8));
    source("table", "parquet.bin", "PAR1....PAR1".getBytes(StandardCharsets.UTF_8));
    folder("image-folder", "album", Map.of("a.png", picture, "notes.txt", WORDS));
    folder("idx", "mnist", Map.of("train-images-idx3-ubyte", IDX, "a.png", picture));
    folder("cifar10", "cifar", Map.of("data_batch_1.bin", CIFAR, "a.png", picture));
    folder("tfrecord", "shards", Map.of("a.tfrecord", record(), "a.png", picture));
    folder(UNDECIDED, "mixed", Map.of("train-images-idx3-ubyte", IDX, "a.tfrecord", record()));
    folder(UNDECIDED, "torn", Map.of("train-images-idx3-ubyte", WORDS, "a.png", picture));
    source("none", "text", "no table at all".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  @DisplayName("and not the order of plugins")
  void plugins() {
    Gan one = Gan.of(registry(false));
    Gan other = Gan.of(registry(true));
    sources.forEach(
        (path, expected) -> {
          assertThat(answer(() -> one.detectReader(path))).as("%s", path).startsWith(expected);
          assertThat(answer(() -> other.detectReader(path)))
              .as("%s", path)
              .isEqualTo(answer(() -> one.detectReader(path)));
        });
  }

  @Test
  @DisplayName("and not the order of detectors")
  void detectors() {
    Registry registry = registry(false);
    List<DatasetDetector> order = new ArrayList<>(registry.detectors());
    Gan gan = Gan.of(registry);
    for (int turn = 0; turn < order.size(); turn++) {
      Collections.rotate(order, 1);
      ReaderChoice choice =
          new ReaderChoice(order, reader -> gan.line(DatasetReader.class, reader));
      sources.keySet().stream()
          .filter(path -> !path.endsWith("text"))
          .forEach(
              path ->
                  assertThat(answer(() -> choice.of(path).reader()))
                      .as("%s", path)
                      .isEqualTo(answer(() -> gan.detectReader(path))));
    }
  }

  private interface Asked {
    DatasetReader reader();
  }

  /** The reader's name; why there is none. */
  private static String answer(Asked asked) {
    try {
      DatasetReader reader = asked.reader();
      return Gan.of(registry(false)).line(DatasetReader.class, reader).replaceAll("^.type: ", "");
    } catch (GanException e) {
      String message = String.valueOf(e.getMessage());
      return message.contains("several readers would take this")
          ? UNDECIDED + message
          : "none" + message;
    }
  }

  private static Registry registry(boolean turned) {
    return turned
        ? Registry.of(new TabularPlugin(), new DatasetsPlugin(), new BuiltinPlugin())
        : Registry.of(new BuiltinPlugin(), new DatasetsPlugin(), new TabularPlugin());
  }

  private void source(String reader, String name, byte[] content) throws IOException {
    sources.put(Files.write(folder.resolve(name), content), reader);
  }

  private void folder(String reader, String name, Map<String, byte[]> files) throws IOException {
    Path made = Files.createDirectory(folder.resolve(name));
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Files.write(made.resolve(file.getKey()), file.getValue());
    }
    sources.put(made, reader);
  }

  private static byte[] picture() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY), "png", out);
    return out.toByteArray();
  }

  private static byte[] npy() {
    String header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 1), }";
    ByteBuffer out = ByteBuffer.allocate(129).order(ByteOrder.LITTLE_ENDIAN);
    out.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put(new byte[] {1, 0});
    out.putShort((short) 118);
    out.put(
        (header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII));
    return out.array();
  }

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return out.toByteArray();
  }

  /** A record of TensorFlow without content: its length, and the length's masked checksum. */
  private static byte[] record() {
    byte[] length = new byte[8];
    ByteBuffer out = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    out.put(length).putInt(masked(length)).putInt(masked(new byte[0]));
    return out.array();
  }

  private static int masked(byte[] bytes) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes);
    return Integer.rotateRight((int) checksum.getValue(), 15) + 0xa282ead8;
  }
}
