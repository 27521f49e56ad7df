package io.gan4j.datasets;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The names that arrays of samples and of labels usually have in a file of several.
 *
 * @param samples name of the samples
 * @param labels name of the labels; null if they have none
 */
record UsualArrays(String samples, @Nullable String labels) {
  private static final List<UsualArrays> OF_TRAIN =
      List.of(
          new UsualArrays("x_train", "y_train"),
          new UsualArrays("X_train", "y_train"),
          new UsualArrays("train_images", "train_labels"),
          new UsualArrays("train_x", "train_y"),
          new UsualArrays("train_set_x", "train_set_y"),
          new UsualArrays("train/images", "train/labels"),
          new UsualArrays("train/imgs", "train/labels"),
          new UsualArrays("train/x", "train/y"));
  private static final List<UsualArrays> OF_ALL =
      List.of(
          new UsualArrays("images", "labels"),
          new UsualArrays("imgs", "labels"),
          new UsualArrays("x", "y"),
          new UsualArrays("X", "y"),
          new UsualArrays("data", "labels"),
          new UsualArrays("data", "label"),
          new UsualArrays("features", "targets"));

  /** Of the names there are, the usual ones of a part; without one those of train, else of all. */
  static Optional<UsualArrays> of(Collection<String> names, @Nullable Part part) {
    List<UsualArrays> ofPart =
        part == Part.TEST ? OF_TRAIN.stream().map(UsualArrays::ofTest).toList() : OF_TRAIN;
    return first(names, ofPart).or(() -> part == null ? first(names, OF_ALL) : Optional.empty());
  }

  private UsualArrays ofTest() {
    return new UsualArrays(
        samples.replace("train", "test"), labels == null ? null : labels.replace("train", "test"));
  }

  private static Optional<UsualArrays> first(
      Collection<String> names, List<UsualArrays> candidates) {
    return candidates.stream()
        .filter(usual -> names.contains(usual.samples()))
        .map(
            usual ->
                names.contains(usual.labels()) ? usual : new UsualArrays(usual.samples(), null))
        .findFirst();
  }
}
