package io.gan4j.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.Gan;
import io.gan4j.core.plugin.Registry;
import io.gan4j.datasets.DatasetsPlugin;
import io.gan4j.tabular.ParquetImagesReader;
import io.gan4j.tabular.TableReader;
import io.gan4j.tabular.TabularPlugin;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Pictures in Parquet")
class ParquetImagesTest {
  @TempDir Path temp;

  private final Gan gan =
      Gan.of(Registry.of(new BuiltinPlugin(), new DatasetsPlugin(), new TabularPlugin()));

  private static String png(int width) throws IOException {
    BufferedImage picture = new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB);
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(picture, "png", png);
    return "unhex('" + HexFormat.of().formatHex(png.toByteArray()) + "')";
  }

  private Path file(String select, String options) throws SQLException {
    Path path = temp.resolve("it's.parquet");
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        PreparedStatement copy =
            duck.prepareStatement("COPY (" + select + ") TO ? (FORMAT parquet" + options + ")")) {
      statement.execute("SET threads = 1");
      copy.setString(1, path.toString());
      copy.execute();
    }
    return path;
  }

  private ImageSource opened(Path path) {
    return gan.detectReader(path).openImages().orElseThrow();
  }

  private static String picture(int width) throws IOException {
    return "{'bytes': " + png(width) + ", 'path': NULL::VARCHAR}";
  }

  @Test
  @DisplayName("have classes with the names that the metadata of Hugging Face give them")
  void names() throws IOException, SQLException {
    String select = "SELECT " + picture(2) + " AS img, 2 AS label, 'x' AS text";
    String metadata =
        ", KV_METADATA {huggingface: '{\"info\": {\"features\": {\"label\": {\"names\":"
            + " [\"cat\", \"dog\", \"Größe\"], \"_type\": \"ClassLabel\"}}}}'}";
    try (ImageSource images = opened(file(select, metadata))) {
      assertThat(images.labels().orElseThrow().names()).containsExactly("cat", "dog", "Größe");
      assertThat(images.label(0)).isEqualTo(2);
      assertThat(images.image(0).width()).isEqualTo(2);
    }
    try (ImageSource images = opened(file(select, ""))) {
      assertThat(images.labels().orElseThrow().names()).containsExactly("0", "1", "2");
    }
  }

  @Test
  @DisplayName("have classes of words, or none, and then the other columns are told")
  void words() throws IOException, SQLException {
    Path path = file("SELECT " + picture(2) + " AS img, 'x' AS kind, 3 AS n", "");
    try (ImageSource images = opened(path)) {
      assertThat(images.labels()).isEmpty();
      assertThat(images.description()).contains("columns kind, n unread");
    }
    ParquetImagesReader reader =
        new ParquetImagesReader(path, null, null, "kind", false, 1000, null);
    try (ImageSource images = reader.openImages().orElseThrow()) {
      assertThat(images.labels().orElseThrow().names()).containsExactly("x");
    }
  }

  @Test
  @DisplayName("may be a column of bytes, if that is named")
  void bytes() throws IOException, SQLException {
    Path path = file("SELECT " + png(3) + " AS jpg, 0 AS label", "");
    assertThat(gan.detectReader(path)).isInstanceOf(TableReader.class);
    ParquetImagesReader reader =
        new ParquetImagesReader(path, null, "jpg", null, false, 1000, null);
    try (ImageSource images = reader.openImages().orElseThrow()) {
      assertThat(images.image(0).width()).isEqualTo(3);
    }
  }

  @Test
  @DisplayName("have the levels that are given, where they are of more than 8 bits")
  void levels() throws IOException, SQLException {
    String pgm =
        "unhex('"
            + HexFormat.of().formatHex("P5 2 1 65535\n\u0008\0\u000f\u007f".getBytes(ISO_8859_1))
            + "')";
    Path path = file("SELECT {'bytes': " + pgm + ", 'path': NULL::VARCHAR} AS image", "");
    for (Levels.Kept kept : Levels.Kept.values()) {
      Levels levels = new Levels(2048.0, 3967.0, Levels.Ends.FULL, kept, List.of());
      ParquetImagesReader reader =
          new ParquetImagesReader(path, null, null, null, false, 1000, levels);
      try (Dataset dataset = reader.open()) {
        Batch batch = new Batch(dataset.space(), 1);
        dataset.read(new long[] {0}, batch);
        if (kept == Levels.Kept.BYTES) {
          assertThat(batch.bytes()).containsExactly(0, 255);
        } else {
          assertThat(batch.floats()).containsExactly(0, 1);
          assertThat(reader.openImages()).isEmpty();
        }
      }
    }
  }

  @Test
  @DisplayName(
      "are refused with their row: without bytes, without a label, broken, of unlike forms")
  void refused() throws IOException, SQLException {
    String good = "SELECT " + picture(2) + " AS image, 0 AS label UNION ALL ";
    refused(
        good + "SELECT {'bytes': NULL::BLOB, 'path': 'a.png'}, 0",
        "row 2, has no bytes in 'image', at most a path to elsewhere");
    refused(good + "SELECT " + picture(2) + ", -1", "row 2, has the label -1");
    refused(good + "SELECT " + picture(2) + ", NULL", "row 2, has no label in 'label'");
    refused(good + "SELECT {'bytes': 'abc'::BLOB, 'path': ''}, 0", "row 2 is a broken image");
    refused(good + "SELECT " + picture(3) + ", 0", "there are images of 2x1x3 and of 3x1x3");
  }

  private void refused(String select, String reason) throws SQLException {
    Path path = file(select, "");
    assertThatThrownBy(() -> gan.detectReader(path).open())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(path.toString())
        .hasMessageContaining(reason);
  }
}
