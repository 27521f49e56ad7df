package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Range;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.array.ArraySamples;
import io.gan4j.datasets.internal.array.NpyFile;
import io.gan4j.datasets.internal.array.StoredArray;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Arrays of NumPy, {@code .npy}: samples {@code [n, …]}, labels in a file of their own. Bytes stay
 * bytes, and pictures of whole numbers from 0 to 255 become bytes; other numbers become floats.
 * Held in memory. Pickled objects are refused.
 */
@Doc("Arrays of NumPy (.npy), labels in a file of their own")
public record NpyReader(
    @Doc("File of the samples") Path path,
    @Doc("File of the labels, one number or a one-hot row per sample; absent: no labels")
        @Nullable Path labels,
    @Doc("How the array holds samples; absent: samples first") @Nullable ArrayLayout layout,
    @Doc("Range of numbers that are not bytes; absent: unbounded") @Nullable Range range)
    implements DatasetReader {

  /** Samples first, no labels. */
  public static NpyReader of(Path path) {
    return new NpyReader(path, null, null, null);
  }

  @Override
  public Dataset open() {
    StoredArray samples = NpyFile.read(Source.file(path));
    StoredArray classes = labels == null ? null : NpyFile.read(Source.file(labels));
    return ArraySamples.all(samples, classes, layout == null ? ArrayLayout.PLAIN : layout, range)
        .open(path.toString());
  }

  /** The other source, in this one's layout and range. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof NpyReader other
        ? new NpyReader(other.path, other.labels, layout, range)
        : detected;
  }
}
