package io.gan4j.datasets;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.datasets.ImageFolderReader.Labels;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.UnixStat;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The image-folder reader")
class ImageFolderReaderTest {
  @TempDir Path temp;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  @BeforeEach
  void faces() {
    files.put("set/cats/2.png", ImageSamples.file("rgb.png"));
    files.put("set/cats/1.jpg", ImageSamples.file("rgb.jpg"));
    files.put("set/dogs/3.bmp", ImageSamples.file("rgb.bmp"));
    files.put("set/readme.txt", new byte[] {1});
    files.put("set/dogs/.DS_Store", new byte[] {1});
  }

  private Path folder() throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = temp.resolve("folder").resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    return temp.resolve("folder");
  }

  private byte[] tar() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        put(tar, entry, file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, byte[] content)
      throws IOException {
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private Path tarFile() throws IOException {
    return Files.write(temp.resolve("set.tar"), tar());
  }

  private Path gzipped() throws IOException {
    Path path = temp.resolve("anything");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
      out.write(tar());
    }
    return path;
  }

  private Path zip() throws IOException {
    Path path = temp.resolve("set.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(path)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putArchiveEntry(new ZipArchiveEntry(file.getKey()));
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
    }
    return path;
  }

  @TestFactory
  @DisplayName("keeps the contract, of a folder and of each kind of archive")
  Stream<DynamicTest> contract() throws IOException {
    return Stream.of(folder(), tarFile(), gzipped(), zip())
        .map(ImageFolderReader::of)
        .map(DatasetContract::of)
        .flatMap(Contract::tests);
  }

  @Test
  @DisplayName("gives the images in the order of their names, with their folders as labels")
  void samples() throws IOException {
    for (Path path : new Path[] {folder(), tarFile(), gzipped(), zip()}) {
      try (Dataset dataset = ImageFolderReader.of(path).open()) {
        Batch batch = new Batch(dataset.space(), 3);
        dataset.read(new long[] {0, 1, 2}, batch);
        assertThat(batch.labels()).containsExactly(0, 0, 1);
        assertThat(dataset.labels().orElseThrow().names()).containsExactly("cats", "dogs");
        assertThat(dataset.description())
            .isEqualTo(
                path
                    + ", 3 images, 2 classes (2 files left out for their names:"
                    + " set/dogs/.DS_Store, set/readme.txt) of 13x9x3");
        byte[] png = new byte[13 * 9 * 3];
        byte[] bmp = new byte[13 * 9 * 3];
        System.arraycopy(batch.bytes(), png.length, png, 0, png.length);
        System.arraycopy(batch.bytes(), 2 * png.length, bmp, 0, png.length);
        assertThat(png).as("the same picture in two formats").isEqualTo(bmp);
      }
    }
  }

  @Test
  @DisplayName("has the same hash wherever the files lie, and another with other labels")
  void hash() throws IOException {
    String hash = hash(ImageFolderReader.of(folder()));
    assertThat(hash(ImageFolderReader.of(zip()))).isEqualTo(hash);
    assertThat(hash(ImageFolderReader.of(gzipped()))).isEqualTo(hash);
    assertThat(
            hash(
                new ImageFolderReader(
                    folder(), null, Labels.NONE, Broken.FAIL, 1_000_000, null, null)))
        .isNotEqualTo(hash);
  }

  private static String hash(ImageFolderReader reader) {
    try (Dataset dataset = reader.open()) {
      return dataset.contentHash();
    }
  }

  @Test
  @DisplayName("takes a part, and labels within it")
  void part() throws IOException {
    files.clear();
    for (String name : new String[] {"train/a/1.png", "train/b/1.png", "test/a/1.png"}) {
      files.put("root/" + name, ImageSamples.file("rgb.png"));
    }
    ImageFolderReader train =
        new ImageFolderReader(zip(), "train", Labels.FOLDERS, Broken.FAIL, 1_000_000, null, null);
    try (ImageSource images = train.openImages().orElseThrow()) {
      assertThat(images.size()).isEqualTo(2);
      assertThat(images.labels().orElseThrow().names()).containsExactly("a", "b");
    }
    assertThat(new ImageFolderDetector().detect(zip()).map(Detection::reader).orElseThrow())
        .isEqualTo(
            new ImageFolderReader(
                zip(), "train", Labels.AUTO, Broken.FAIL, 50_000_000, null, null));
    assertThatThrownBy(
            () ->
                new ImageFolderReader(zip(), "valid", Labels.AUTO, Broken.FAIL, 1, null, null)
                    .openImages())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("no images below 'valid'");
  }

  @Test
  @DisplayName("is detected where there are images, and nowhere else")
  void detected() throws IOException {
    ImageFolderDetector detector = new ImageFolderDetector();
    assertThat(detector.detect(folder()).map(Detection::reader))
        .contains(ImageFolderReader.of(folder()));
    assertThat(detector.detect(gzipped()).map(Detection::reader))
        .contains(ImageFolderReader.of(gzipped()));
    files.keySet().removeIf(name -> !name.endsWith(".txt"));
    for (Path path : List.of(zip(), tarFile())) {
      assertThatThrownBy(() -> detector.detect(path))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("by its name")
          .hasMessageEndingWith("1 file left out for their names: set/readme.txt");
    }
    assertThat(detector.detect(Files.write(temp.resolve("x"), new byte[600]))).isEmpty();
    assertThat(detector.detect(Files.createDirectory(temp.resolve("empty")))).isEmpty();
  }

  @Nested
  @DisplayName("with attributes")
  class Attributes {
    private ImageFolderReader reader(Broken broken, String... rows) throws IOException {
      Path table = Files.writeString(temp.resolve("attributes.csv"), String.join("\n", rows));
      return new ImageFolderReader(folder(), null, Labels.AUTO, broken, 1_000_000, null, table);
    }

    @TestFactory
    @DisplayName("keeps the contract")
    Stream<DynamicTest> contract() throws IOException {
      return DatasetContract.of(
              reader(Broken.FAIL, "file,young,angle", "3.bmp,1,-2", "1.jpg,0,7", "2.png,1,0"))
          .tests();
    }

    @Test
    @DisplayName("gives each image the row of its file, whatever the order of the rows")
    void rows() throws IOException {
      files.put("set/cats/0.png", new byte[0]);
      ImageFolderReader reader =
          reader(
              Broken.SKIP,
              "file,young,angle",
              "dogs/3.bmp,1,-2.5",
              "9.png,5,5",
              "1.jpg,0,7",
              "set/cats/2.png,1,0");
      try (ImageSource images = reader.openImages().orElseThrow()) {
        assertThat(images.description())
            .endsWith(
                "(2 files left out for their names: set/dogs/.DS_Store, set/readme.txt), each with"
                    + " 2 attributes");
        Dataset vectors = images.vectors().orElseThrow();
        Batch batch = new Batch(vectors.space(), 3);
        vectors.read(new long[] {0, 1, 2}, batch);
        assertThat(batch.floats()).containsExactly(0, 7, 1, 0, 1, -2.5f);
        assertThat(batch.labels()).containsExactly(0, 0, 1);
        assertThat(requireNonNull(vectors.space().columns()).columns())
            .extracting(Column::name)
            .containsExactly("young", "angle");
      }
    }

    @Test
    @DisplayName("names what is missing, twice, or not told apart")
    void refused() throws IOException {
      refused("has no row for the image set/cats/2.png", "file,x", "1.jpg,0", "3.bmp,1");
      refused("has two rows for '1.jpg'", "file,x", "1.jpg,0", "1.jpg,1");
      refused("has no header, which names the attributes", "1.jpg,0", "2.png,1", "3.bmp,1");
      files.put("set/dogs/1.jpg", ImageSamples.file("rgb.jpg"));
      refused(
          "has one row '1.jpg' for set/cats/1.jpg and set/dogs/1.jpg",
          "file,x",
          "1.jpg,0",
          "2.png,0",
          "3.bmp,0");
    }

    private void refused(String message, String... rows) throws IOException {
      ImageFolderReader reader = reader(Broken.FAIL, rows);
      assertThatThrownBy(reader::openImages)
          .isInstanceOf(DataException.class)
          .hasMessageContaining(message);
    }
  }

  @Nested
  @DisplayName("with broken images")
  class BrokenImages {

    @Test
    @DisplayName("names all of them")
    void fail() throws IOException {
      files.put("set/cats/0.png", new byte[0]);
      files.put("set/dogs/9.png", "<html>".getBytes(StandardCharsets.UTF_8));
      Path zip = zip();
      assertThatThrownBy(() -> ImageFolderReader.of(zip).open())
          .isInstanceOf(DataException.class)
          .hasMessage(
              zip
                  + ", set/cats/0.png is a broken image: it is empty; "
                  + zip
                  + ", set/dogs/9.png is a broken image: it is a web page, which is not read; a"
                  + " server has sent it in the place of a file: download that anew (broken: skip"
                  + " leaves them out)");
    }

    @Test
    @DisplayName("leaves them out if asked, also those that break behind their first bytes")
    void skip() throws IOException {
      byte[] cut = ImageSamples.file("rgb.png");
      cut = Arrays.copyOf(cut, cut.length - 30);
      files.put("set/cats/0.png", cut);
      try (Dataset dataset =
          new ImageFolderReader(folder(), null, Labels.AUTO, Broken.SKIP, 1_000_000, null, null)
              .open()) {
        assertThat(dataset.size()).hasValue(3);
        assertThat(dataset.description()).contains("(1 broken ones left out)");
      }
    }

    @Test
    @DisplayName("names the file when it breaks while it is read")
    void late() throws IOException {
      byte[] cut = ImageSamples.file("rgb.jpg");
      files.put("set/cats/2.jpg", Arrays.copyOf(cut, cut.length - 30));
      try (Dataset dataset = ImageFolderReader.of(folder()).open()) {
        assertThatThrownBy(() -> dataset.read(new long[] {1}, new Batch(dataset.space(), 1)))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("2.jpg is a broken image: it is damaged");
      }
    }
  }

  @Nested
  @DisplayName("of pictures of more than 8 bits")
  class Deep {

    private Path scans() throws IOException {
      files.clear();
      for (int n = 0; n < 3; n++) {
        short[] levels = new short[32 * 32];
        for (int i = 0; i < levels.length; i++) {
          levels[i] = (short) ((i * 4 + n) % 4096);
        }
        files.put(n + ".pgm", PictureFiles.deepPgm(32, 32, 65_535, levels));
      }
      return folder();
    }

    private ImageFolderReader reader(Levels levels) throws IOException {
      return new ImageFolderReader(
          scans(), null, Labels.AUTO, Broken.FAIL, 1_000_000, levels, null);
    }

    @Test
    @DisplayName("tells which levels they have")
    void told() throws IOException {
      try (ImageSource images = ImageFolderReader.of(scans()).openImages().orElseThrow()) {
        assertThat(images.description())
            .endsWith("3 images, 3 of more than 8 bits: levels 0 to 4,094 of [0, 65535]");
        assertThat(images.image(0).pixels()).containsOnly(range(0, 16));
      }
    }

    @Test
    @DisplayName("takes the levels that are given, or those that it finds, as black and white")
    void scaled() throws IOException {
      Levels given = new Levels(0.0, 4095.0, Levels.Ends.FULL, Levels.Kept.BYTES, List.of());
      Levels found = new Levels(null, null, Levels.Ends.FOUND, Levels.Kept.BYTES, List.of());
      for (Levels levels : new Levels[] {given, found}) {
        try (ImageSource images = reader(levels).openImages().orElseThrow()) {
          assertThat(images.image(0).pixels()).contains(range(0, 255));
          assertThat(images.contentHash()).isNotEqualTo(hash(ImageFolderReader.of(scans())));
        }
      }
    }

    @Test
    @DisplayName("keeps every level as a float where that is wanted")
    void floats() throws IOException {
      Levels levels = new Levels(0.0, 4095.0, Levels.Ends.FULL, Levels.Kept.FLOATS, List.of());
      assertThat(reader(levels).openImages()).isEmpty();
      try (Dataset dataset = reader(levels).open()) {
        Batch batch = new Batch(dataset.space(), 1);
        dataset.read(new long[] {1}, batch);
        for (int i = 0; i < 1024; i++) {
          assertThat(batch.floats()[i]).isEqualTo((float) ((i * 4 + 1) % 4096 / 4095.0));
        }
      }
    }

    @Test
    @DisplayName("takes levels for each channel")
    void channels() throws IOException {
      Path folder = temp.resolve("colours");
      TestFiles.write(
          folder.resolve("1.ppm"),
          PictureFiles.pnm("P6 2 1 65535\n", 0, 100, 0, 0, 15, 255, 0, 80, 0, 8, 4, 0));
      List<Levels.Channel> three =
          List.of(
              new Levels.Channel(0, 100), new Levels.Channel(0, 8), new Levels.Channel(1024, 4095));
      for (int count = 2; count <= 3; count++) {
        Levels levels =
            new Levels(null, null, Levels.Ends.FULL, Levels.Kept.BYTES, three.subList(0, count));
        ImageFolderReader reader =
            new ImageFolderReader(folder, null, Labels.NONE, Broken.FAIL, 1000, levels, null);
        if (count == 2) {
          assertThatThrownBy(reader::open)
              .hasMessageContaining("it has 3 channels, and levels are given for 2");
          continue;
        }
        try (ImageSource images = reader.openImages().orElseThrow()) {
          assertThat(images.image(0).pixels()).containsExactly(255, 0, 255, 204, 255, 0);
          assertThat(images.description())
              .endsWith("levels 0 to 4,095 of [0, 100], [0, 8], [1024, 4095]");
        }
      }
    }

    private static byte[] range(int first, int last) {
      byte[] bytes = new byte[last - first + 1];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (first + i);
      }
      return bytes;
    }
  }

  @Nested
  @DisplayName("refuses hostile archives:")
  class Hostile {

    private void refused(Path path, String reason) {
      assertThatThrownBy(() -> ImageFolderReader.of(path).open())
          .isInstanceOf(DataException.class)
          .hasMessageContaining(path.toString())
          .hasMessageContaining(reason);
    }

    @Test
    @DisplayName("entries that lead out of them")
    void traversal() throws IOException {
      for (String name : new String[] {"../evil.png", "a/../../evil.png", "/etc/evil.png"}) {
        files.put(name, ImageSamples.file("rgb.png"));
        refused(tarFile(), "leads out of the archive");
        refused(zip(), "leads out of the archive");
        refused(gzipped(), "leads out of the archive");
        files.remove(name);
      }
      assertThat(temp.resolve("evil.png")).doesNotExist();
    }

    @Test
    @DisplayName("links")
    void links() throws IOException {
      Path path = temp.resolve("links.tar");
      for (byte type : new byte[] {TarConstants.LF_SYMLINK, TarConstants.LF_LINK}) {
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(Files.newOutputStream(path))) {
          TarArchiveEntry link = new TarArchiveEntry("a.png", type);
          link.setLinkName("/etc/passwd");
          tar.putArchiveEntry(link);
          tar.closeArchiveEntry();
        }
        refused(path, "'a.png' is a link");
      }
    }

    private byte[] gzip(byte[] bytes) throws IOException {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (OutputStream gzip = new GZIPOutputStream(packed)) {
        gzip.write(bytes);
      }
      return packed.toByteArray();
    }

    @Test
    @DisplayName("bombs, without unpacking them")
    void bomb() throws IOException {
      Path path = temp.resolve("bomb.tar.gz");
      TarArchiveEntry entry = new TarArchiveEntry("filler");
      entry.setSize(2L << 30);
      byte[] header = new byte[512];
      entry.writeEntryHeader(header);
      byte[] zeros = gzip(new byte[1 << 25]);
      try (OutputStream out = Files.newOutputStream(path)) {
        out.write(gzip(header));
        for (int i = 0; i < 33; i++) {
          out.write(zeros);
        }
      }
      refused(path, "unpacks to more than 1,073,741,824 bytes");
    }

    /** The bytes before what a zip says of an entry at its end; the flags follow at 8. */
    private static final int CENTRAL_HEADER = 0x504B0102;

    private interface Change {
      void to(ZipArchiveEntry entry);
    }

    /** A zip whose entries say other things of themselves than their content does. */
    private Path lying(Change change) throws IOException {
      Path path = temp.resolve("lying.zip");
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(path)) {
        byte[] content = ImageSamples.file("rgb.png");
        for (char name = 'a'; name <= 'h'; name++) {
          ZipArchiveEntry entry = new ZipArchiveEntry(name + ".png");
          entry.setMethod(ZipArchiveEntry.DEFLATED);
          entry.setSize(content.length);
          entry.setCompressedSize(content.length);
          entry.setCrc(0);
          change.to(entry);
          zip.addRawArchiveEntry(entry, new ByteArrayInputStream(content));
        }
      }
      return path;
    }

    @Test
    @DisplayName("zips whose entries are bombs, links or encrypted")
    void zips() throws IOException {
      refused(lying(entry -> entry.setSize(3L << 30)), "'a.png' has 3,221,225,472 bytes");
      refused(lying(entry -> entry.setSize(200 << 20)), "unpacks to more than 1,073,741,824 bytes");
      refused(lying(entry -> entry.setUnixMode(UnixStat.LINK_FLAG | 0x1FF)), "'a.png' is a link");
      byte[] encrypted = Files.readAllBytes(lying(entry -> {}));
      for (int at = 0; at < encrypted.length - 8; at++) {
        if (ByteBuffer.wrap(encrypted, at, 4).getInt() == CENTRAL_HEADER) {
          encrypted[at + 8] |= 1;
        }
      }
      refused(Files.write(temp.resolve("encrypted.zip"), encrypted), "'a.png' is encrypted");
      refused(lying(entry -> {}), "a.png cannot be read: its packed bytes are damaged");
    }

    @Test
    @DisplayName("archives in them are not opened: as files they are left out, as images broken")
    void nested() throws IOException {
      byte[] inner = Files.readAllBytes(zip());
      files.put("set/inner.zip", inner);
      try (Dataset dataset = ImageFolderReader.of(zip()).open()) {
        assertThat(dataset.size()).hasValue(3);
        assertThat(dataset.description()).contains("3 files left out for their names");
      }
      files.put("set/cats/inner.png", inner);
      refused(zip(), "inner.png is a broken image");
    }

    @Test
    @DisplayName("folders that lead into themselves")
    void loop() throws IOException {
      Path folder = folder();
      Files.createSymbolicLink(folder.resolve("again"), folder);
      assertThatThrownBy(() -> ImageFolderReader.of(folder).open())
          .isInstanceOf(DataException.class)
          .hasMessageContaining("cannot be looked through");
    }

    @Test
    @DisplayName("entries with the same name")
    void twice() throws IOException {
      Path path = temp.resolve("twice.zip");
      try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(path)) {
        for (int i = 0; i < 2; i++) {
          zip.putArchiveEntry(new ZipArchiveEntry("a.png"));
          zip.write(ImageSamples.file("rgb.png"));
          zip.closeArchiveEntry();
        }
      }
      refused(path, "holds the entry 'a.png' twice");
    }

    @Test
    @DisplayName("those that are cut off, which detection leaves to the reader to say")
    void cutOff() throws IOException {
      byte[] whole = Files.readAllBytes(zip());
      Path path = temp.resolve("cut.zip");
      Files.write(path, Arrays.copyOf(whole, whole.length / 2));
      assertThat(new ImageFolderDetector().detect(path).map(Detection::reader))
          .contains(ImageFolderReader.of(path));
      refused(path, "no zip that can be read");
      byte[] tar = tar();
      Path cut = temp.resolve("cut.tar");
      Files.write(cut, Arrays.copyOf(tar, 700));
      refused(cut, "");
    }
  }
}
