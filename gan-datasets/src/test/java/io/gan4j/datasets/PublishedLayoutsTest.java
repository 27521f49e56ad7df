package io.gan4j.datasets;

import static io.gan4j.datasets.LayoutSamples.description;
import static io.gan4j.datasets.LayoutSamples.detect;
import static io.gan4j.datasets.LayoutSamples.found;
import static io.gan4j.datasets.LayoutSamples.picture;
import static io.gan4j.datasets.LayoutSamples.samples;
import static io.gan4j.datasets.LayoutSamples.tar;
import static io.gan4j.datasets.PictureFiles.latin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Detection.Confidence;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.testkit.Contract;
import io.gan4j.testkit.DatasetContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Layouts in which pictures are published")
class PublishedLayoutsTest {
  @TempDir Path temp;

  private void file(String name, byte[] content) {
    TestFiles.write(temp.resolve(name), content);
  }

  private void file(String name, String content) {
    file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private void refused(DatasetReader reader, String reason) {
    assertThatThrownBy(reader::open)
        .isInstanceOf(DataException.class)
        .hasMessageContaining(temp.toString())
        .hasMessageContaining(reason);
  }

  @Nested
  @DisplayName("StyleGAN's:")
  class StyleGan {
    void pictures() {
      file("00000/img00000000.png", picture(5));
      file("00000/img00000001.png", picture(6));
      file("00001/img00000002.png", picture(7));
    }

    @Test
    @DisplayName("dataset.json has the classes, in any order; folders of a thousand mean nothing")
    void labels() {
      pictures();
      file(
          "dataset.json",
          "{\"about\": {\"labels\": [1]}, \"labels\": [[\"00001/img00000002.png\", 2],"
              + " [\"00000/img00000000.png\", 0], [\"00000/img00000001.png\", 2.0]]}");
      DatasetReader reader = found(temp);
      assertThat(samples(reader)).containsExactly("5 0", "6 2", "7 2");
      assertThat(samples(StyleganReader.of(temp).withoutLabels())).containsExactly("5", "6", "7");
    }

    @Test
    @DisplayName("rows that mark one class are classes, others are vectors")
    void rows() {
      pictures();
      String json =
          "{\"labels\": [[\"00000/img00000000.png\", [0, 1]], [\"00000/img00000001.png\", [1, 0]],"
              + " [\"00001/img00000002.png\", [0, %s]]]}";
      file("dataset.json", json.replace("%s", "1.0"));
      assertThat(samples(found(temp))).containsExactly("5 1", "6 0", "7 1");
      file("dataset.json", json.replace("%s", "0.5"));
      assertThat(LayoutSamples.vectors(found(temp)))
          .containsExactly("label0", "label1", "0.0 1.0", "1.0 0.0", "0.0 0.5");
      assertThat(samples(found(temp))).containsExactly("5", "6", "7");
      file("dataset.json", json.replace("[0, %s]", "[0]"));
      refused(StyleganReader.of(temp), "accepted: whole numbers for all, or finite rows");
      file("dataset.json", json.replace("[0, %s]", "3"));
      refused(StyleganReader.of(temp), "accepted: whole numbers for all, or finite rows");
      assertThat(samples(StyleganReader.of(temp).withoutLabels())).containsExactly("5", "6", "7");
    }

    @Test
    @DisplayName("null, and the names alone, say that there are no labels")
    void none() {
      pictures();
      assertThat(samples(found(temp))).containsExactly("5", "6", "7");
      file("dataset.json", "{\"labels\": null}");
      assertThat(samples(found(temp))).containsExactly("5", "6", "7");
    }

    @Test
    @DisplayName(
        "a picture without a label, two of one, and other files of that name are told apart")
    void broken() {
      pictures();
      file("dataset.json", "{\"labels\": [[\"00000/img00000000.png\", 0]]}");
      refused(StyleganReader.of(temp), "img00000001.png has no label in dataset.json");
      file("dataset.json", "{\"labels\": [[\"a\", 0], [\"a\", 1]]}");
      refused(StyleganReader.of(temp), "two labels of a");
      file("dataset.json", "{\"labels\": [[\"a\", -1]]}");
      refused(StyleganReader.of(temp), "the label -1.0 of a; accepted: 0 to 999999");
      file("other/a.png", picture(1));
      file("dataset.json", "{\"name\": \"mine\"}");
      assertThat(detect(temp)).isEmpty();
      file("dataset.json", "[1, 2");
      assertThat(detect(temp)).isEmpty();
    }
  }

  @Nested
  @DisplayName("Hugging Face's, with a table:")
  class Metadata {
    void pictures() {
      file("a/1.png", picture(1));
      file("a/2.png", picture(2));
      file("b/3.png", picture(3));
    }

    @Test
    @DisplayName("the table has the labels, and folders mean nothing")
    void csv() {
      pictures();
      file(
          "metadata.csv",
          "\uFEFFfile_name,label,text\nb/3.png,dog,\"a, b\"\na/1.png,cat,x\n./a/2.png,dog,y\n");
      assertThat(samples(found(temp))).containsExactly("1 cat", "2 dog", "3 dog");
      ImageMetadataReader byText =
          new ImageMetadataReader(temp, null, "text", Broken.FAIL, 1000, null);
      assertThat(samples(byText)).containsExactly("1 x", "2 y", "3 a, b");
    }

    @Test
    @DisplayName("a table in each folder, of lines of JSON, with numbers")
    void json() {
      pictures();
      file(
          "a/metadata.jsonl",
          "{\"file_name\": \"1.png\", \"label\": 10}\n\n{\"label\": 9, \"file_name\": \"2.png\"}\n");
      file("b/metadata.jsonl", "{\"file_name\": \"3.png\", \"label\": 0}");
      assertThat(samples(found(temp))).containsExactly("1 10", "2 9", "3 0");
    }

    @Test
    @DisplayName("other columns are named where there is no label")
    void unlabelled() {
      pictures();
      file("metadata.csv", "file_name,text\na/1.png,x\na/2.png,y\nb/3.png,z\n");
      assertThat(samples(found(temp))).containsExactly("1", "2", "3");
      assertThat(description(found(temp))).contains("metadata file_name, text without 'label'");
    }

    @Test
    @DisplayName("train is a part beside others")
    void parts() {
      file("train/1.png", picture(1));
      file("test/2.png", picture(2));
      file("metadata.csv", "file_name,label\ntrain/1.png,x\ntest/2.png,y\n");
      assertThat(samples(found(temp))).containsExactly("1 x");
      assertThat(samples(found(temp).part("test"))).containsExactly("2 y");
    }

    @Test
    @DisplayName("pictures without a row, rows without a picture, and two of one are told")
    void broken() {
      pictures();
      file("metadata.csv", "file_name,label\na/1.png,x\na/2.png,y\n");
      refused(found(temp), "3.png has no row in the metadata");
      file("metadata.csv", "file_name,label\na/1.png,x\na/2.png,y\nb/3.png,z\nb/4.png,z\n");
      refused(found(temp), "rows of 1 pictures that are not there; the first is b/4.png");
      file("metadata.csv", "file_name,label\na/1.png,x\na/1.png,y\n");
      refused(found(temp), "two rows of a/1.png");
      file("metadata.csv", "name,label\na/1.png,x\n");
      assertThat(detect(temp)).as("another table of that name").isEmpty();
    }
  }

  @Nested
  @DisplayName("WebDataset's:")
  class Web {
    private Map<String, byte[]> members(int first) {
      Map<String, byte[]> members = new LinkedHashMap<>();
      for (int n = first; n < first + 2; n++) {
        members.put("x.y/00" + n + ".seg.txt", latin("word" + n % 2));
        members.put("x.y/00" + n + ".png", picture(n));
        members.put("x.y/00" + n + ".cls", latin(n % 3 + "\n"));
        members.put("x.y/00" + n + ".json", latin("{\"kind\": \"k" + n + "\", \"size\": 3}"));
        members.put("x.y/00" + n + ".npy", PictureFiles.npy("|i1", "(1,)", new byte[] {4}));
        members.put("x.y/00" + n + ".txt", latin("A word\n"));
      }
      return members;
    }

    private WebDatasetReader with(Path path, String label) {
      return new WebDatasetReader(path, null, null, label, Broken.FAIL, 1000, null);
    }

    @Test
    @DisplayName("members of a key are a sample; .cls is its class, or what is asked for")
    void fields() {
      file("a.tar", tar(members(1)));
      Path tar = temp.resolve("a.tar");
      assertThat(samples(found(tar))).containsExactly("1 1", "2 2");
      assertThat(samples(with(tar, "json.kind"))).containsExactly("1 k1", "2 k2");
      assertThat(samples(with(tar, "json.size"))).containsExactly("1 3", "2 3");
      assertThat(samples(with(tar, "txt"))).containsExactly("1 A word", "2 A word");
      assertThat(samples(with(tar, "npy"))).containsExactly("1 4", "2 4");
      assertThat(samples(with(tar, "none"))).containsExactly("1", "2");
      refused(with(tar, "json.colour"), "no word or number 'colour'");
    }

    @Test
    @DisplayName(
        "shards of a folder, or by their numbers, one behind the other; keys may come again")
    void shards() {
      file("s/train-000.tar", tar(members(1)));
      file("s/train-001.tar", TestFiles.gzip(tar(members(3))));
      file("s/train-002.tar", tar(members(1)));
      file("s/test-000.tar", tar(members(7)));
      Path folder = temp.resolve("s");
      assertThat(samples(found(folder))).containsExactly("1 1", "2 2", "3 0", "4 1", "1 1", "2 2");
      assertThat(samples(found(folder).part("test"))).containsExactly("7 1", "8 2");
      Path numbered = folder.resolve("train-{001..002}.tar");
      assertThat(samples(found(numbered))).containsExactly("3 0", "4 1", "1 1", "2 2");
      assertThatThrownBy(() -> detect(folder.resolve("train-{000..003}.tar")))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("train-003.tar, which");
    }

    @Test
    @DisplayName("what is unread is named; a sample without a picture, or a class, is told")
    void broken() {
      Map<String, byte[]> members = members(1);
      members.keySet().removeIf(name -> name.endsWith(".cls"));
      file("a.tar", tar(members));
      Path tar = temp.resolve("a.tar");
      assertThat(description(found(tar)))
          .contains("fields json, npy, seg.txt, txt unread".replace("seg.txt, ", ""));
      members.put("x.y/001.cls", latin("0"));
      file("a.tar", tar(members));
      refused(found(tar), "the sample x.y/002 has no field cls for its label");
      members.put("x.y/002.cls", latin("two"));
      file("a.tar", tar(members));
      refused(found(tar), "002.cls holds 'two'; accepted: a class's number");
      members.put("x.y/003.cls", latin("0"));
      file("a.tar", tar(members));
      refused(found(tar), "the sample x.y/003 has no picture, only cls");
      members.remove("x.y/003.cls");
      members.put("x.y/002.jpg", picture(0));
      file("a.tar", tar(members));
      refused(found(tar), "has several pictures, ");
      refused(found(tar), "its key ends at the first dot of its name");
    }

    @Test
    @DisplayName("a tar of pictures alone is none; a folder of such tars is")
    void picturesAlone() {
      file("s/a.tar", tar(Map.of("cat/1.png", picture(1))));
      file("s/b.tar", tar(Map.of("cat/1.png", picture(2))));
      assertThat(detect(temp.resolve("s/a.tar"))).isEmpty();
      Detection detection = detect(temp.resolve("s")).orElseThrow();
      assertThat(detection.confidence()).isEqualTo(Confidence.LAYOUT);
      assertThat(samples(detection.reader())).containsExactly("1", "2");
    }
  }

  @TestFactory
  @DisplayName("keep the contract of data sets:")
  Stream<DynamicTest> contract() {
    for (int n = 0; n < 3; n++) {
      file("g/00000/img0000000" + n + ".png", picture(n));
      file("m/" + n + ".png", picture(n));
    }
    file("m/metadata.csv", "file_name,label\n0.png,a\n1.png,b\n2.png,a\n");
    Map<String, byte[]> members = new LinkedHashMap<>();
    for (int n = 0; n < 3; n++) {
      members.put(n + ".png", picture(n));
      members.put(n + ".cls", latin("" + n));
    }
    file("w.tar", tar(members));
    return Stream.of("g", "m", "w.tar")
        .map(name -> found(temp.resolve(name)))
        .map(DatasetContract::of)
        .flatMap(Contract::tests);
  }
}
