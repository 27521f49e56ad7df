package io.gan4j.core.evaluate;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.core.evaluate.Evaluator.Named;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What metrics can have in an evaluation, and what would help where they cannot.
 *
 * @param extractor what features are taken from; null if no metric asks for any
 */
record AvailableNeeds(RealData data, Generator generator, @Nullable FeatureExtractor extractor) {
  /** Whether anything of this is taken from an extractor. */
  static boolean extracts(Set<MetricNeed> needs) {
    return needs.contains(MetricNeed.FEATURES)
        || needs.contains(MetricNeed.CLASSES)
        || needs.contains(MetricNeed.ESTIMATES);
  }

  /** Whether anything of this is measured on samples of several sides that belong together. */
  static boolean takesPairs(Set<MetricNeed> needs) {
    return needs.contains(MetricNeed.PAIRS) || needs.contains(MetricNeed.CONDITIONS);
  }

  /**
   * Checks that every metric can have what it needs.
   *
   * @throws GanException if one cannot: every one, each with what is missing
   */
  void require(List<Named> metrics) {
    Map<MetricNeed, String> missing = missing();
    List<String> problems = new ArrayList<>();
    for (Named named : metrics) {
      missing.forEach(
          (need, advice) -> {
            if (named.metric().needs().contains(need)) {
              problems.add(named.name() + " needs " + need.words() + ": " + advice);
            }
          });
    }
    if (!problems.isEmpty()) {
      throw new GanException(String.join("\n", problems));
    }
  }

  /** What cannot be had, and what would help. */
  private Map<MetricNeed, String> missing() {
    Map<MetricNeed, String> missing = new EnumMap<>(MetricNeed.class);
    if (data.validation() == null && data.real().size().isPresent()) {
      missing.put(
          MetricNeed.VALIDATION,
          "name their reader under evaluation.validation, or a part under validationSplit");
    }
    if (!data.holdsOut()) {
      missing.put(
          MetricNeed.HELD_OUT,
          "name others than the training data under evaluation.data, or set data.holdOut");
    }
    if (data.training() == null) {
      missing.put(MetricNeed.TRAINING, "only a run directory knows them");
    }
    if (extractor != null && !extractor.classifies()) {
      missing.put(
          MetricNeed.CLASSES,
          extractor.description() + " gives none; name another under evaluation.features");
    }
    Generator.Judge discriminate = generator.discriminate();
    if (discriminate == null) {
      missing.put(MetricNeed.SCORES, "an exported generator has none; a run directory has");
    } else {
      if (discriminate.kind() != ScoreKind.LOGIT) {
        missing.put(MetricNeed.LOGITS, "this run's loss makes them no logits");
      }
      if (discriminate.kind() != ScoreKind.CRITIC) {
        missing.put(MetricNeed.CRITIC, "this run's loss makes none of its discriminator");
      }
    }
    if (data.real().labels().isEmpty()) {
      missing.put(MetricNeed.LABELS, data.real().description() + " has none");
    } else if (generator.classes() == 0) {
      missing.put(MetricNeed.LABELS, "the generator sees none");
    }
    if (data.real().density().isEmpty()) {
      missing.put(MetricNeed.DENSITY, "that of " + data.real().description() + " is not known");
    }
    if (generator.translator() == null) {
      missing.put(MetricNeed.PAIRS, "what this one takes is not paired with what it makes");
    } else if (data.pairs() == null) {
      missing.put(
          MetricNeed.PAIRS,
          "they must not be trained on: set data.holdOut, or name another part of the data under"
              + " evaluation.split");
    }
    if (extractor != null && extractor.estimates().isEmpty()) {
      missing.put(
          MetricNeed.ESTIMATES,
          extractor.description()
              + " estimates none; train one with gan features train --numbers and name it under"
              + " evaluation.features");
    }
    conditionsMissing().ifPresent(advice -> missing.put(MetricNeed.CONDITIONS, advice));
    if (generator.categories().isEmpty()) {
      missing.put(MetricNeed.CODES, "these do not; game: infogan has such latents");
    }
    if (!generator.space().isImage()) {
      missing.put(MetricNeed.IMAGES, "these are samples of shape " + generator.space().shape());
    }
    return missing;
  }

  private Optional<String> conditionsMissing() {
    Generator.Conditional conditional = generator.conditional();
    if (conditional == null) {
      return Optional.of("only the run directory of a game: conditional has one");
    }
    if (data.pairs() == null) {
      return Optional.of(
          "conditions must not be trained on: set data.holdOut, or name another part of the data"
              + " under evaluation.split");
    }
    List<String> others =
        extractor == null
            ? List.of()
            : extractor.estimates().stream()
                .filter(name -> !conditional.names().contains(name))
                .toList();
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the extractor estimates "
                + String.join(", ", others)
                + ", and this generator is conditioned on "
                + String.join(", ", conditional.names()));
  }
}
