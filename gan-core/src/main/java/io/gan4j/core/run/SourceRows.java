package io.gan4j.core.run;

import io.gan4j.api.event.TrainingEvent.SamplesDrawn.Shown;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Maker;
import io.gan4j.core.evaluate.MakerInputs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * What samples that are made of one source each stand in a row with: the source, the sample, and
 * its target where they are paired, or else what another player makes of the sample to lead back.
 *
 * @param session in which the players play
 * @param maker who makes the samples
 * @param targets what the sources are paired with, {@code [count, …]}; null if they are not
 */
record SourceRows(GanSession session, Maker maker, @Nullable FloatNdArray targets) {

  /** Of as many samples; empty if they are not made of one source each. */
  static Optional<SourceRows> of(MakerInputs inputs, int count) {
    Maker maker = inputs.maker();
    return source(maker)
        .map(
            source ->
                new SourceRows(
                    inputs.session(), maker, inputs.isPaired() ? inputs.targets(count) : null));
  }

  /** The side of the only source; empty if something else goes in. */
  private static Optional<String> source(Maker maker) {
    List<Signal> inputs = List.copyOf(maker.made().inputs().values());
    return inputs.size() == 1 && inputs.get(0) instanceof Signal.Data data
        ? Optional.of(data.side())
        : Optional.empty();
  }

  /**
   * The rows.
   *
   * @param given what the samples are made of
   */
  List<Shown> of(MakerInputs.Given given, FloatNdArray samples) {
    List<Shown> row = new ArrayList<>();
    String source = source(maker).orElseThrow();
    row.add(new Shown(source, given.first()));
    row.add(new Shown(maker.side(), samples));
    if (targets != null) {
      row.add(new Shown(maker.side(), targets));
    } else {
      back(source).ifPresent(player -> row.add(new Shown(source, back(player, samples))));
    }
    return row;
  }

  /** Who makes samples like the source of samples like those that are made. */
  private Optional<Maker> back(String source) {
    return session.plan().makers().stream()
        .filter(other -> other.side().equals(source))
        .filter(other -> source(other).filter(maker.side()::equals).isPresent())
        .filter(other -> session.plan().classesSeenBy(other.player()) == 0)
        .findFirst();
  }

  private FloatNdArray back(Maker other, FloatNdArray samples) {
    String input = other.made().inputs().keySet().iterator().next();
    return Objects.requireNonNull(
        session.infer(other.player(), Map.of(input, samples), null).get(other.made().output()));
  }
}
