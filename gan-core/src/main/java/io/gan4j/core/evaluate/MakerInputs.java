package io.gan4j.core.evaluate;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Signal;
import io.gan4j.api.play.LabelSource;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Maker;
import io.gan4j.api.random.RandomKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * What goes into a player that makes samples: latents by a seed, and real samples, those of
 * partners from the same places.
 *
 * @param session in which it plays
 * @param maker the player
 * @param data the real samples of a side, by its name
 */
public record MakerInputs(GanSession session, Maker maker, Function<String, Dataset> data) {

  /**
   * What goes in.
   *
   * @param inputs by the input's name, {@code [count, …]}, in their order
   * @param labels the class of each; null if the player sees none
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Given(Map<String, FloatNdArray> inputs, int @Nullable [] labels) {
    public Given {
      inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }

    /** The latents, or else what goes into the first input. */
    public FloatNdArray first() {
      FloatNdArray latents = inputs.get(Signal.LATENTS);
      return latents == null ? inputs.values().iterator().next() : latents;
    }
  }

  /**
   * Classes that the caller says; 0 if it sees no labels, or those of the real samples it takes.
   */
  public int classes() {
    return labels().drawn() ? session.plan().classesSeenBy(maker.player()) : 0;
  }

  private LabelSource labels() {
    GanPlan plan = session.plan();
    return LabelSource.of(maker.made(), player -> plan.player(player).side(), plan::holderOfLabels);
  }

  /**
   * With real samples from all over the data, always the same.
   *
   * @param latents {@code [count, …]}, of a player that takes some; null to draw them by the seed
   * @param labels a class for each; null exactly if {@link #classes} is 0
   */
  public Given evenly(
      long seed, int count, @Nullable FloatNdArray latents, int @Nullable [] labels) {
    return given(seed, count, latents, labels, (i, size) -> i * size / count);
  }

  /** With real samples drawn by the seed. */
  public Given anywhere(long seed, int count, int @Nullable [] labels) {
    RandomKey drawn = RandomKey.of(seed).split("given");
    return given(seed, count, null, labels, drawn::below);
  }

  /** Whether it takes nothing but real samples that are paired with those it is to make. */
  public boolean isPaired() {
    return PairedMaker.of(session, maker).isPresent();
  }

  /** What the real samples of {@link #evenly} are paired with, {@code [count, …]}. */
  public FloatNdArray targets(int count) {
    return values(batch(maker.side(), count, (i, size) -> i * size / count));
  }

  /** With the real samples at these places, of a player that takes no latents. */
  public Given at(long[] places) {
    return at(0, places, null);
  }

  /**
   * With the real samples at these places, and latents by the seed.
   *
   * @param labels a class for each; null exactly if {@link #classes} is 0
   */
  Given at(long seed, long[] places, int @Nullable [] labels) {
    return given(seed, places.length, null, labels, (i, size) -> places[(int) i]);
  }

  /** Which of so many samples stands at a place. */
  private interface Places {
    long sample(long place, long size);
  }

  private Given given(
      long seed,
      int count,
      @Nullable FloatNdArray latents,
      int @Nullable [] labels,
      Places places) {
    Map<String, FloatNdArray> inputs = new LinkedHashMap<>();
    maker
        .made()
        .inputs()
        .forEach(
            (name, input) ->
                inputs.put(
                    name,
                    input instanceof Signal.Data real
                        ? values(batch(real.side(), count, places))
                        : latents == null
                            ? session.drawLatents(((Signal.Noise) input).latents(), seed, count)
                            : latents));
    LabelSource source = labels();
    boolean seen = session.plan().classesSeenBy(maker.player()) > 0;
    return new Given(
        inputs, seen && !source.drawn() ? batch(source.side(), count, places).labels() : labels);
  }

  private Batch batch(String side, int count, Places places) {
    Dataset dataset = data.apply(side);
    Batch batch = new Batch(session.plan().side(side).samples(), count);
    // Of a distribution without end, the first.
    dataset.read(
        LongStream.range(0, count)
            .map(i -> dataset.size().isPresent() ? places.sample(i, dataset.size().getAsLong()) : i)
            .toArray(),
        batch);
    return batch;
  }

  private static FloatNdArray values(Batch batch) {
    SampleSpace space = batch.space();
    return NdArrays.wrap(
        space.shape().prepend(batch.size()), DataBuffers.of(batch.decoded(), true, false));
  }

  /** What the player makes of it, {@code [count, …]}. */
  public FloatNdArray samples(Given given) {
    return Objects.requireNonNull(
        session.infer(maker.player(), given.inputs(), given.labels()).get(maker.made().output()));
  }
}
