package io.gan4j.core;

import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.provider.Trust;
import io.gan4j.core.data.PreparedData;
import io.gan4j.core.data.PreparedSides;
import io.gan4j.core.evaluate.Evaluator;
import io.gan4j.core.evaluate.Generator;
import io.gan4j.core.evaluate.RealData;
import io.gan4j.core.evaluate.SummaryCache;
import io.gan4j.core.plugin.Kind;
import io.gan4j.core.plugin.Registry;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens evaluators: metrics under their names, and the real samples that they compare with. */
final class EvaluatorFactory {
  private final Gan gan;
  private final Registry registry;
  private final SummaryCache statistics;
  private final Trust trust;

  /**
   * @param statistics where numbers learnt from training data are kept
   * @param trust in models that features are taken from
   */
  EvaluatorFactory(Gan gan, Registry registry, SummaryCache statistics, Trust trust) {
    this.gan = gan;
    this.registry = registry;
    this.statistics = statistics;
    this.trust = trust;
  }

  /** Opens what was not trained on of every side; null if there is nothing. */
  private @Nullable Supplier<Map<String, Dataset>> pairs(RunConfig config) {
    String split = config.evaluation().data() == null ? config.evaluation().split() : null;
    return split == null && config.data().holdOut() == 0
        ? null
        : () ->
            PreparedSides.openOthers(config, split, gan.configured(config).locate(), statistics);
  }

  Evaluator open(
      RunConfig config,
      List<Metric> measures,
      Generator generator,
      @Nullable Dataset training,
      SummaryCache cache) {
    Kind kind = registry.kind(Metric.class).orElseThrow();
    List<Evaluator.Named> metrics =
        measures.stream()
            .map(
                metric ->
                    new Evaluator.Named(
                        registry
                            .nameOf(kind, metric.getClass())
                            .orElse(metric.getClass().getSimpleName()),
                        gan.line(Metric.class, metric),
                        metric))
            .toList();
    String side = generator.side().orElse(config.game().sides().get(0));
    RunConfig own = PreparedSides.of(config, side);
    RealData data =
        RealData.open(
                config.evaluation(),
                (reader, split) ->
                    PreparedData.openCompared(own, reader, split, training, statistics)
                        .adaptTo(generator.space()),
                training == null ? null : training.adaptTo(generator.space()),
                PreparedSides.holdsOut(config, side)
                    ? () -> heldOut(config, side, generator.space())
                    : null)
            .withPairs(pairs(config));
    try {
      return new Evaluator(config.evaluation(), metrics, data, generator, cache, trust);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private RealData.Kept heldOut(RunConfig config, String side, SampleSpace space) {
    Map<String, Dataset> sides = gan.heldOutSides(gan.configured(config));
    return new RealData.Kept(
        Objects.requireNonNull(sides.get(side), side).adaptTo(space), sides.values());
  }
}
