package io.gan4j.api.play;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * The fakes of earlier steps that a discriminator is shown beside those of this one. Each row of
 * the batch keeps as many as it has places. While there are free ones a fake is kept and shown.
 * From then on, half of the time, it is kept in place of one that is drawn, which is shown.
 *
 * @param <T> the provider's tensor
 */
final class FakeHistory<T> {
  private final PhasePlay<T> play;
  private final Pairing pairing;
  private final Map<String, T> next = new LinkedHashMap<>();
  private @Nullable T shown;

  FakeHistory(PhasePlay<T> play, Pairing pairing) {
    this.play = play;
    this.pairing = pairing;
    if (play.seesLabels(pairing.discriminator())) {
      throw new ProviderException(
          "the "
              + pairing.discriminator()
              + " sees labels, and those of fakes of earlier steps are not kept");
    }
  }

  /** The fakes to judge, {@code [batch, …]}, which no gradient flows through. */
  T fakes() {
    T fakes = shown;
    if (fakes == null) {
      fakes = drawn();
      shown = fakes;
    }
    return fakes;
  }

  /** Whether these are the fakes to judge. */
  boolean gave(T samples) {
    T fakes = shown;
    return fakes != null && play.same(fakes, samples);
  }

  /** What comes next of what is kept, by name; nothing if nobody asked for fakes. */
  Map<String, T> next() {
    return next;
  }

  private T drawn() {
    PhaseEngine<T> engine = play.engine();
    TensorOps<T> ops = engine.ops();
    String name = GanPlan.historyOf(pairing.discriminator());
    String countName = GanPlan.historyCountOf(pairing.discriminator());
    T fresh = ops.detach(play.value(pairing.made()));
    T kept = engine.carried(name);
    T count = engine.carried(countName);
    int places = play.plan().keptByRow(pairing);
    NoiseSource<T> noise = engine.noiseOf(fresh);

    T one = ops.constant(1);
    T full = ops.greater(count, ops.constant(places - 0.5));
    T drawnPlace =
        ops.minimum(
            ops.floor(
                ops.mul(noise.uniform(name + "/place", Shape.scalar()), ops.constant(places))),
            ops.constant(places - 1));
    // The first free place, or the one that is drawn.
    T place = ops.add(ops.mul(full, drawnPlace), ops.mul(ops.sub(one, full), count));
    T coin = noise.uniform(name + "/swap", Shape.scalar());
    T swaps = ops.mul(full, ops.greater(coin, ops.constant(0.5)));
    T keeps = ops.add(swaps, ops.sub(one, full));

    Shape row = ops.shape(kept).tail();
    T earlier =
        ops.reshape(ops.take(kept, 1, ops.reshape(place, Shape.of(-1, 1))), row.tail().prepend(-1));
    T swapped = ops.broadcastPerSample(swaps, fresh);
    T mixed = ops.add(ops.mul(swapped, earlier), ops.mul(ops.sub(one, swapped), fresh));

    // 1 at the place of each row whose fake is kept, [batch, places, 1, …]
    T distance = ops.abs(ops.sub(ops.range(places), ops.reshape(place, Shape.of(-1, 1))));
    T marked = ops.mul(ops.relu(ops.sub(one, distance)), ops.reshape(keeps, Shape.of(-1, 1)));
    T at = ops.reshape(marked, ones(row.numDimensions() - 1).prepend(places).prepend(-1));
    T added = ops.reshape(fresh, row.tail().prepend(1).prepend(-1));
    next.put(name, ops.add(ops.mul(ops.sub(one, at), kept), ops.mul(at, added)));
    next.put(countName, ops.minimum(ops.add(count, one), ops.constant(places)));
    return ops.detach(mixed);
  }

  private static Shape ones(int axes) {
    long[] sizes = new long[axes];
    Arrays.fill(sizes, 1);
    return Shape.of(sizes);
  }
}
