package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.data.PixelDecoder;
import io.gan4j.api.data.SampleSpace;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Pixels as scale · x + offset with numbers for each channel: the way back from most
 * normalisations, short enough to be written beside an exported generator.
 *
 * @param scale one per channel
 * @param offset one per channel
 */
record ChannelLevels(List<Double> scale, List<Double> offset) implements PixelDecoder {
  private static final String SCALE = "pictureScale";
  private static final String OFFSET = "pictureOffset";
  private static final double TOLERANCE = 1e-3;

  ChannelLevels {
    scale = List.copyOf(scale);
    offset = List.copyOf(offset);
  }

  /** What a space's depiction comes to; empty if it has none, or one of another form. */
  static Optional<ChannelLevels> of(SampleSpace space) {
    PixelDecoder depiction = space.depiction();
    if (depiction == null || !space.isImage()) {
      return Optional.empty();
    }
    int channels = Math.toIntExact(space.shape().get(2));
    float[] zero = new float[space.valuesPerSample()];
    float[] one = new float[zero.length];
    float[] mixed = new float[zero.length];
    float[] expected = new float[zero.length];
    Arrays.fill(one, 1);
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = i % 7 - 3;
      expected[i] = mixed[i];
    }
    depiction.toPixels(zero);
    depiction.toPixels(one);
    depiction.toPixels(mixed);
    List<Double> offset = doubles(Arrays.copyOf(zero, channels));
    float[] difference = new float[channels];
    for (int i = 0; i < channels; i++) {
      difference[i] = one[i] - zero[i];
    }
    ChannelLevels levels = new ChannelLevels(doubles(difference), offset);
    levels.toPixels(expected);
    for (int i = 0; i < mixed.length; i++) {
      if (Math.abs(mixed[i] - expected[i]) > TOLERANCE * Math.max(1, Math.abs(mixed[i]))) {
        return Optional.empty();
      }
    }
    return Optional.of(levels);
  }

  private static List<Double> doubles(float[] values) {
    Double[] doubles = new Double[values.length];
    Arrays.setAll(doubles, i -> (double) values[i]);
    return List.of(doubles);
  }

  /** As metadata. */
  Map<String, String> describe() {
    return Map.of(SCALE, joined(scale), OFFSET, joined(offset));
  }

  private static String joined(List<Double> values) {
    return values.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * From metadata; null if it has none.
   *
   * @throws GanException if it has some that are no numbers
   */
  static @Nullable ChannelLevels read(Map<String, String> metadata) {
    ModelFacts facts = new ModelFacts(metadata);
    List<Double> scale = facts.numbers(SCALE);
    List<Double> offset = facts.numbers(OFFSET);
    return scale != null && offset != null && scale.size() == offset.size()
        ? new ChannelLevels(scale, offset)
        : null;
  }

  @Override
  public void toPixels(float[] sample) {
    for (int i = 0; i < sample.length; i++) {
      int channel = i % scale.size();
      sample[i] = (float) (sample[i] * scale.get(channel) + offset.get(channel));
    }
  }
}
