package io.gan4j.datasets.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.random.RandomKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Images whose three channels are grey images of another data set, chosen by the image's index. */
public final class StackedSamples implements Dataset {
  private static final int CHANNELS = 3;
  private static final int MOST_CLASSES = 100;

  private final Dataset grey;
  private final long choices;
  private final int count;
  private final RandomKey random;
  private final SampleSpace space;
  private final @Nullable LabelSpace labels;
  private final String contentHash;

  /**
   * @param grey grey images of 8 bits, closed with this
   * @throws DataException if they are something else, or have no end
   */
  public StackedSamples(Dataset grey, int count, long seed) {
    SampleSpace one = grey.space();
    if (!one.isImage() || one.shape().get(2) != 1 || one.element() != Element.UINT8) {
      throw new DataException(
          "only grey images of 8 bits can be stacked, and these are " + grey.description());
    }
    this.grey = grey;
    this.choices =
        grey.size()
            .orElseThrow(
                () ->
                    new DataException(
                        "only a source of known size can be stacked: " + grey.description()));
    this.count = count;
    this.random = RandomKey.of(seed).split("stacked");
    this.space = SampleSpace.images(one.shape().get(0), one.shape().get(1), CHANNELS);
    this.labels = grey.labels().map(StackedSamples::combined).orElse(null);
    this.contentHash =
        new Digest("stacked " + count + " seed " + seed)
            .add(grey.contentHash().getBytes(StandardCharsets.UTF_8), grey.contentHash().length())
            .hex();
  }

  private static LabelSpace combined(LabelSpace labels) {
    if (labels.count() > MOST_CLASSES) {
      throw new DataException(
          "of "
              + labels.count()
              + " classes there are too many combinations to be labels; at most "
              + MOST_CLASSES);
    }
    List<String> names = new ArrayList<>();
    for (String red : labels.names()) {
      for (String green : labels.names()) {
        for (String blue : labels.names()) {
          names.add(red + "-" + green + "-" + blue);
        }
      }
    }
    return new LabelSpace(names);
  }

  @Override
  public SampleSpace space() {
    return space;
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(count);
  }

  @Override
  public Optional<LabelSpace> labels() {
    return Optional.ofNullable(labels);
  }

  @Override
  public String description() {
    Shape shape = space.shape();
    return String.format(
        Locale.ROOT,
        "%,d images %dx%dx3 stacked of %s",
        count,
        shape.get(1),
        shape.get(0),
        grey.description());
  }

  @Override
  public long bytesHeld() {
    return grey.bytesHeld();
  }

  @Override
  public String contentHash() {
    return contentHash;
  }

  @Override
  public void read(long[] indices, Batch into) {
    Reads.check(space, count, indices, into);
    long[] chosen =
        LongStream.of(indices)
            .flatMap(
                index ->
                    LongStream.range(0, CHANNELS)
                        .map(channel -> random.below(index * CHANNELS + channel, choices)))
            .toArray();
    Batch planes = new Batch(grey.space(), chosen.length);
    grey.read(chosen, planes);
    int pixels = grey.space().valuesPerSample();
    int classes = grey.labels().map(LabelSpace::count).orElse(0);
    for (int i = 0; i < indices.length; i++) {
      int label = 0;
      for (int channel = 0; channel < CHANNELS; channel++) {
        int plane = i * CHANNELS + channel;
        label = label * classes + planes.labels()[plane];
        for (int pixel = 0; pixel < pixels; pixel++) {
          into.bytes()[(i * pixels + pixel) * CHANNELS + channel] =
              planes.bytes()[plane * pixels + pixel];
        }
      }
      into.labels()[i] = label;
    }
  }

  @Override
  public void close() {
    grey.close();
  }
}
