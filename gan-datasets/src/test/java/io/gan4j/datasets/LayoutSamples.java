package io.gan4j.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.Detection.Confidence;
import io.gan4j.api.data.ImageSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small pictures in published layouts, and what is read of them. */
final class LayoutSamples {
  private LayoutSamples() {}

  /** A picture of one pixel, of that level. */
  static byte[] picture(int level) {
    return PictureFiles.png(1, 1, new byte[] {(byte) level, 0, 0});
  }

  static Optional<Detection> detect(Path path) {
    return new PublishedLayoutDetector().detect(path);
  }

  /** The reader that the content picks. */
  static DatasetReader found(Path path) {
    Detection detection = detect(path).orElseThrow();
    assertThat(detection.confidence()).as(detection.reason()).isEqualTo(Confidence.CONTENT);
    return detection.reader();
  }

  /** Level and class of each picture: {@code 7 cat}. */
  static List<String> samples(DatasetReader reader) {
    try (Dataset dataset = reader.open()) {
      int count = (int) dataset.size().orElseThrow();
      List<String> samples = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Batch one = new Batch(dataset.space(), 1);
        dataset.read(new long[] {i}, one);
        int label = one.labels()[0];
        samples.add(
            (one.bytes()[0] & 0xFF)
                + dataset.labels().map(classes -> " " + classes.names().get(label)).orElse(""));
      }
      return samples;
    }
  }

  /** The names of a vector's numbers, and the vectors of all samples. */
  static List<String> vectors(DatasetReader reader) {
    try (Dataset dataset = reader.open()) {
      Dataset vectors = dataset.vectors().orElseThrow();
      Columns columns = Objects.requireNonNull(vectors.space().columns());
      List<String> found = new ArrayList<>();
      columns.columns().forEach(column -> found.add(column.name()));
      for (long i = 0; i < vectors.size().orElseThrow(); i++) {
        Batch one = new Batch(vectors.space(), 1);
        vectors.read(new long[] {i}, one);
        StringBuilder row = new StringBuilder();
        for (float value : one.floats()) {
          row.append(row.isEmpty() ? "" : " ").append(value);
        }
        found.add(row.toString());
      }
      return found;
    }
  }

  static String description(DatasetReader reader) {
    try (ImageSource images = reader.openImages().orElseThrow()) {
      return images.description();
    }
  }

  static byte[] tar(Map<String, byte[]> members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(member.getKey());
        entry.setSize(member.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(member.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
