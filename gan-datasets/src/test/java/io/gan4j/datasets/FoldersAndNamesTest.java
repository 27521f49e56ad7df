package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.LabelSpace;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Of a source of images,")
class FoldersAndNamesTest {
  private static final Charset DOS = Charset.forName("IBM437");
  private static final byte[] PICTURE = ImageSamples.file("rgb.png");

  @TempDir Path temp;

  private Path folder(String... names) throws IOException {
    Path folder = temp.resolve("folder");
    for (String name : names) {
      Files.createDirectories(folder.resolve(name).getParent());
      Files.write(folder.resolve(name), PICTURE);
    }
    return folder;
  }

  /** A zip whose names are in a charset, without a word on which. */
  private Path zip(Charset charset, String... names) throws IOException {
    Path path = temp.resolve("set.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(path)) {
      zip.setEncoding(charset.name());
      zip.setUseLanguageEncodingFlag(false);
      for (String name : names) {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(PICTURE);
        zip.closeArchiveEntry();
      }
    }
    return path;
  }

  private Path tar(boolean zipped, Charset charset, String... names) throws IOException {
    Path path = temp.resolve("set.tar");
    try (OutputStream file = Files.newOutputStream(path);
        OutputStream out = zipped ? new GZIPOutputStream(file) : file;
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out, charset.name())) {
      for (String name : names) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(PICTURE.length);
        tar.putArchiveEntry(entry);
        tar.write(PICTURE);
        tar.closeArchiveEntry();
      }
    }
    return path;
  }

  private static List<String> classes(ImageFolderReader reader) {
    try (Dataset dataset = reader.open()) {
      return dataset.labels().map(LabelSpace::names).orElse(List.of());
    }
  }

  private static List<String> classes(Path path) {
    return classes(ImageFolderReader.of(path));
  }

  private static Detection detected(Path path) {
    return new ImageFolderDetector().detect(path).orElseThrow();
  }

  @Nested
  @DisplayName("names")
  class Names {
    private final String[] german = {"Maß/0.png", "Mün/0.png", "Mön/0.png"};

    @Test
    @DisplayName("in archives are read in UTF-8 if all of them are, otherwise as DOS and Unix did")
    void charsets() throws IOException {
      List<String> names = List.of("Maß", "Mön", "Mün");
      assertThat(classes(zip(StandardCharsets.UTF_8, german))).isEqualTo(names);
      assertThat(classes(zip(DOS, german))).isEqualTo(names);
      for (boolean zipped : List.of(false, true)) {
        assertThat(classes(tar(zipped, StandardCharsets.UTF_8, german))).isEqualTo(names);
        assertThat(classes(tar(zipped, StandardCharsets.ISO_8859_1, german))).isEqualTo(names);
      }
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1252", "Shift_JIS", "GBK", "KOI8-R", "Big5"})
    @DisplayName("that are in no charset that can be told stay as many as they are:")
    void others(String charset) throws IOException {
      String[] names =
          charset.equals("windows-1252")
              ? new String[] {"Größe €/0.png", "Maß/0.png", "Mass/0.png"}
              : charset.equals("KOI8-R")
                  ? new String[] {"кот/0.png", "кит/0.png", "код/0.png"}
                  : charset.equals("Shift_JIS")
                      ? new String[] {"ソ/0.png", "ソフト/0.png", "表/0.png"}
                      : new String[] {"功/0.png", "成功/0.png", "狗/0.png"};
      Charset known = Charset.forName(charset);
      assertThat(classes(zip(known, names))).hasSize(3).doesNotHaveDuplicates();
      assertThat(classes(tar(false, known, names))).hasSize(3).doesNotHaveDuplicates();
      assertThat(classes(tar(true, known, names))).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("composed and decomposed are one, in folders and archives")
    void composed() throws IOException {
      String[] names = {"Größe/0.png", "Maß/0.png"};
      String[] decomposed =
          Arrays.stream(names)
              .map(name -> Normalizer.normalize(name, Normalizer.Form.NFD))
              .toArray(String[]::new);
      List<String> hashes = new ArrayList<>();
      for (Path path :
          List.of(
              zip(StandardCharsets.UTF_8, names),
              folder(decomposed),
              tar(false, StandardCharsets.UTF_8, decomposed))) {
        try (Dataset dataset = ImageFolderReader.of(path).open()) {
          LabelSpace labels = dataset.labels().orElseThrow();
          assertThat(labels.names()).containsExactly("Größe", "Maß");
          assertThat(labels.indexOf(decomposed[0].replace("/0.png", ""))).hasValue(0);
          hashes.add(dataset.contentHash());
        }
      }
      assertThat(hashes).containsOnly(hashes.get(0));
      assertThat(classes(folder("Größe/1.png"))).containsExactly("Größe", "Maß");
    }

    @Test
    @DisplayName("of what archivers and desktops add are no images at any depth, and counted")
    void junk() throws IOException {
      String[] names = {
        "set/a/0.png",
        "set/b/0.png",
        "set/a/._0.png",
        "set/__MACOSX/a/1.png",
        "set/b/@eaDir/0.png",
        "set/b/.thumbs/0.png",
        "set/b/Thumbs.db",
        "set/notes.txt"
      };
      for (Path path : List.of(folder(names), zip(StandardCharsets.UTF_8, names))) {
        assertThat(classes(path)).containsExactly("a", "b");
        try (Dataset dataset = ImageFolderReader.of(path).open()) {
          assertThat(dataset.size()).hasValue(2);
          assertThat(dataset.description())
              .contains("6 files left out for their names: set/__MACOSX/a/1.png, set/a/._0.png");
        }
      }
    }

    @Test
    @DisplayName("without an ending are no reader's, and told of an archive")
    void noEndings() throws IOException {
      String[] names = {"a0", "a1", "a2", "a3", "a4"};
      assertThat(new ImageFolderDetector().detect(folder(names))).isEmpty();
      assertThatThrownBy(() -> detected(zip(StandardCharsets.UTF_8, names)))
          .isInstanceOf(DataException.class)
          .hasMessageEndingWith("5 files left out for their names: a0, a1, a2, …");
    }
  }

  @Nested
  @DisplayName("folders")
  class Folders {

    @ParameterizedTest
    @CsvSource(
        value = {
          "bus/0.png car/0.png train/0.png                            |      | bus car train",
          "train/a/0.png train/b/0.png test/a/0.png                   | train| a b",
          "x/Train/a/0.png x/Train/b/0.png x/TEST/a/0.png             | Train| a b",
          "Training/a/0.png Training/b/0.png Testing/a/0.png          | Training | a b",
          "train/a/0.png train/b/0.png validation/a/0.png             | train| a b",
          "train/0.png val/0.png                                      | train|",
          "train/a/0.png train/b/0.png test/a/0.png extra/0.png       | train| a b",
          "a/train/0.png a/test/0.png b/train/0.png b/test/0.png      | train| a b",
          "a/train/0.png a/bus/0.png b/train/0.png b/test/0.png | | a/bus a/train b/test b/train",
          "test/a/0.png test/b/0.png val/a/0.png                      |      | a b",
          "test/0.png best/0.png                                      |      | best test",
          "train/a/0.png train/b/0.png                                |      | a b",
          "train/a/0.png train/b/0.png eval/a/0.png                   | train| a b",
          "Train/a/0.png Train/b/0.png dev/a/0.png                    | Train| a b",
          "training_set/a/0.png training_set/b/0.png test_set/a/0.png | training_set | a b",
          "seg_train/a/0.png seg_train/b/0.png seg_test/a/0.png seg_pred/0.png | seg_train | a b",
          "train-images/0.png test-images/0.png                       | train-images |",
          "train_a/0.png test_b/0.png                                 |      | test_b train_a",
          "bus_train/0.png car_test/0.png                             |      | bus_train car_test"
        },
        delimiter = '|')
    @DisplayName("are parts only beside one another, and classes otherwise:")
    void roles(String names, String part, String classes) throws IOException {
      Path path = folder(names.split(" +", -1));
      ImageFolderReader reader = (ImageFolderReader) detected(path).reader();
      assertThat(reader.part()).isEqualTo(part);
      assertThat(classes(reader))
          .isEqualTo(classes == null ? List.of() : List.of(classes.split(" ", -1)));
    }

    @Test
    @DisplayName("that are not taken are told, and so are parts that are taken together")
    void told() throws IOException {
      Path path = folder("train/a/0.png", "train/b/0.png", "test/a/0.png", "extra/0.png", "1.png");
      assertThat(detected(path).reason())
          .endsWith(
              "of which the part train is taken, and not outside of folders (1), extra (1), test"
                  + " (1)");
      try (Dataset train = detected(path).reader().open();
          Dataset all = ImageFolderReader.of(path).open()) {
        assertThat(train.description())
            .contains("(train) (beside it: outside of folders (1), extra (1), test (1)), 2 images");
        assertThat(all.description()).contains("(all parts together: outside of folders (1),");
      }
    }

    @Test
    @DisplayName("are found by a part's name whatever its case, or by one that means the same")
    void named() throws IOException {
      Path path = folder("Train/a/0.png", "Train/b/0.png", "Valid/a/0.png", "Valid/b/1.png");
      ImageFolderReader all = ImageFolderReader.of(path);
      for (String name : List.of("train", "Train", "val", "validation", "VALID")) {
        assertThat(classes((ImageFolderReader) all.part(name))).containsExactly("a", "b");
      }
      assertThatThrownBy(() -> all.part("test").open())
          .hasMessageContaining("no images below 'test'")
          .hasMessageContaining("there are Train (2), Valid (2)");
    }
  }
}
