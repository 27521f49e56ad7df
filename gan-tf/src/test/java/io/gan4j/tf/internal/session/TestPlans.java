package io.gan4j.tf.internal.session;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.optimizer.Adam;
import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.api.training.Phase;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small GANs on vectors, to be varied: 5 latents, 4 features, a batch of 6. */
final class TestPlans {
  static final int LATENTS = 5;
  static final int FEATURES = 4;

  Latents latents = new NormalLatents(LATENTS);
  List<LayerSpec> generator = List.of(dense(7, new Tanh()), dense(FEATURES, new Linear()));
  List<LayerSpec> discriminator = List.of(dense(6, new Tanh()), dense(1, new Linear()));
  Optimizer generatorOptimizer = new Adam(p -> 1e-2, 0.5, 0.999, 1e-8);
  Optimizer discriminatorOptimizer = new Adam(p -> 1e-2, 0.5, 0.999, 1e-8);
  @Nullable Average generatorAverage;
  List<Constraint> constraints = List.of();
  Loss loss = nonSaturating();
  List<Phase> phases = List.of();
  SampleSpace samples = SampleSpace.vectors(FEATURES);
  @Nullable LabelSpace labels;
  @Nullable Augmentations augmentations;
  int batchSize = 6;
  int accumulate = 1;
  @Nullable Double maxGradientNorm;
  long seed = 7;
  FloatType floatType = FloatType.FLOAT32;
  Precision precision = Precision.FLOAT32;

  static Dense dense(int units, Activation activation) {
    return new Dense(
        units, activation, new NormalInitializer(0, 0.5), new NormalInitializer(0, 0.1), true);
  }

  static Loss nonSaturating() {
    return new NonSaturatingLoss(RealFakeCombination.SUM);
  }

  /** A phase that moves players, paying what they owe for the loss. */
  Phase phase(String name, Player... moves) {
    return phase(name, Draw.FRESH, 1, Set.of(), List.of(), moves);
  }

  Phase phase(
      String name,
      Draw noise,
      int repeat,
      Set<Player> scratch,
      List<Term> further,
      Player... moves) {
    List<WeightedTerm> terms = new ArrayList<>();
    for (Term term : loss.terms()) {
      String payer = term.paidBy().iterator().next().key();
      if (Set.of(moves).contains(new Player(payer))) {
        terms.add(new WeightedTerm("loss." + payer, term, 1));
      }
    }
    for (Term term : further) {
      terms.add(new WeightedTerm("term." + terms.size(), term, 1));
    }
    return new Phase(name, Set.of(moves), repeat, 1, Draw.FRESH, noise, scratch, terms);
  }

  GanPlan plan() {
    return GanPlan.standard(
            new SidePlan(samples, labels, () -> new double[samples.valuesPerSample()]),
            latents,
            PlayerPlan.generator(new NetworkSpec(latents.shape(), generator), generatorOptimizer)
                .average(generatorAverage)
                .maxGradientNorm(maxGradientNorm)
                .build(),
            PlayerPlan.discriminator(
                    new NetworkSpec(samples.shape(), discriminator), discriminatorOptimizer)
                .constraints(constraints)
                .maxGradientNorm(maxGradientNorm)
                .augmentations(augmentations)
                .build(),
            loss.scoreKind())
        .phases(
            phases.isEmpty()
                ? List.of(
                    phase("discriminator", Player.DISCRIMINATOR),
                    phase("generator", Player.GENERATOR))
                : phases)
        .batchSize(batchSize)
        .accumulate(accumulate)
        .seed(seed)
        .device("cpu")
        .floatType(floatType)
        .precision(precision)
        .build();
  }

  InspectedSession<?> open() {
    return InspectedSession.open(plan());
  }

  /** A batch of deterministic samples. */
  Batch batch(long number) {
    Batch batch = new Batch(samples, batchSize);
    int values = batchSize * samples.valuesPerSample();
    for (int i = 0; i < values; i++) {
      double value = Math.sin(number * 31 + i * 1.7);
      if (samples.element() == SampleSpace.Element.UINT8) {
        batch.bytes()[i] = (byte) Math.round(127.5 * (1 + value));
      } else {
        batch.floats()[i] = (float) value;
      }
    }
    for (int i = 0; i < batchSize; i++) {
      batch.labels()[i] = i % 3;
    }
    return batch;
  }

  StepRequest request(String phase, long step) {
    return request(phase, step, step);
  }

  StepRequest request(String phase, long step, long draw) {
    return new StepRequest(phase, draw, 0, step, 1000, 0, batch(step));
  }

  /** What a player paid. */
  static double loss(PhaseReport report, Player player) {
    return requireNonNull(report.losses().get(player));
  }
}
