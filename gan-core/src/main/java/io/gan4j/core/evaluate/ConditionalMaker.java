package io.gan4j.core.evaluate;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Maker;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * A player that makes samples of latents and of numbers that belong to each real sample.
 *
 * @param session in which it plays
 * @param maker the player
 * @param conditions the side that holds the numbers
 */
record ConditionalMaker(GanSession session, Maker maker, String conditions)
    implements Generator.Conditional {

  /** A player as one; empty if it is none. */
  static Optional<Generator.Conditional> of(GanSession session, Maker maker) {
    return session.plan().conditionOf(maker).isPresent()
        ? maker.condition().map(side -> new ConditionalMaker(session, maker, side))
        : Optional.empty();
  }

  @Override
  public String samples() {
    return maker.side();
  }

  @Override
  public SampleSpace numbers() {
    return session.plan().side(conditions).samples();
  }

  @Override
  public List<String> names() {
    Columns columns = numbers().columns();
    int count = numbers().valuesPerSample();
    return columns == null || columns.columns().size() != count
        ? IntStream.range(0, count).mapToObj(Integer::toString).toList()
        : columns.columns().stream().map(Column::name).toList();
  }

  @Override
  public FloatNdArray make(Function<String, Dataset> sides, long seed, long[] places) {
    MakerInputs inputs = new MakerInputs(session, maker, sides);
    int[] labels = null;
    if (inputs.classes() > 0) {
      Batch real = new Batch(session.plan().side(samples()).samples(), places.length);
      sides.apply(samples()).read(places, real);
      labels = real.labels();
    }
    return inputs.samples(inputs.at(seed, places, labels));
  }
}
