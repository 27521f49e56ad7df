package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.random.RandomKey;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.plugin.Registry;
import io.gan4j.datasets.DatasetsPlugin;
import io.gan4j.tabular.TabularPlugin;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The same thousand pictures")
class SameImagesTest {
  private static final int COUNT = 1000;
  private static final int CLASSES = 5;
  private static final int SIDE = 8;

  @TempDir static Path temp;

  /** All layouts, by their readers. */
  private static final Map<String, Path> LAYOUTS = new LinkedHashMap<>();

  private final Gan gan =
      Gan.of(Registry.of(List.of(new BuiltinPlugin(), new DatasetsPlugin(), new TabularPlugin())));

  private static final byte[][] PNGS = new byte[COUNT][];
  private static final int[][][][] PIXELS = new int[COUNT][SIDE][SIDE][3];

  @BeforeAll
  static void write() throws IOException, SQLException {
    draw();
    LAYOUTS.put("image-folder", folder());
    LAYOUTS.put("image-folder ", zip());
    LAYOUTS.put("image-metadata", metadata());
    LAYOUTS.put("image-metadata ", parquetMetadata());
    LAYOUTS.put("webdataset", webDataset());
    LAYOUTS.put("stylegan", styleGan());
    LAYOUTS.put("tfrecord", records("pictures.tfrecord", false));
    LAYOUTS.put("tfrecord ", records("pictures.tfrecord.gz", true));
    LAYOUTS.put("hdf5", hdf5());
    LAYOUTS.put("parquet-images", parquet());
  }

  private static void draw() throws IOException {
    for (int n = 0; n < COUNT; n++) {
      BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
      RandomKey key = RandomKey.of(n);
      for (int y = 0; y < SIDE; y++) {
        for (int x = 0; x < SIDE; x++) {
          int colour = (int) (key.split(y * SIDE + x).uniform(0) * 0x1000000);
          picture.setRGB(x, y, colour);
          PIXELS[n][y][x] = new int[] {colour >> 16 & 0xFF, colour >> 8 & 0xFF, colour & 0xFF};
        }
      }
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      ImageIO.write(picture, "png", png);
      PNGS[n] = png.toByteArray();
    }
  }

  private static int label(int n) {
    return n / (COUNT / CLASSES);
  }

  private static String name(String format, int n) {
    return String.format(Locale.ROOT, format, n);
  }

  private static Path folder() throws IOException {
    for (int n = 0; n < COUNT; n++) {
      Path file = temp.resolve("folder").resolve(label(n) + "/" + name("%04d.png", n));
      Files.createDirectories(file.getParent());
      Files.write(file, PNGS[n]);
    }
    return temp.resolve("folder");
  }

