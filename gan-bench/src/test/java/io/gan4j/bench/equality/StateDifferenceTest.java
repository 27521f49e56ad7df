package io.gan4j.bench.equality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The difference of two states")
class StateDifferenceTest {
  private static final String KERNEL = entry("generator/kernel", "F32", "2", 0, 8);
  private static final String UPDATES = entry("updates", "I64", "", 8, 16);

  @TempDir Path temp;
  private Path a;
  private Path b;

  @BeforeEach
  void folders() throws IOException {
    a = Files.createDirectory(temp.resolve("a"));
    b = Files.createDirectory(temp.resolve("b"));
  }

  private static String entry(String name, String type, String shape, int from, int to) {
    return String.format(
        "\"%s\":{\"data_offsets\":[%d,%d],\"dtype\":\"%s\",\"shape\":[%s]}",
        name, from, to, type, shape);
  }

  /** A safetensors file of two floats and a long. */
  private static void write(Path file, String header, float first, float second, long updates)
      throws IOException {
    byte[] json = ('{' + header + '}').getBytes(StandardCharsets.UTF_8);
    ByteBuffer content = ByteBuffer.allocate(8 + json.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    content.putLong(json.length).put(json);
    content.putFloat(first).putFloat(second).putLong(updates);
    Files.write(file, content.array());
  }

  @Test
  @DisplayName("is nothing where the arrays are equal, whatever else lies beside them")
  void equal() throws IOException {
    write(a.resolve("state.safetensors"), KERNEL + "," + UPDATES, 1, 2, 3);
    write(
        b.resolve("weights.safetensors"),
        "\"__metadata__\":{\"date\":\"today\"}, " + UPDATES + " , " + KERNEL,
        1,
        2,
        3);
    Files.writeString(b.resolve("manifest.json"), "{}");
    assertThat(StateDifference.of(State.read(a), State.read(b))).isEmpty();
    // printf 'generator/kernel\nF32[2]\n\0\0\200\77\0\0\0\100updates\nI64[]\n\3\0\0\0\0\0\0\0' |
    // sha256sum
    assertThat(State.read(a).hash())
        .isEqualTo(State.read(b).hash())
        .isEqualTo("2bf4941c448bd65c49b3823758c54bbc28520d05b020066cffd03cdf88ebfc33");
  }

  @Test
  @DisplayName("names the arrays whose values differ, how many and by how much")
  void values() throws IOException {
    write(a.resolve("state.safetensors"), KERNEL + "," + UPDATES, 1, 2, 3);
    write(b.resolve("state.safetensors"), KERNEL + "," + UPDATES, 1, 2.5f, 5);
    assertThat(StateDifference.of(State.read(a), State.read(b)))
        .containsExactly(
            "differs: generator/kernel F32[2], 1 of 2 values, by up to 0.500",
            "differs: updates I64[], 1 of 1 values, by up to 2.00");
    assertThat(State.read(a).hash()).isNotEqualTo(State.read(b).hash());
  }

  @Test
  @DisplayName("tells 0 from -0, and a number from none")
  void bits() throws IOException {
    write(a.resolve("state.safetensors"), KERNEL + "," + UPDATES, 0, 1, 3);
    write(b.resolve("state.safetensors"), KERNEL + "," + UPDATES, -0f, Float.NaN, 3);
    assertThat(StateDifference.of(State.read(a), State.read(b)))
        .containsExactly("differs: generator/kernel F32[2], 2 of 2 values, by up to NaN");
  }

  @Test
  @DisplayName("names arrays that came, went or have another name or form")
  void names() throws IOException {
    write(a.resolve("state.safetensors"), KERNEL + "," + UPDATES, 1, 2, 3);
    write(
        b.resolve("state.safetensors"),
        entry("generator/weights", "F32", "2", 0, 8) + "," + entry("updates", "F64", "", 8, 16),
        1,
        2,
        3);
    write(
        b.resolve("more.safetensors"),
        entry("new", "F32", "2", 0, 8) + "," + entry("newer", "I32", "2", 8, 16),
        4,
        5,
        6);
    assertThat(StateDifference.of(State.read(a), State.read(b)))
        .containsExactly(
            "differs: updates I64[] and F64[]",
            "renamed: generator/kernel is generator/weights in B, with equal values",
            "only in B: new F32[2]",
            "only in B: newer I32[2]");
    assertThat(StateDifference.of(State.read(b), State.read(a)))
        .contains("only in A: newer I32[2]");
  }

  @Test
  @DisplayName("sees samples as bytes")
  void samples() throws IOException {
    Files.writeString(a.resolve("samples.npy"), "ab");
    Files.writeString(b.resolve("samples.npy"), "aB");
    assertThat(StateDifference.of(State.read(a), State.read(b)))
        .containsExactly("differs: samples.npy U8[2], 1 of 2 values, by up to 32.0");
  }

  @Test
  @DisplayName("is refused where there is nothing to compare, or not all of it is understood")
  void refused() throws IOException {
    assertThatThrownBy(() -> State.read(a)).hasMessage(a + " holds no arrays");
    Path file = a.resolve("state.safetensors");
    write(file, KERNEL, 1, 2, 3);
    assertThatThrownBy(() -> State.read(a)).hasMessage(file + " has bytes that belong to no array");
    write(file, KERNEL + ",\"updates\":{\"dtype\":\"I64\"}", 1, 2, 3);
    assertThatThrownBy(() -> State.read(a))
        .hasMessage(file + " describes an array by {\"dtype\":\"I64\"}");
    write(file, KERNEL + "," + UPDATES, 1, 2, 3);
    write(a.resolve("twice.safetensors"), KERNEL + "," + UPDATES, 1, 2, 3);
    assertThatThrownBy(() -> State.read(a))
        .hasMessage(a + " has two arrays of the name generator/kernel");
  }
}
