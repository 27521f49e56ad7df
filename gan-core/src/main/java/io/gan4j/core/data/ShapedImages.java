package io.gan4j.core.data;

import io.gan4j.api.DataException;
import io.gan4j.api.config.CacheConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jspecify.annotations.Nullable;

/**
 * Images of one shape. Each is decoded and shaped when it is first asked for, or by a head start,
 * and kept as bytes from then on.
 */
final class ShapedImages implements Dataset, Prefetchable {
  private final ImageSource source;
  private final ImageShaping shaping;
  private final Form stored;
  private final Augmentation augmentation;
  private final SampleSpace space;
  private final CacheConfig cache;
  private final ByteStore store;
  private final int[] labels;

  /** 1 where the image is in the store. Set after the bytes are written, read before they are. */
  private final AtomicIntegerArray kept;

  /**
   * @param source closed with this
   * @param stored what the shaping makes of every image
   * @param augmentation what is done to every image in every epoch
   * @param cache where they are kept
   */
  ShapedImages(
      ImageSource source,
      ImageShaping shaping,
      Form stored,
      Augmentation augmentation,
      CacheConfig cache) {
    this.source = source;
    this.shaping = shaping;
    this.stored = stored;
    this.augmentation = augmentation;
    this.cache = cache;
    Form shown = augmentation.shown();
    this.space = SampleSpace.images(shown.height(), shown.width(), shown.channels());
    int count = Math.toIntExact(source.size());
    this.store = ByteStore.of(count, storedValues(), cache);
    this.kept = new AtomicIntegerArray(count);
    this.labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = source.label(i);
    }
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(labels.length);
  }

  @Override
  public Optional<LabelSpace> labels() {
    return source.labels();
  }

  @Override
  public long bytesHeld() {
    return store.memory() + (long) Integer.BYTES * labels.length;
  }

  @Override
  public Optional<Dataset> vectors() {
    return source.vectors();
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s, as %dx%dx%d",
        source.description(),
        space.shape().get(0),
        space.shape().get(1),
        space.shape().get(2));
  }

  @Override
  public String contentHash() {
    return Hashes.of(source.contentHash(), shaping, stored, augmentation.shown());
  }

  @Override
  public void read(long[] indices, Batch into) {
    read(indices, null, into);
  }

  @Override
  public void read(long[] indices, long @Nullable [] epochs, Batch into) {
    check(indices, into);
    int width = space.valuesPerSample();
    byte[] whole = new byte[augmentation.isNothing() ? 0 : storedValues()];
    for (int i = 0; i < indices.length; i++) {
      int index = (int) indices[i];
      keep(index);
      into.labels()[i] = labels[index];
      Window.Bytes target = new Window.Bytes(into.bytes(), i * width);
      if (augmentation.isNothing()) {
        store.get(index, target.array(), target.offset());
      } else {
        store.get(index, whole, 0);
        if (epochs == null) {
          augmentation.middle(whole, target);
        } else {
          augmentation.apply(whole, index, epochs[i], target);
        }
      }
    }
  }

  private int storedValues() {
    return stored.height() * stored.width() * stored.channels();
  }

  private void check(long[] indices, Batch into) {
    if (indices.length != into.size()) {
      throw new IllegalArgumentException(
          indices.length + " indices for a batch of " + into.size() + " samples");
    }
    if (!into.space().shape().equals(space.shape()) || into.space().element() != space.element()) {
      throw new IllegalArgumentException("a batch of " + into.space() + " for samples of " + space);
    }
    for (long index : indices) {
      if (index < 0 || index >= labels.length) {
        throw new IndexOutOfBoundsException("sample " + index + " of " + labels.length);
      }
    }
  }

  /** Decodes an image that is not kept yet. Two threads may both do it: they write the same. */
  private void keep(int index) {
    if (kept.getAcquire(index) == 0) {
      Image image = shaping.apply(source.image(index));
      if (image.height() != stored.height() || image.width() != stored.width()) {
        throw new DataException(
            source.description()
                + ": image "
                + index
                + " is of another size than when it was opened; was it replaced meanwhile?");
      }
      store.put(index, image.pixels());
      kept.setRelease(index, 1);
    }
  }

  /** Decodes for some time, or until all images are kept. */
  @Override
  public void headStart() throws InterruptedException {
    Workers.share(labels.length, cache.headStart(), this::keep);
  }

  @Override
  public void close() {
    try (source) {
      store.close();
    }
  }
}
