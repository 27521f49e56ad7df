package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Range;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.internal.array.ArraySamples;
import io.gan4j.datasets.internal.array.MatVariables;
import io.gan4j.datasets.internal.array.StoredArray;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * MATLAB files of version 5 (save -v7 or -v6) and 7.3: an array of samples, with labels beside.
 * Files as {@code mnist_uint8.mat}, {@code TFD_48x48.mat} and {@code olivettifaces.mat} are known
 * by their variables and need no more than the path. Bytes stay bytes, and pictures of whole
 * numbers from 0 to 255 become bytes; other numbers become floats. Held in memory.
 */
@Doc(
    "MATLAB files, version 5 and 7.3; mnist_uint8.mat, TFD and the Olivetti faces need no more than the"
        + " path")
public record MatReader(
    @Doc("The file") Path path,
    @Doc("Variable of the samples; absent: the usual one, or the only array")
        @Nullable String samples,
    @Doc("Variable of the labels; absent: the usual one, or none") @Nullable String labels,
    @Doc(
            "train, valid, test, unlabeled (by the file's folds) or all; absent: train where the"
                + " file has parts by name, all where it has folds")
        @Nullable Part part,
    @Doc("Fold that defines train, valid and test, from 1") @Default("1") int fold,
    @Doc("How the array holds samples; absent: as known of the file, or samples first")
        @Nullable ArrayLayout layout,
    @Doc("Range of numbers that are not bytes; absent: unbounded") @Nullable Range range)
    implements DatasetReader {

  /** Parts of a set, with the number that stands for each in the folds of the TFD. */
  public enum Part {
    /** Samples without a label. */
    UNLABELED(0),
    /** What is trained on. */
    TRAIN(1),
    /** What hyperparameters are chosen by. */
    VALID(2),
    /** What is held out. */
    TEST(3),
    /** Everything. */
    ALL(-1);

    private final int number;

    Part(int number) {
      this.number = number;
    }
  }

  public MatReader {
    Check.positive("fold", fold);
  }

  /** All that is known of a file by its variables. */
  public static MatReader of(Path path) {
    return new MatReader(path, null, null, null, 1, null, null);
  }

  @Override
  public Dataset open() {
    try (MatVariables file = MatVariables.open(path)) {
      return open(file);
    }
  }

  private Dataset open(MatVariables file) {
    MatContents contents = MatContents.of(file, this);
    StoredArray array = file.array(contents.samples());
    StoredArray classes = contents.labels() == null ? null : file.array(contents.labels());
    StoredArray folds = contents.folds() == null ? null : file.array(contents.folds());
    long[] chosen = folds == null ? null : inFold(folds, contents.part());
    return new ArraySamples(array, classes, chosen, contents.layout(), range)
        .open(
            path
                + (contents.part() == Part.ALL
                    ? ""
                    : ", " + contents.part().name().toLowerCase(Locale.ROOT)));
  }

  @Override
  public DatasetReader part(String name) {
    Part named = io.gan4j.datasets.Part.named(Part.class, name);
    return new MatReader(path, samples, labels, named, fold, layout, range);
  }

  /** The other source, in this one's part and fold. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof MatReader other
        ? new MatReader(other.path, samples, labels, part, fold, layout, range)
        : detected;
  }

  private long[] inFold(StoredArray folds, Part wanted) {
    long[] sizes = folds.sizes();
    if (sizes.length != 2) {
      throw new DataException(
          folds.name() + " is " + StoredArray.words(sizes) + "; accepted: samples x folds");
    }
    if (fold > sizes[1]) {
      throw new DataException(
          folds.name() + " has " + sizes[1] + " folds, fold " + fold + " is not among them");
    }
    long first = (fold - 1) * sizes[0];
    long[] chosen =
        LongStream.range(0, sizes[0])
            .filter(n -> wanted == Part.ALL || folds.value(first + n) == wanted.number)
            .toArray();
    if (chosen.length == 0) {
      throw new DataException(
          folds.name() + ": fold " + fold + " has no sample that is " + wanted.number);
    }
    return chosen;
  }
}
