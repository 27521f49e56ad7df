package io.gan4j.datasets;

import static io.gan4j.datasets.PictureFiles.join;
import static io.gan4j.datasets.PictureFiles.latin;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.gan4j.api.random.RandomKey;
import io.gan4j.datasets.fuzz.Fuzzing;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private Map<String, byte[]> seeds() throws IOException {
    byte[][] contents = {
      hdf5(),
      join(latin("MATLAB 7.3 MAT-file"), new byte[493], hdf5()),
      latin(
          "{\"labels\": [[\"00000/img00000000.png\", 6], [\"b\", [0, 1.0]], [\"c\", 2]], \"x\": {}}"),
      latin("file_name,label\na.png,\"x, y\"\nb/c.png,z\n"),
      latin(
          "{\"file_name\": \"a.png\", \"label\": 3, \"box\": [1, {\"a\": null}]}\n\n{\"file_name\": 1}"),
      TestFiles.gzip(new byte[40]),
      tar(Map.of("a.json", latin("{\"a\": 1}"), "a.png", PICTURE, "a.cls", latin("3"))),
      tar(Map.of("metadata.csv", latin("file_name,label\na.png,1\n"), "a.png", PICTURE)),
      latin("2\nBald Male\n000001.jpg -1  1\n000002.jpg  1 -1\n"),
      tar(
          Map.of(
              "list_attr_celeba.txt",
              latin("1\nBald\na.png -1\n"),
              "list_eval_partition.txt",
              latin("a.png 0\n"),
              "a.png",
              PICTURE)),
      tar(Map.of("trainA/1.png", PICTURE, "trainB/1.png", PICTURE, "testB/1.png", PICTURE)),
    };
    Map<String, byte[]> seeds = new LinkedHashMap<>();
    for (int i = 0; i < LayoutFuzz.targets(); i++) {
      seeds.put("seed-" + i, join(new byte[] {(byte) i}, contents[i]));
    }
    seeds.put(
        "stylegan",
        join(
            new byte[] {7},
            tar(
                Map.of(
                    "dataset.json", latin("{\"labels\": [[\"a.png\", 1]]}"), "a.png", PICTURE))));
    return seeds;
  }

  @Test
  @DisplayName("with a few bytes changed, or cut off, many times over")
  void changed() throws IOException {
    RandomKey random = RandomKey.of(3);
    long draw = 0;
    for (Map.Entry<String, byte[]> seed : seeds().entrySet()) {
      for (int n = 0; n < 40; n++) {
        byte[] input = seed.getValue().clone();
        for (int i = 0; i <= n % 4; i++) {
          int place = 1 + (int) random.below(draw++, input.length - 1);
          input[place] = (byte) random.below(draw++, 256);
        }
        if (n % 5 == 0) {
          input = Arrays.copyOf(input, 1 + (int) random.below(draw++, input.length - 1));
        }
        byte[] tried = input;
        assertThatCode(() -> LayoutFuzz.fuzzerTestOneInput(tried))
            .as("%s, change %d", seed.getKey(), n)
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  @Tag("slow")
  @DisplayName("guided by coverage")
  void guided() throws IOException, InterruptedException {
    Fuzzing.run(LayoutFuzz.class, seeds(), List.of("io.gan4j.datasets.**", "io.jhdf.**"));
  }
}
