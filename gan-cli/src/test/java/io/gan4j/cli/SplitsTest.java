package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("data.split")
class SplitsTest {
  @TempDir Path folder;

  /** Pictures of one pixel, whose level is their number. */
  private void write(String name, int first, int count) throws IOException {
    byte[] file = new byte[16 + count];
    file[2] = 8;
    file[3] = 3;
    file[7] = (byte) count;
    file[11] = 1;
    file[15] = 1;
    for (int i = 0; i < count; i++) {
      file[16 + i] = (byte) (first + i);
    }
    Files.write(folder.resolve(name), file);
  }

  private Cli inspect(String reader, String split) throws IOException {
    Path run =
        Files.writeString(
            folder.resolve("run.yaml"),
            "data: {reader: "
                + reader
                + ", split: \""
                + split
                + "\"}\n"
                + "generator: {network: {type: mlp}}\n"
                + "discriminator: {network: {type: mlp}}\n");
    return Cli.run("data", "inspect", run.toString());
  }

  private void holds(String reader, String split, String values) throws IOException {
    Cli cli = inspect(reader, split);
    assertThat(cli.exitCode()).as(cli.err()).isZero();
    assertThat(cli.out()).contains(values);
  }

  @Test
  @DisplayName("takes parts, numbers and shares of sources that are no folders of images, too")
  void readers() throws IOException {
    write("train-images-idx3-ubyte", 0, 100);
    write("t10k-images-idx3-ubyte", 100, 20);
    String idx = "{type: idx, folder: '" + folder + "'}";
    holds(idx, "train[10:30]", "10 to 29, mean 19.5");
    holds(idx, "test", "100 to 119, mean 109.5");
    holds(idx, "test[-25%:]", "115 to 119, mean 117");
    holds("digits", "train[:25%]", "2,500");
    Path table = Files.writeString(folder.resolve("t.csv"), "1\n2\n3\n4\n");
    holds("{type: csv, path: '" + table + "'}", "[1:3]", "2 to 3, mean 2.5");
  }

  @Test
  @DisplayName("tells what does not exist, and what has no end")
  void refusals() throws IOException {
    assertThat(inspect("digits", "test").err()).contains("data.split", "are training digits");
    assertThat(inspect("digits", "[:10001]").err()).contains("data.split", "the 10000 samples");
    assertThat(inspect("ring", "[:10]").err()).contains("data.split", "this has no end");
    assertThat(inspect("ring", "train").err()).contains("data.split", "this reader has none");
  }
}
