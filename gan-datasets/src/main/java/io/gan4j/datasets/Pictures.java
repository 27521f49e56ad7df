package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.api.data.Levels.Kept;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.image.FloatImages;
import io.gan4j.datasets.internal.image.Half;
import io.gan4j.datasets.internal.image.ImageDecoder;
import io.gan4j.datasets.internal.image.LevelledImages;
import io.gan4j.datasets.internal.image.UniformImages;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all readers of encoded pictures say of them.
 *
 * @param broken what a broken one does
 * @param maxPixels those of more pixels are broken
 * @param levels what the levels of deep ones mean; null for the plain meaning
 */
record Pictures(Broken broken, long maxPixels, @Nullable Levels levels) {

  /** Which levels, given or not. */
  Levels meant() {
    return levels == null ? Levels.PLAIN : levels;
  }

  /**
   * Opens some of the entries. Closes them at the end, and if they are refused.
   *
   * @param title how the description begins
   * @param labels one per file; null for none
   */
  FileImages open(Entries entries, String title, List<Integer> files, @Nullable Labels labels) {
    return open(entries, title, files, labels, Half.WHOLE);
  }

  /**
   * Opens some of the entries, and takes a half of each picture.
   *
   * @param half which
   */
  FileImages open(
      Entries entries, String title, List<Integer> files, @Nullable Labels labels, Half half) {
    return FileImages.open(
        entries,
        new ImageDecoder(maxPixels),
        new FileImages.Selection(title, files, labels, broken == Broken.SKIP, meant(), half));
  }

  /** Pictures of one shape as a data set. */
  Dataset dataset(LevelledImages images) {
    return meant().kept() == Kept.FLOATS ? new FloatImages(images) : new UniformImages(images);
  }

  /** Pictures that preprocessing can begin with: those that are bytes. */
  Optional<ImageSource> images(Supplier<? extends ImageSource> open) {
    return meant().kept() == Kept.FLOATS ? Optional.empty() : Optional.of(open.get());
  }
}
