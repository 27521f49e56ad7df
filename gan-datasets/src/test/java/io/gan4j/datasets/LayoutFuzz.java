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
import java.util.function.BiConsumer;

/**
 * Any bytes as what published layouts are made of. It opens and gives a sample, or it says in a
 * {@link DataException} that names the file why not. The first byte picks a layout, unless the
 * system property {@code fuzz.layout} names one.
 */
public final class LayoutFuzz {
  /** What bytes are taken for. */
  enum Layout {
    HDF5((file, bytes) -> open(Hdf5Reader.of(file))),
    MAT((file, bytes) -> open(MatReader.of(file))),
    STYLEGAN_LABELS((file, bytes) -> StyleGanLabels.read(bytes, file.toString())),
    METADATA_CSV((file, bytes) -> PictureTable.read(bytes, "a/metadata.csv", file.toString())),
    METADATA_JSONL((file, bytes) -> PictureTable.read(bytes, "metadata.jsonl", file.toString())),
    TFRECORD((file, bytes) -> open(TfRecordReader.of(file))),
    /** An example whose checksums fit, compressed. */
    EXAMPLE(
        (file, bytes) -> {
          TestFiles.write(file, TestFiles.gzip(TfRecordReaderTest.records(bytes)));
          open(TfRecordReader.of(file));
        }),
    WEBDATASET(
        (file, bytes) ->
            open(new WebDatasetReader(file, null, null, "json.a", Broken.SKIP, 10_000, null))),
    ANY(
        (file, bytes) ->
            new PublishedLayoutDetector().detect(file).ifPresent(found -> open(found.reader()))),
    CELEBA_LIST((file, bytes) -> CelebaList.read(bytes, file.toString())),
    CELEBA((file, bytes) -> open(CelebaReader.of(file, null))),
    PAIRED(
        (file, bytes) ->
            open(
                new PairedReader(
                    file, null, Side.B, List.of("A", "B"), Broken.SKIP, 10_000, null))),
    UNPAIRED(
        (file, bytes) ->
            open(
                new UnpairedReader(
                    file, null, Side.A, List.of("A", "B"), Broken.SKIP, 10_000, null))),
    STYLEGAN((file, bytes) -> open(StyleganReader.of(file)));

    private final BiConsumer<Path, byte[]> reading;

    Layout(BiConsumer<Path, byte[]> reading) {
      this.reading = reading;
    }
  }

  /** The property that names the one layout to be tried. */
  static final String ONLY = "fuzz.layout";

  private LayoutFuzz() {}

  /** One input. */
  public static void fuzzerTestOneInput(byte[] input) throws IOException {
    if (input.length == 0) {
      return;
    }
    String only = System.getProperty(ONLY);
    Layout layout =
        only == null
            ? Layout.values()[(input[0] & 0xFF) % Layout.values().length]
            : Layout.valueOf(only);
    Path file = Files.createTempFile("fuzz", ".bin");
    byte[] bytes = Arrays.copyOfRange(input, 1, input.length);
    try {
      Files.write(file, bytes);
      layout.reading.accept(file, bytes);
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
