package io.gan4j.core.evaluate;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Maker;
import java.util.Optional;
import java.util.function.Function;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * A player of a game that makes samples of nothing but real ones, which are paired with those that
 * it is to make.
 *
 * @param session in which it plays
 * @param maker the player
 */
record PairedMaker(GanSession session, Maker maker) implements Generator.Translator {

  /** A player as one; empty if it is none. */
  static Optional<Generator.Translator> of(GanSession session, Maker maker) {
    GanPlan plan = session.plan();
    boolean paired =
        maker.made().inputs().values().stream()
            .allMatch(
                input ->
                    input instanceof Signal.Data data
                        && !data.side().equals(maker.side())
                        && arePartners(plan, data.side(), maker.side()));
    return paired ? Optional.of(new PairedMaker(session, maker)) : Optional.empty();
  }

  private static boolean arePartners(GanPlan plan, String one, String other) {
    return leader(plan, one).equals(leader(plan, other));
  }

  private static String leader(GanPlan plan, String side) {
    String partner = plan.side(side).partner();
    return partner == null ? side : partner;
  }

  @Override
  public String targets() {
    return maker.side();
  }

  @Override
  public FloatNdArray make(Function<String, Dataset> sides, long[] places) {
    MakerInputs inputs = new MakerInputs(session, maker, sides);
    return inputs.samples(inputs.at(places));
  }
}
