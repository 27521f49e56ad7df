package io.gan4j.core.plugin;

import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.Normalization;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.game.Game;
import io.gan4j.api.metric.Features;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An interface whose implementations run files name, and the words for it in messages and lists.
 *
 * @param type the interface
 * @param word for one of them: {@code loss}
 * @param plural for all of them, as in {@code gan list losses}
 * @param within the record whose keys stand beside those of such a component, where a parameter
 *     asks for that record; null if there is none
 */
public record Kind(
    Class<?> type, String word, String plural, @Nullable Class<? extends Record> within) {

  /** The kinds of the vocabulary. A plugin may add its own by contributing to it. */
  static final List<Kind> VOCABULARY =
      List.of(
          new Kind(Game.class, "game", "games"),
          new Kind(Loss.class, "loss", "losses"),
          new Kind(Term.class, "term", "terms", TermConfig.class),
          new Kind(Architecture.class, "architecture", "architectures"),
          new Kind(LayerSpec.class, "layer", "layers"),
          new Kind(Activation.class, "activation", "activations"),
          new Kind(Initializer.class, "initializer", "initializers"),
          new Kind(WeightTransform.class, "weight transform", "weight-transforms"),
          new Kind(Constraint.class, "constraint", "constraints"),
          new Kind(Optimizer.class, "optimizer", "optimizers"),
          new Kind(Schedule.class, "schedule", "schedules"),
          new Kind(Average.class, "average", "averages"),
          new Kind(Latents.class, "latents", "latents"),
          new Kind(DatasetReader.class, "reader", "readers"),
          new Kind(SampleOrder.class, "order", "orders"),
          new Kind(Augmentation.class, "augmentation", "augmentations"),
          new Kind(Normalization.class, "normalization", "normalizations"),
          new Kind(Metric.class, "metric", "metrics"),
          new Kind(Features.class, "features", "features"));

  /** A kind whose components stand alone. */
  public Kind(Class<?> type, String word, String plural) {
    this(type, word, plural, null);
  }

  /** A kind of a plugin's own: words from the name of the interface. */
  static Kind of(Class<?> type) {
    String word =
        type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    return new Kind(type, word, word + "s");
  }

  /** Whether this is the kind that a parameter of a type asks for. */
  boolean isAskedBy(Class<?> parameter) {
    return type == parameter || parameter.equals(within);
  }

  /** What a parameter of a type takes that asks for this kind. */
  public ValueType.Plug asked(Class<?> parameter) {
    return new ValueType.Plug(this, parameter.equals(within));
  }

  /** Whether what is registered under the other kind also serves where this one is asked for. */
  boolean covers(Kind other) {
    return type.isAssignableFrom(other.type);
  }

  /** {@code a loss}, {@code an optimizer}. */
  public String withArticle() {
    if (word.equals(plural)) {
      return word;
    }
    return ("aeiou".indexOf(word.charAt(0)) >= 0 ? "an " : "a ") + word;
  }
}
