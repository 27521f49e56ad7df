package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Range;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.internal.array.ArraySamples;
import io.gan4j.datasets.internal.array.Hdf5File;
import io.gan4j.datasets.internal.array.StoredArray;
import io.gan4j.datasets.internal.label.ClassTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * HDF5 files: an array of samples, with labels beside. The usual names are known: {@code imgs,
 * labels} of BigGAN, {@code images, labels}, {@code x, y}, and the same with train and test, also
 * as groups. Bytes stay bytes, and pictures of whole numbers from 0 to 255 become bytes; other
 * numbers become floats. Held in memory.
 */
@Doc("HDF5 files (.h5, .hdf5): an array of samples, labels in another")
public record Hdf5Reader(
    @Doc("The file") Path path,
    @Doc("Path of the samples' array; absent: the usual one, or the only array of numbers")
        @Nullable String samples,
    @Doc("Path of the labels' array; absent: the usual one beside the samples, or none")
        @Nullable String labels,
    @Doc("Of arrays named by parts: train or test; absent: train") @Nullable Part part,
    @Doc("How the array holds samples; absent: samples first") @Nullable ArrayLayout layout,
    @Doc("Range of numbers that are not bytes; absent: unbounded") @Nullable Range range)
    implements DatasetReader {

  /** The usual names. */
  public static Hdf5Reader of(Path path) {
    return new Hdf5Reader(path, null, null, null, null, null);
  }

  @Override
  public Dataset open() {
    try (Hdf5File file = Hdf5File.open(path)) {
      UsualArrays names = names(file);
      ArrayLayout meant = layout == null ? ArrayLayout.PLAIN : layout;
      StoredArray array = file.array(names.samples());
      String source = path + ", " + names.samples();
      String classes = names.labels();
      if (classes != null && file.names().contains(classes) && file.texts(classes)) {
        List<String> words = file.words(classes);
        return ArraySamples.all(array, null, meant, range)
            .open(ClassTexts.of(words, path + ", " + classes), source);
      }
      return ArraySamples.all(array, classes == null ? null : file.array(classes), meant, range)
          .open(source);
    }
  }

  @Override
  public DatasetReader part(String name) {
    if (samples != null) {
      throw new InvalidValueException(
          "split", "must not name a part beside samples, which names one; found '" + name + "'");
    }
    return new Hdf5Reader(path, null, labels, Part.named(name), layout, range);
  }

  /** The other source, with everything else as this one says. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof Hdf5Reader other
        ? new Hdf5Reader(other.path, samples, labels, part, layout, range)
        : detected;
  }

  private UsualArrays names(Hdf5File file) {
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
                            + (file.names().isEmpty()
                                ? " holds no array"
                                : " holds the arrays " + String.join(", ", file.names()))
                            + (part == null ? "" : ", none of which is named as that part")
                            + "; say which are the samples with 'samples'"));
    return labels == null ? found : new UsualArrays(found.samples(), labels);
  }

  private static Optional<UsualArrays> only(Hdf5File file) {
    List<String> arrays = file.names().stream().filter(file::numeric).toList();
    return arrays.size() == 1
        ? Optional.of(new UsualArrays(arrays.get(0), null))
        : Optional.empty();
  }
}
