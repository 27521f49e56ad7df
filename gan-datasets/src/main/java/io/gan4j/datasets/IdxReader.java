package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.internal.IdxSamples;
import io.gan4j.datasets.internal.Source;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * IDX files of unsigned bytes, the format of MNIST and its kin, gzipped or not: images {@code [n,
 * height, width]} or {@code [n, height, width, channels]}, or vectors {@code [n, values]}; labels
 * {@code [n]}. QMNIST's labels of eight numbers count by the first. EMNIST's pictures, known by the
 * files' names, lie column by column and are turned upright. Held in memory, a byte per value.
 */
@Doc("IDX files (MNIST and similar sets), gzipped or not, with or without labels")
public record IdxReader(
    @Doc("Folder with files of the usual names (train-images-idx3-ubyte, ...); or give images")
        @Nullable Path folder,
    @Doc("Which files of the folder: train, or test (t10k-images-idx3-ubyte, ...)")
        @Default("train")
        Part part,
    @Doc("File of the samples; or give a folder") @Nullable Path images,
    @Doc("File of the labels, beside images; absent: no labels") @Nullable Path labels)
    implements DatasetReader {

  public IdxReader {
    Check.relation(
        (folder == null) != (images == null),
        "images",
        Set.of("folder"),
        "or folder must be given, and not both",
        folder == null ? "neither" : "both");
    Check.relation(
        labels == null || images != null,
        "labels",
        Set.of("images"),
        "must stand beside images, since a folder's labels are found by their name",
        labels == null ? "" : labels);
  }

  /** All samples of a folder's training part, with labels if they are there. */
  public static IdxReader ofFolder(Path folder) {
    return new IdxReader(folder, Part.TRAIN, null, null);
  }

  /** All samples of a file, with labels if a file of them is given. */
  public static IdxReader ofFile(Path images, @Nullable Path labels) {
    return new IdxReader(null, Part.TRAIN, images, labels);
  }

  @Override
  public Dataset open() {
    Path samples = images;
    Path classes = labels;
    if (folder != null) {
      IdxFolder found = new IdxFolder(folder);
      samples = found.images(part).orElseThrow(() -> notFound(folder));
      classes = IdxFolder.labelsBeside(samples).orElse(null);
    }
    if (samples == null) {
      throw new IllegalStateException("the constructor lets neither images nor folder be absent");
    }
    Source labelSource = classes == null ? null : Source.file(classes);
    Source mapping = IdxFolder.mappingBeside(samples).map(Source::file).orElse(null);
    return new IdxSamples(Source.file(samples), labelSource, IdxFolder.columns(samples), mapping)
        .open(null);
  }

  @Override
  public DatasetReader part(String name) {
    if (images != null) {
      throw Part.inOneFile(name, images);
    }
    return new IdxReader(folder, Part.named(name), null, null);
  }

  /** The other source, in this one's part. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof IdxReader other && other.folder != null
        ? new IdxReader(other.folder, part, null, null)
        : detected;
  }

  private DataException notFound(Path where) {
    if (!Files.exists(where)) {
      return new DataException(where + ": there is no such folder");
    }
    if (!Files.isDirectory(where)) {
      return new DataException(where + " is not a folder; for a single file give images: " + where);
    }
    return new DataException(
        where
            + " holds no "
            + IdxFolder.usualName(part)
            + "; accepted: that name, with a dot in place of '-idx3', and with or without .gz");
  }
}
