package io.gan4j.core.run;

import io.gan4j.api.Player;
import io.gan4j.api.config.Conditions;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.FreezeConfig;
import io.gan4j.api.config.PhaseConfig;
import io.gan4j.api.config.PlayerConfig;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.provider.BatchParts;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Phase;
import io.gan4j.core.data.ClassLabels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * Lays out both players for the data and checks that everything meets, before anything is built.
 * All mistakes are told together.
 */
public final class PlanBuilder {
  private static final String ACCUMULATE = "training.accumulate";

  private final RunConfig config;
  private final Dataset dataset;
  private final BiFunction<String, String, Problem> locate;
  private final List<Problem> problems = new ArrayList<>();

  private PlanBuilder(
      RunConfig config, Dataset dataset, BiFunction<String, String, Problem> locate) {
    this.config = config;
    this.dataset = dataset;
    this.locate = locate;
  }

  /**
   * The plan of a run.
   *
   * @param locate makes a problem of a path in the configuration and a message
   * @throws ConfigException with every mistake
   */
  public static GanPlan build(
      RunConfig config,
      Dataset dataset,
      BiFunction<String, String, Problem> locate,
      FloatType floatType) {
    return new PlanBuilder(config, dataset, locate).build(floatType);
  }

  private GanPlan build(FloatType floatType) {
    SampleSpace samples = sampleSpace(config, dataset);
    Layout layout = new Layout(config.latents().shape(), samples, dataset.labels());
    NetworkSpec generator = generator(layout);
    NetworkSpec discriminator = discriminator(layout);
    order(config.data());
    conditions();
    List<Phase> phases = phases();
    if (generator != null && discriminator != null) {
      parts(generator, discriminator, phases);
      conflicts(new RunTraits(generator, discriminator, samples, config.loss().scoreKind()));
    }
    Freezing frozenGenerator = frozen(Player.GENERATOR, generator, config.generator());
    Freezing frozenDiscriminator =
        frozen(Player.DISCRIMINATOR, discriminator, config.discriminator());
    if (!problems.isEmpty() || generator == null || discriminator == null) {
      throw new ConfigException(problems);
    }
    return new GanPlan(
        samples,
        dataset.labels().orElse(null),
        new MeanSample(dataset, samples),
        config.latents(),
        plan(generator, config.generator(), frozenGenerator),
        plan(discriminator, config.discriminator(), frozenDiscriminator),
        config.loss().scoreKind(),
        phases,
        config.data().batchSize(),
        config.training().accumulate(),
        config.seed(),
        config.device(),
        floatType,
        fakeLabels());
  }

  /** The data's space in the range that the networks see. */
  static SampleSpace sampleSpace(RunConfig config, Dataset dataset) {
    SampleSpace stored = dataset.space();
    return stored.element() == Element.UINT8
        ? stored.withRange(config.data().range().range())
        : stored;
  }

  private static PlayerPlan plan(NetworkSpec network, PlayerConfig player, Freezing frozen) {
    return new PlayerPlan(
        network,
        player.optimizer(),
        player.average(),
        player.constraints(),
        player.maxGradientNorm(),
        frozen);
  }

  private Freezing frozen(Player player, @Nullable NetworkSpec network, PlayerConfig config) {
    FreezeConfig freeze = config.freeze();
    if (freeze == null || network == null) {
      return Freezing.NONE;
    }
    try {
      Long until = freeze.until();
      return Freezing.of(
          network, freeze.patterns(), until == null ? Freezing.FOR_GOOD : until.longValue());
    } catch (InvalidValueException e) {
      refuse(player.key() + ".freeze." + e.parameter(), e.problem());
      return Freezing.NONE;
    }
  }

  private @Nullable NetworkSpec generator(Layout layout) {
    NetworkSpec network =
        layOut(Player.GENERATOR, () -> config.generator().network().generator(layout));
    if (network == null) {
      return null;
    }
    SampleSpace samples = layout.samples();
    Shape output = network.outputShape();
    if (!output.equals(samples.shape())) {
      refuse(
          "generator.network",
          "the generator makes samples of shape "
              + output
              + ", the data has "
              + samples.shape()
              + " ("
              + dataset.description()
              + ")");
    }
    Range made = network.outputRange();
    boolean meets = made.bounded() ? made.equals(samples.range()) : made.contains(samples.range());
    if (!meets) {
      refuse(
          "generator.network",
          "the generator's output lies in "
              + made
              + ", the data in "
              + samples.range()
              + "; use an output activation for "
              + samples.range()
              + rangeAdvice(made, samples));
    }
    return network;
  }

  /** Only the range of 8-bit samples is the run file's to choose. */
  private static String rangeAdvice(Range made, SampleSpace samples) {
    if (samples.element() != Element.UINT8) {
      return "";
    }
    if (made.equals(Range.SYMMETRIC)) {
      return ", or set data.range to symmetric";
    }
    return made.equals(Range.UNIT) ? ", or set data.range to unit" : "";
  }

