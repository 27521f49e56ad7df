package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Range;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.internal.array.ArraySamples;
import io.gan4j.datasets.internal.array.NpzFile;
import io.gan4j.datasets.internal.array.StoredArray;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Several arrays of NumPy in one file, {@code .npz}. The usual names are known: {@code x_train,
 * y_train} or {@code train_images, train_labels} for parts, {@code x, y} or {@code images, labels}
 * without. Bytes stay bytes, and pictures of whole numbers from 0 to 255 become bytes; other
 * numbers become floats. Held in memory. Pickled objects are refused.
 */
@Doc("Archives of NumPy (.npz): mnist.npz as Keras has it, MedMNIST, or any array in one")
public record NpzReader(
    @Doc("The file") Path path,
    @Doc("Name of the samples' array; absent: the usual one, or the only array")
        @Nullable String samples,
    @Doc("Name of the labels' array; absent: the usual one beside the samples, or none")
        @Nullable String labels,
    @Doc("Of arrays named by parts: train or test; absent: train") @Nullable Part part,
    @Doc("How the array holds samples; absent: samples first") @Nullable ArrayLayout layout,
    @Doc("Range of numbers that are not bytes; absent: unbounded") @Nullable Range range)
    implements DatasetReader {

  /** The usual names. */
  public static NpzReader of(Path path) {
    return new NpzReader(path, null, null, null, null, null);
  }

  @Override
  public Dataset open() {
    try (NpzFile file = NpzFile.open(path)) {
      UsualArrays names = names(file);
      StoredArray array = file.array(names.samples());
      StoredArray classes = names.labels() == null ? null : file.array(names.labels());
      return ArraySamples.all(array, classes, layout == null ? ArrayLayout.PLAIN : layout, range)
          .open(path + ", " + names.samples());
    }
  }

  @Override
  public DatasetReader part(String name) {
    if (samples != null) {
      throw new InvalidValueException(
          "split", "must not name a part beside samples, which names one; found '" + name + "'");
    }
    return new NpzReader(path, null, labels, Part.named(name), layout, range);
  }

  /** The other source, with everything else as this one says. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof NpzReader other
        ? new NpzReader(other.path, samples, labels, part, layout, range)
        : detected;
  }

  private UsualArrays names(NpzFile file) {
    if (samples != null) {
      return new UsualArrays(samples, labels);
    }
    UsualArrays found =
        UsualArrays.of(file.names(), part)
            .or(() -> part == null ? only(file) : Optional.empty())
            .orElseThrow(
                () ->
                    new DataException(
                        path
                            + " holds the arrays "
                            + String.join(", ", file.names())
                            + (part == null
                                ? ""
                                : ", none of which is named as a "
                                    + (part == Part.TEST ? "test" : "training")
                                    + " part")
                            + "; say which are the samples with 'samples'"));
    return labels == null ? found : new UsualArrays(found.samples(), labels);
  }

  private static Optional<UsualArrays> only(NpzFile file) {
    return file.names().size() == 1
        ? Optional.of(new UsualArrays(file.names().get(0), null))
        : Optional.empty();
  }
}
