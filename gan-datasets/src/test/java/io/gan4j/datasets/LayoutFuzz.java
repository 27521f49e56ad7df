package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.datasets.internal.label.CelebaList;
import io.gan4j.datasets.internal.label.PictureTable;
import io.gan4j.datasets.internal.label.StyleGanLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Any bytes as what published layouts are made of: the first byte picks one. It opens and gives a
 * sample, or it says in a {@link DataException} that names the file why not.
 */
public final class LayoutFuzz {
  private interface Target {
    void one(Path file, byte[] bytes);
  }

  private static final List<Target> TARGETS =
      List.of(
          (file, bytes) -> open(Hdf5Reader.of(file)),
          (file, bytes) -> open(MatReader.of(file)),
          (file, bytes) -> StyleGanLabels.read(bytes, file.toString()),
          (file, bytes) -> PictureTable.read(bytes, "a/metadata.csv", file.toString()),
          (file, bytes) -> PictureTable.read(bytes, "metadata.jsonl", file.toString()),
          (file, bytes) -> open(TfRecordReader.of(file)),
          (file, bytes) ->
              open(new WebDatasetReader(file, null, null, "json.a", Broken.SKIP, 10_000, null)),
          (file, bytes) ->
              new PublishedLayoutDetector().detect(file).ifPresent(found -> open(found.reader())),
          (file, bytes) -> CelebaList.read(bytes, file.toString()),
          (file, bytes) -> open(CelebaReader.of(file, null)),
          (file, bytes) ->
              open(
                  new PairedReader(
                      file, null, Side.B, List.of("A", "B"), Broken.SKIP, 10_000, null)));

  private LayoutFuzz() {}

  /** Targets that a first byte can pick. */
  static int targets() {
    return TARGETS.size();
  }

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    Path file = Files.createTempFile("fuzz", ".bin");
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    try {
      Files.write(file, bytes);
      TARGETS.get((input[0] & 0xFF) % TARGETS.size()).one(file, bytes);
    } catch (DataException e) {
      if (e.getMessage() == null || !e.getMessage().contains(file.toString())) {
        throw new AssertionError("the message does not name the file: " + e.getMessage(), e);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void open(DatasetReader reader) {
    try (Dataset dataset = reader.open()) {
      Batch batch = new Batch(dataset.space(), 1);
      dataset.read(new long[] {dataset.size().orElseThrow() - 1}, batch);
    }
  }
}
