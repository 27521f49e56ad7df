package io.gan4j.datasets;

import static io.gan4j.datasets.PictureFiles.join;
import static io.gan4j.datasets.PictureFiles.latin;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gan4j.api.random.RandomKey;
import io.gan4j.datasets.LayoutFuzz.Layout;
import io.gan4j.datasets.fuzz.Fuzzing;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Layouts of any bytes are read or refused by name:")
class LayoutFuzzTest {
  private static final byte[] PICTURE = PictureFiles.png(1, 1, new byte[3]);

  @TempDir Path temp;

  private byte[] hdf5() throws IOException {
    Path path = temp.resolve("seed.h5");
    try (WritableHdfFile file = HdfFile.write(path)) {
      file.putDataset("imgs", new int[2][2][2][1]);
      file.putDataset("labels", new int[] {0, 1});
      file.putGroup("more").putDataset("words", new String[] {"a", "bc"});
    }
    return Files.readAllBytes(path);
  }

  private static byte[] tar(Map<String, byte[]> members) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, 512)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }

  private Map<Layout, List<byte[]>> seeds() throws IOException {
    byte[] labels =
        latin(
            "{\"labels\": [[\"00000/img00000000.png\", 6], [\"b\", [0, 1.0]], [\"c\", 2]], \"x\":"
                + " {}}");
    byte[] csv = latin("file_name,label\na.png,\"x, y\"\nb/c.png,z\n");
    byte[] jsonl =
        latin(
            "{\"file_name\": \"a.png\", \"label\": 3, \"box\": [1, {\"a\": null}]}\n\n"
                + "{\"file_name\": 1}");
    byte[] labelled = TfRecordReaderTest.labelled(7, 1);
    byte[] channelsFirst = TfRecordReaderTest.styleGan(3);
    byte[] shard =
        tar(Map.of("a.json", latin("{\"a\": 1}"), "a.png", PICTURE, "a.cls", latin("3")));
    byte[] table =
        tar(Map.of("metadata.csv", latin("file_name,label\na.png,1\n"), "a.png", PICTURE));
    byte[] lines =
        tar(Map.of("metadata.jsonl", latin("{\"file_name\": \"a.png\"}"), "a.png", PICTURE));
    byte[] styleGan =
        tar(Map.of("dataset.json", latin("{\"labels\": [[\"a.png\", 1]]}"), "a.png", PICTURE));
    byte[] celeba =
        tar(
            Map.of(
                "list_attr_celeba.txt",
                latin("1\nBald\na.png -1\n"),
                "list_eval_partition.txt",
                latin("a.png 0\n"),
                "a.png",
                PICTURE));
    byte[] sides =
        tar(Map.of("trainA/1.png", PICTURE, "trainB/1.png", PICTURE, "testB/1.png", PICTURE));
    Map<Layout, List<byte[]>> seeds = new EnumMap<>(Layout.class);
    seeds.put(Layout.HDF5, List.of(hdf5()));
    seeds.put(Layout.MAT, List.of(join(latin("MATLAB 7.3 MAT-file"), new byte[493], hdf5())));
    seeds.put(Layout.STYLEGAN_LABELS, List.of(labels));
    seeds.put(Layout.METADATA_CSV, List.of(csv));
    seeds.put(Layout.METADATA_JSONL, List.of(jsonl));
    seeds.put(
        Layout.TFRECORD,
        List.of(
            TfRecordReaderTest.records(labelled, labelled),
            TestFiles.gzip(TfRecordReaderTest.records(channelsFirst))));
    seeds.put(Layout.EXAMPLE, List.of(labelled, channelsFirst));
    seeds.put(Layout.WEBDATASET, List.of(shard));
    seeds.put(Layout.ANY, List.of(shard, table, lines, styleGan, celeba, sides));
    seeds.put(
        Layout.CELEBA_LIST, List.of(latin("2\nBald Male\n000001.jpg -1  1\n000002.jpg  1 -1\n")));
    seeds.put(Layout.CELEBA, List.of(celeba));
    seeds.put(Layout.PAIRED, List.of(sides, tar(Map.of("A/1.png", PICTURE, "B/1.png", PICTURE))));
    seeds.put(Layout.UNPAIRED, List.of(sides));
    seeds.put(Layout.STYLEGAN, List.of(styleGan));
    return seeds;
  }

  private static byte[] input(Layout layout, byte[] content) {
    return join(new byte[] {(byte) List.of(Layout.values()).indexOf(layout)}, content);
  }

  @Test
  @DisplayName("with a few bytes changed, or cut off, many times over")
  void changed() throws IOException {
    RandomKey random = RandomKey.of(3);
    long draw = 0;
    for (Map.Entry<Layout, List<byte[]>> seeds : seeds().entrySet()) {
      for (int n = 0; n < 40 * seeds.getValue().size(); n++) {
        byte[] input = input(seeds.getKey(), seeds.getValue().get(n / 40));
        for (int i = 0; i <= n % 4; i++) {
          int place = 1 + (int) random.below(draw++, input.length - 1);
          input[place] = (byte) random.below(draw++, 256);
        }
        if (n % 5 == 0) {
          input = Arrays.copyOf(input, 1 + (int) random.below(draw++, input.length - 1));
        }
        byte[] tried = input;
        assertThatCode(() -> LayoutFuzz.fuzzerTestOneInput(tried))
            .as("%s, change %d", seeds.getKey(), n)
            .doesNotThrowAnyException();
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  @Tag("slow")
  @DisplayName("guided by coverage, each layout by itself")
  void guided(Layout layout) throws IOException, InterruptedException {
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (byte[] content : Objects.requireNonNull(seeds().get(layout))) {
      seeds.put("seed-" + seeds.size(), input(layout, content));
    }
    Fuzzing.run(
        LayoutFuzz.class,
        layout.name(),
        seeds,
        List.of("io.gan4j.datasets.**", "io.jhdf.**"),
        Map.of(LayoutFuzz.ONLY, layout.name()));
  }
}
