package io.gan4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.NdArrays;

/** Made by somebody who means harm, and knows how to compute a SHA-256. */
@DisplayName("A hostile checkpoint")
class HostileCheckpointsTest {
  @TempDir Path temp;

  private Path run;
  private Path folder;

  @BeforeEach
  void write() {
    run = temp.resolve("run");
    folder =
        new Checkpoints(run)
            .write(
                new Checkpoint(
                    1, Map.of("w", NdArrays.scalarOf(1f)), "name: a\n", Map.of(), Map.of(), 0),
                1,
                step -> false);
  }

  private void state(String header, int data) throws Exception {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    Files.write(folder.resolve("state.safetensors"), bytes.putLong(json.length).put(json).array());
    sign();
  }

  private void sign() throws Exception {
    StringBuilder hashes = new StringBuilder();
    for (String part : new String[] {"state.safetensors", "config.yaml", "loop.json"}) {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(part)));
      hashes
          .append(hashes.isEmpty() ? "" : ",")
          .append('"' + part + "\":\"" + HexFormat.of().formatHex(hash) + '"');
    }
    manifest("{\"format\":2,\"sha256\":{" + hashes + "}}");
  }

  private void manifest(String json) throws IOException {
    Files.writeString(folder.resolve("manifest.json"), json);
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> new Checkpoints(run).newest())
        .isInstanceOf(GanException.class)
        .hasMessageContaining("step-00000001")
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[4,12]}}|"
            + " 12 | array 'b' begins at 4 where the one before ends at 8",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},'b':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|"
            + " 8 | array 'b' begins at 0 where the one before ends at 8",
        "{'a':{'dtype':'F32','shape':[1000000000,1000000000],'data_offsets':[0,4]}}"
            + "| 4 | array 'a' has an impossible shape",
        "{'a':{'dtype':'F32','shape':[500000000],'data_offsets':[0,2000000000]}}"
            + "| 4 | its arrays take 2000000000 bytes, but the file has 4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}"
            + "| 8 | array 'a' begins at 4 where the one before ends at 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}"
            + "| 8 | its arrays take 4 bytes, but the file has 8",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | 4 | impossible shape",
        "{'a':{'dtype':'F32','shape':[],'data_offsets':[9223372036854775800,-4]}} | 4 | lies at",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|"
            + " 4 | its header is not JSON: Duplicate",
        "{'a':{'dtype':'PICKLE','shape':[1],'data_offsets':[0,4]}} | 4 | type 'PICKLE'",
        "[[[[[[[[[[[[]]]]]]]]]]]] | 0 | its header is not JSON",
        "{'a':7} | 0 | array 'a'",
        "[] | 4 | its arrays take 0 bytes",
      })
  @DisplayName("that promises arrays that its file does not hold is refused:")
  void promises(String header, int data, String reason) throws Exception {
    state(header.replace('\'', '"'), data);
    assertRefused(reason);
  }

  @Test
  @DisplayName("with a header of terabytes is refused before any of it is allocated")
  void header() throws Exception {
    Files.write(
        folder.resolve("state.safetensors"),
        ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1L << 42).array());
    sign();
    assertRefused("it announces a header of 4398046511104 bytes");
  }

  @Test
  @DisplayName("of terabytes is refused before any of it is read, though it takes no disk")
  void sparse() throws IOException {
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("state.safetensors").toFile(), "rw")) {
      file.setLength(1L << 40);
    }
    assertRefused("more than the Java heap can hold");
  }

  @Test
  @DisplayName("with a manifest of gigabytes, or nested without end, is refused")
  void manifest() throws IOException {
    manifest("[".repeat(1_000_000));
    assertRefused("manifest.json is not JSON");
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("manifest.json").toFile(), "rw")) {
      file.setLength(1L << 32);
    }
    assertRefused("manifest.json has 4294967296 bytes");
  }

  @Test
  @DisplayName("reads and removes nothing that its manifest names elsewhere")
  void names() throws Exception {
    Path precious = Files.writeString(temp.resolve("precious"), "mine");
    manifest("{\"format\":2,\"sha256\":{\"../../../precious\":\"0\",\"" + precious + "\":\"0\"}}");
    assertRefused("state.safetensors does not have the SHA-256");
    new Checkpoints(run).removeAfter(0);
    assertThat(folder).doesNotExist();
    assertThat(precious).hasContent("mine");
  }

  @Test
  @DisplayName("is refused where one of its parts is a link, and removed without following it")
  void links() throws IOException {
    Path precious = Files.createDirectory(temp.resolve("precious"));
    Path state = folder.resolve("state.safetensors");
    Path copy = Files.move(state, precious.resolve("state"));
    Files.createSymbolicLink(state, copy);
    assertRefused("state.safetensors is not a file");
    Files.createSymbolicLink(folder.resolve("more"), precious);
    new Checkpoints(run).removeAfter(0);
    assertThat(copy).exists();
    assertThat(folder).doesNotExist();
  }

  @Test
  @DisplayName("with as many arrays as a header has room for is read in little memory")
  void manyArrays() throws Exception {
    StringBuilder header = new StringBuilder("{");
    for (int i = 0; header.length() < 8_000_000; i++) {
      header.append(i == 0 ? "" : ",").append("\"" + i + "\":{}");
    }
    state(header.append('}').toString(), 0);
    assertThatThrownBy(() -> SafeTensors.read(folder.resolve("state.safetensors")))
        .isInstanceOf(DataException.class);
  }
}
