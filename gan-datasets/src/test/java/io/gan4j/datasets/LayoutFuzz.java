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
 * Any bytes as what published layouts are made of. It opens and gives a sample, or it says in a
 * {@link DataException} that names the file why not. The first byte picks a layout, unless the
 * system property {@code fuzz.layout} names one.
 */
public final class LayoutFuzz {
  /** What bytes are taken for. */
  enum Layout {
    HDF5,
    MAT,
    STYLEGAN_LABELS,
    METADATA_CSV,
    METADATA_JSONL,
    TFRECORD,
    /** An example whose checksums fit, compressed. */
    EXAMPLE,
    WEBDATASET,
    ANY,
    CELEBA_LIST,
    CELEBA,
    PAIRED,
    UNPAIRED,
    STYLEGAN
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
      read(layout, file, bytes);
    } catch (DataException e) {
      if (e.getMessage() == null || !e.getMessage().contains(file.toString())) {
        throw new AssertionError("the message does not name the file: " + e.getMessage(), e);
      }
    } finally {
      Files.delete(file);
    }
  }

  private static void read(Layout layout, Path file, byte[] bytes) {
    switch (layout) {
      case HDF5 -> open(Hdf5Reader.of(file));
      case MAT -> open(MatReader.of(file));
      case STYLEGAN_LABELS -> StyleGanLabels.read(bytes, file.toString());
      case METADATA_CSV -> PictureTable.read(bytes, "a/metadata.csv", file.toString());
      case METADATA_JSONL -> PictureTable.read(bytes, "metadata.jsonl", file.toString());
      case TFRECORD -> open(TfRecordReader.of(file));
      case EXAMPLE -> {
        TestFiles.write(file, TestFiles.gzip(TfRecordReaderTest.records(bytes)));
        open(TfRecordReader.of(file));
      }
      case WEBDATASET ->
          open(new WebDatasetReader(file, null, null, "json.a", Broken.SKIP, 10_000, null));
      case ANY ->
          new PublishedLayoutDetector().detect(file).ifPresent(found -> open(found.reader()));
      case CELEBA_LIST -> CelebaList.read(bytes, file.toString());
      case CELEBA -> open(CelebaReader.of(file, null));
      case PAIRED ->
          open(new PairedReader(file, null, Side.B, List.of("A", "B"), Broken.SKIP, 10_000, null));
      case UNPAIRED ->
          open(
              new UnpairedReader(file, null, Side.A, List.of("A", "B"), Broken.SKIP, 10_000, null));
      case STYLEGAN -> open(StyleganReader.of(file));
    }
  }

  private static void open(DatasetReader reader) {
    try (Dataset dataset = reader.open()) {
      Batch batch = new Batch(dataset.space(), 1);
      dataset.read(new long[] {dataset.size().orElseThrow() - 1}, batch);
    }
  }
}