  private static Path metadata() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("metadata/pictures"));
    StringBuilder table = new StringBuilder("file_name,label\n");
    for (int n = 0; n < COUNT; n++) {
      Files.write(folder.resolve(name("%04d.png", n)), PNGS[n]);
      table.append("pictures/").append(name("%04d.png,", n)).append(label(n)).append("\n");
    }
    Files.writeString(temp.resolve("metadata/metadata.csv"), table);
    return temp.resolve("metadata");
  }

  /** A table in Parquet in place of CSV. */
  private static Path parquetMetadata() throws IOException, SQLException {
    Path folder = temp.resolve("metadata-parquet");
    for (int n = 0; n < COUNT; n++) {
      Files.createDirectories(folder.resolve("a"));
      Files.write(folder.resolve("a").resolve(name("%04d.png", n)), PNGS[n]);
    }
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute(
          "COPY (SELECT format('a/{:04d}.png', range) AS file_name, range // "
              + COUNT / CLASSES
              + " AS label, NULL AS text FROM range("
              + COUNT
              + ")) TO '"
              + folder.resolve("metadata.parquet")
              + "' (FORMAT parquet)");
    }
    return folder;
  }

  private static Path zip() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temp.resolve("a.zip")))) {
      for (int n = 0; n < COUNT; n++) {
        zip.putNextEntry(new ZipEntry("set/" + label(n) + "/" + name("%04d.png", n)));
        zip.write(PNGS[n]);
      }
    }
    return temp.resolve("a.zip");
  }

  private static Path styleGan() throws IOException {
    StringBuilder labels = new StringBuilder();
    Path path = temp.resolve("stylegan.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (int n = 0; n < COUNT; n++) {
        String picture = name("%05d/", n / 100) + name("img%08d.png", n);
        zip.putNextEntry(new ZipEntry(picture));
        zip.write(PNGS[n]);
        labels.append(n == 0 ? "" : ", ").append("[\"" + picture + "\", " + label(n) + "]");
      }
      zip.putNextEntry(new ZipEntry("dataset.json"));
      zip.write(("{\"labels\": [" + labels + "]}").getBytes(StandardCharsets.UTF_8));
    }
    return path;
  }

  private static Path webDataset() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("shards"));
    for (int shard = 0; shard < 4; shard++) {
      Path path = folder.resolve(name("pictures-%03d.tar", shard));
      try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(path))) {
        for (int n = shard * COUNT / 4; n < (shard + 1) * COUNT / 4; n++) {
          put(tar, name("%04d.png", n), PNGS[n]);
          put(tar, name("%04d.cls", n), (label(n) + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return folder;
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private static Path records(String name, boolean compressed) throws IOException {
    Path path = temp.resolve(name);
    try (OutputStream file = Files.newOutputStream(path);
        OutputStream out = compressed ? new GZIPOutputStream(file) : file) {
      for (int n = 0; n < COUNT; n++) {
        byte[] picture = feature("image/encoded", field(1, field(1, PNGS[n])));
        byte[] label = feature("image/class/label", field(3, new byte[] {8, (byte) label(n)}));
        byte[] record = field(1, joined(picture, label));
        ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(record.length).array());
        out.write(checksum(length.array()));
        out.write(record);
        out.write(checksum(record));
      }
    }
    return path;
  }

  /** An entry of the features: a name and a value. */
  private static byte[] feature(String name, byte[] value) {
    return field(1, joined(field(1, name.getBytes(StandardCharsets.UTF_8)), field(2, value)));
  }

  /** A length-delimited field of a protocol buffer. */
  private static byte[] field(int number, byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(number << 3 | 2);
    int rest = content.length;
    while (rest > 127) {
      bytes.write((rest & 127) | 128);
      rest >>>= 7;
    }
    bytes.write(rest);
    bytes.writeBytes(content);
    return bytes.toByteArray();
  }

  private static byte[] joined(byte[] first, byte[] second) {
    return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
  }

  private static byte[] checksum(byte[] data) {
    CRC32C crc = new CRC32C();
    crc.update(data);
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(masked).array();
  }

  private static Path hdf5() {
    Path path = temp.resolve("pictures.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putDataset("imgs", PIXELS);
      file.putDataset("labels", IntStream.range(0, COUNT).map(SameImagesTest::label).toArray());
    }
    return path;
  }

  private static Path parquet() throws IOException, SQLException {
    Path folder = Files.createDirectories(temp.resolve("parquet/data"));
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement()) {
      statement.execute("CREATE TABLE t (n INTEGER, png BLOB, label BIGINT)");
      try (PreparedStatement insert = duck.prepareStatement("INSERT INTO t VALUES (?, ?, ?)")) {
        for (int n = 0; n < COUNT; n++) {
          insert.setInt(1, n);
          insert.setBytes(2, PNGS[n]);
          insert.setLong(3, label(n));
          insert.addBatch();
        }
        insert.executeBatch();
      }
      for (int shard = 0; shard < 2; shard++) {
        statement.execute(
            "COPY (SELECT {'bytes': png, 'path': n || '.png'} AS image, label FROM t WHERE n // 500 = "
                + shard
                + " ORDER BY n) TO '"
                + folder.resolve("train-0000" + shard + "-of-00002.parquet")
                + "' (FORMAT parquet, KV_METADATA {huggingface: '{\"info\": {\"features\": {\"label\":"
                + " {\"names\": [\"0\", \"1\", \"2\", \"3\", \"4\"], \"_type\": \"ClassLabel\"}}}}'})");
      }
      statement.execute(
          "COPY (SELECT {'bytes': png, 'path': 'x'} AS image, 0 AS label FROM t LIMIT 1) TO '"
              + folder.resolve("test-00000-of-00001.parquet")
              + "' (FORMAT parquet)");
    }
    return temp.resolve("parquet");
  }

  @Test
  @DisplayName("are the same pixels with the same labels in every layout")
  void same() throws IOException, SQLException, NoSuchAlgorithmException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Map.Entry<String, Path> layout : LAYOUTS.entrySet()) {
      DatasetReader reader = gan.detectReader(layout.getValue());
      assertThat(
              gan.registry()
                  .kind(DatasetReader.class)
                  .flatMap(k -> gan.registry().nameOf(k, reader.getClass())))
          .as(layout.getValue().toString())
          .contains(layout.getKey().strip());
      hashes.put(layout.getKey(), hash(reader));
    }
    assertThat(hashes.values().stream().distinct()).as("%s", hashes).hasSize(1);
  }

  @Test
  @DisplayName("train the same networks to the bit, by the same classes")
  void trained() throws IOException, SQLException {
    Path file = temp.resolve("run.yaml");
    Files.writeString(
        file,
        """
        provider: test-doubles
        seed: 5
        data: {reader: digits, batchSize: 8, order: {type: balanced, weights: {"3": 4}}}
        latents: {type: normal, size: 3}
        generator: {network: {type: mlp, units: [4]}}
        discriminator: {network: {type: mlp, units: [4]}}
        training: {steps: 3}
        samples: {every: 0, count: 4}
        """);
    Path first = null;
    int run = 0;
    for (Path layout : LAYOUTS.values()) {
      Path directory = temp.resolve("run-" + run++);
      Cli train =
          Cli.run(
              "train", file.toString(), "--data", layout.toString(), "--run-dir", "" + directory);
      assertThat(train.exitCode()).as(layout + ": " + train.err()).isZero();
      Path state = directory.resolve("checkpoints/step-00000003/state.safetensors");
      first = first == null ? state : first;
      assertThat(state).as(layout.toString()).hasSameBinaryContentAs(first);
    }
  }

  private static String hash(DatasetReader reader) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Dataset dataset = reader.open()) {
      assertThat(dataset.size()).as(dataset.description()).hasValue(COUNT);
      Batch batch = new Batch(dataset.space(), COUNT);
      dataset.read(LongStream.range(0, COUNT).toArray(), batch);
      digest.update(batch.bytes());
      for (int label : batch.labels()) {
        digest.update(
            dataset.labels().orElseThrow().names().get(label).getBytes(StandardCharsets.UTF_8));
      }
      digest.update(dataset.space().shape().toString().getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