  private @Nullable NetworkSpec discriminator(Layout layout) {
    NetworkSpec network =
        layOut(Player.DISCRIMINATOR, () -> config.discriminator().network().discriminator(layout));
    if (network == null) {
      return null;
    }
    Range scores = network.outputRange();
    if (!scores.equals(Range.UNBOUNDED)) {
      refuse(
          "discriminator.network",
          "the discriminator's output lies in "
              + scores
              + ", but raw scores are unbounded: leave the activation off its last layer, the loss"
              + " applies what it needs");
    }
    return network;
  }

  private @Nullable NetworkSpec layOut(
      Player player, java.util.function.Supplier<NetworkSpec> architecture) {
    String path = player.key() + ".network";
    try {
      NetworkSpec network = architecture.get();
      network.placed();
      network.requireLabels(dataset.labels().orElse(null));
      return network;
    } catch (ShapeMismatchException e) {
      refuse(path, e.getMessage());
    } catch (InvalidValueException e) {
      refuse(e.parameter().isEmpty() ? path : path + "." + e.parameter(), e.problem());
    }
    return null;
  }

  private List<Phase> phases() {
    try {
      return new PhaseList(config.loss(), config.terms(), config.conditions() == Conditions.BATCH)
          .of(config.training());
    } catch (InvalidValueException e) {
      refuse(
          "training"
              + Optional.of(e.parameter()).filter(p -> !p.isEmpty()).map(p -> "." + p).orElse(""),
          e.problem());
      return List.of();
    }
  }

  private void conditions() {
    Conditions conditions = config.conditions();
    if (conditions == null || conditions == Conditions.UNIFORM) {
      return;
    }
    if (dataset.labels().isEmpty()) {
      refuse("conditions", "needs labels, and the data has none (" + dataset.description() + ")");
    } else if (conditions == Conditions.EMPIRICAL && dataset.size().isEmpty()) {
      refuse("conditions", "cannot count classes: the data is generated");
    }
  }

  private FakeLabels fakeLabels() {
    Conditions conditions = config.conditions();
    if (conditions == null) {
      return FakeLabels.UNIFORM;
    }
    return switch (conditions) {
      case UNIFORM -> FakeLabels.UNIFORM;
      case EMPIRICAL -> new FakeLabels.Shares(ClassLabels.shares(dataset));
      case BATCH -> FakeLabels.OF_BATCH;
    };
  }

  private void order(DataConfig data) {
    SampleOrder order = data.order();
    if (order == null) {
      return;
    }
    if (dataset.size().isEmpty()) {
      refuse("data.order", "must be absent: the data is generated (" + dataset.description() + ")");
      return;
    }
    order.conflicts(dataset.labels()).forEach(conflict -> refuse("data.order", conflict));
  }

  /** A batch can pass in parts only where the parts add up to the batch. */
  private void parts(NetworkSpec generator, NetworkSpec discriminator, List<Phase> phases) {
    int parts = config.training().accumulate();
    int batch = config.data().batchSize();
    if (parts == 1) {
      return;
    }
    if (batch % parts != 0) {
      refuse(ACCUMULATE, "must divide data.batchSize (" + batch + "), found " + parts);
    }
    for (String obstacle : BatchParts.obstacles(generator, discriminator, phases)) {
      refuse(
          ACCUMULATE,
          "a batch cannot pass in parts: " + obstacle + ". Lower data.batchSize instead");
    }
  }

  /** Asks every term whether it can work with these players. */
  private void conflicts(RunTraits traits) {
    config.loss().terms().stream()
        .flatMap(term -> conflicts(term, traits).stream())
        .distinct()
        .forEach(conflict -> refuse("loss", conflict));
    conflicts("terms", config.terms(), traits);
    List<PhaseConfig> phases = config.training().phases();
    for (int i = 0; phases != null && i < phases.size(); i++) {
      List<TermConfig> terms = phases.get(i).terms();
      if (terms != null) {
        conflicts("training.phases[" + i + "].terms", terms, traits);
      }
    }
  }

  private void conflicts(String path, List<TermConfig> terms, RunTraits traits) {
    for (int i = 0; i < terms.size(); i++) {
      for (String conflict : conflicts(terms.get(i).term(), traits)) {
        refuse(path + "[" + i + "]", conflict);
      }
    }
  }

  /** What a term says itself, and labels that it wants and nobody has. */
  private List<String> conflicts(Term term, RunTraits traits) {
    List<String> conflicts = new ArrayList<>(term.conflicts(traits));
    if (dataset.labels().isEmpty()
        && (term.needs().contains(Need.LABELS) || term.needs().contains(Need.FAKE_LABELS))) {
      conflicts.add("needs labels, and the data has none (" + dataset.description() + ")");
    }
    return conflicts;
  }

  private void refuse(String path, @Nullable String message) {
    problems.add(locate.apply(path, String.valueOf(message)));
  }
}
