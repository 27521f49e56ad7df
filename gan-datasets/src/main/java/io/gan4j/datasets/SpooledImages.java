package io.gan4j.datasets;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.EncodedImages;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.archive.SpooledEntries;
import io.gan4j.datasets.internal.image.LevelledImages;
import io.gan4j.datasets.internal.image.UniformImages;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Pictures that come one after the other, kept in a temporary file until their source is closed.
 */
public final class SpooledImages implements EncodedImages {

  @Override
  public Collection collect() {
    return new Spool(SpooledEntries.begin());
  }

  @Override
  public Dataset dataset(ImageSource source, Policy policy) {
    return source instanceof LevelledImages levelled
        ? pictures(policy).dataset(levelled)
        : new UniformImages(source);
  }

  private static Pictures pictures(Policy policy) {
    return new Pictures(
        policy.skipBroken() ? Broken.SKIP : Broken.FAIL, policy.maxPixels(), policy.levels());
  }

  private record Spool(SpooledEntries entries) implements Collection {
    @Override
    public void add(String place, byte[] file) {
      entries.add(place, file);
    }

    @Override
    public ImageSource open(
        String title, @Nullable LabelSpace classes, int[] labels, Policy policy) {
      return pictures(policy)
          .open(
              entries,
              title,
              IntStream.range(0, entries.count()).boxed().toList(),
              classes == null ? null : new Labels(labels, classes));
    }

    @Override
    public void close() {
      entries.close();
    }
  }
}
