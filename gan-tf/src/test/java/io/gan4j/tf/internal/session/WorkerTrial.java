package io.gan4j.tf.internal.session;

import io.gan4j.api.augmentation.AdaptiveProbability;
import io.gan4j.api.augmentation.Augmentations;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.layer.Dropout;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.MinibatchDiscrimination;
import io.gan4j.api.layer.MinibatchStddev;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.layer.Size;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.FloatType;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.Draw;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.architecture.DcganArchitecture;
import io.gan4j.components.augmentation.TranslationAugmentation;
import io.gan4j.components.average.ExponentialAverage;
import io.gan4j.components.game.CycleGame;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import io.gan4j.components.loss.BeganLoss;
import io.gan4j.components.loss.HingeLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.loss.RelativisticAverageLoss;
import io.gan4j.components.loss.RelativisticCost;
import io.gan4j.components.loss.RelativisticPairingLoss;
import io.gan4j.components.loss.WassersteinLoss;
import io.gan4j.components.term.DraganTerm;
import io.gan4j.components.term.FeatureMatchingTerm;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.LecamTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import io.gan4j.testkit.SmallGame;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/** Runs in float64 with a batch of twelve, of which each shows another thing that workers share. */
enum WorkerTrial {
  DROPOUT {
    @Override
    TestPlans plans() {
      TestPlans plans = small(new HingeLoss(1, RealFakeCombination.SUM));
      plans.generatorAverage = new ExponentialAverage(0.9, true);
      plans.maxGradientNorm = 0.5;
      plans.discriminator =
          List.of(
              new GaussianNoise(0.1),
              TestPlans.dense(9, new LeakyRelu(0.2)),
              new Dropout(0.4, true),
              TestPlans.dense(1, new Linear()));
      return plans;
    }
  },
  ACCUMULATED {
    @Override
    TestPlans plans() {
      TestPlans plans = DROPOUT.plans();
      plans.accumulate = 2;
      return plans;
    }
  },
  BATCH_NORM {
    @Override
    TestPlans plans() {
      return images(TestPlans.nonSaturating());
    }
  },
  GRADIENT_PENALTY {
    @Override
    TestPlans plans() {
      return penalised(
          small(new WassersteinLoss(RealFakeCombination.SUM)),
          2,
          new Weighed(10, new GradientPenaltyTerm(1, false)));
    }
  },
  PAIRING {
    @Override
    TestPlans plans() {
      return penalised(
          small(new RelativisticPairingLoss(RelativisticCost.STANDARD)),
          1,
          new Weighed(0.5, new R1Term()),
          new Weighed(0.5, new R2Term()));
    }
  },
  LECAM {
    @Override
    TestPlans plans() {
      return penalised(
          small(new HingeLoss(1, RealFakeCombination.SUM)), 1, new LecamTerm(0.9, true));
    }
  },
  CONDITIONAL {
    @Override
    TestPlans plans() {
      TestPlans plans = small(TestPlans.nonSaturating());
      plans.labels = new LabelSpace(List.of("a", "b", "c"));
      Embedding classes =
          new Embedding(3, Embedding.Join.CONCAT, 2, new NormalInitializer(0, 1), null);
      plans.generator =
          List.of(classes, TestPlans.dense(7, new Tanh()), TestPlans.dense(4, new Linear()));
      plans.discriminator =
          List.of(classes, TestPlans.dense(6, new Tanh()), TestPlans.dense(1, new Linear()));
      return plans;
    }
  },
  RELATIVISTIC_AVERAGE {
    @Override
    TestPlans plans() {
      TestPlans plans =
          small(
              new RelativisticAverageLoss(RelativisticCost.LEAST_SQUARES, RealFakeCombination.SUM));
      // Without a last bias, whose gradient is rounding alone, and as long as any after Adam.
      plans.discriminator =
          List.of(
              TestPlans.dense(6, new Tanh()),
              new Dense(
                  1,
                  new Linear(),
                  new NormalInitializer(0, 0.5),
                  new ConstantInitializer(0),
                  false));
      return plans;
    }
  },
  BEGAN {
    @Override
    TestPlans plans() {
      TestPlans plans = small(new BeganLoss(0.5, 0.1));
      plans.discriminator =
          List.of(
              new ReconstructionError(
                  List.of(TestPlans.dense(3, new Tanh()), TestPlans.dense(4, new Linear())), 1));
      return plans;
    }
  },
  STEERED {
    @Override
    TestPlans plans() {
      TestPlans plans = images(TestPlans.nonSaturating());
      plans.augmentations =
          new Augmentations(
              List.of(new TranslationAugmentation(0.25, TranslationAugmentation.Border.GREY, 1)),
              Schedule.constant(1),
              new AdaptiveProbability(0.1, 200, 0.8, AdaptiveProbability.By.SCORES));
      return plans;
    }
  },
  MINIBATCH {
    @Override
    TestPlans plans() {
      TestPlans plans = small(TestPlans.nonSaturating());
      plans.discriminator =
          List.of(
              TestPlans.dense(6, new Tanh()),
              new MinibatchStddev(4, 1),
              new MinibatchDiscrimination(3, 2, new NormalInitializer(0, 0.5), null),
              TestPlans.dense(1, new Linear()));
      return plans;
    }
  },
  DRAGAN {
    @Override
    TestPlans plans() {
      return penalised(
          small(TestPlans.nonSaturating()), 1, new Weighed(3, new DraganTerm(1, false)));
    }
  },
  FEATURES {
    @Override
    TestPlans plans() {
      TestPlans plans = small(TestPlans.nonSaturating());
      plans.phases =
          List.of(
              plans.phase("discriminator", Player.DISCRIMINATOR),
              plans.phase(
                  "generator",
                  Draw.FRESH,
                  1,
                  Set.of(),
                  List.of(new FeatureMatchingTerm(null)),
                  Player.GENERATOR));
      return plans;
    }
  },
  EARLIER_FAKES {
    @Override
    GanPlan plan() {
      return SmallGame.of(new CycleGame(Schedule.constant(1), Schedule.constant(0), 24))
          .floatType(FloatType.FLOAT64)
          .build()
          .toBuilder()
          .batchSize(BATCH)
          .build();
    }

    @Override
    Map<String, Batch> batches(long step) {
      return SmallGame.batches(plan(), step);
    }

    @Override
    TestPlans plans() {
      throw new UnsupportedOperationException("a game of its own");
    }
  };

  private static final int BATCH = 12;

  abstract TestPlans plans();

  /** The plan of one process alone. */
  GanPlan plan() {
    return plans().plan();
  }

  /** The whole batches of a step. */
  Map<String, Batch> batches(long step) {
    return Map.of(Pairing.DATA, plans().batch(step));
  }

  private static TestPlans small(Loss loss) {
    TestPlans plans = new TestPlans();
    plans.floatType = FloatType.FLOAT64;
    plans.batchSize = BATCH;
    plans.loss = loss;
    return plans;
  }

  private static TestPlans penalised(TestPlans plans, int repeat, Term... terms) {
    plans.phases =
        List.of(
            plans.phase(
                "discriminator",
                Draw.FRESH,
                repeat,
                Set.of(),
                List.of(terms),
                Player.DISCRIMINATOR),
            plans.phase("generator", Player.GENERATOR));
    return plans;
  }

  /** Convolutions, with a batch norm in both networks. */
  private static TestPlans images(Loss loss) {
    TestPlans plans = small(loss);
    plans.samples = SampleSpace.images(8, 8, 1).withRange(Range.SYMMETRIC);
    DcganArchitecture dcgan =
        new DcganArchitecture(
            2,
            8,
            Size.of(3),
            new BatchNorm(0.9, 1e-3, true, true, new ConstantInitializer(1)),
            null,
            null,
            new NormalInitializer(0, 0.3));
    Layout layout = new Layout(Shape.of(TestPlans.LATENTS), plans.samples, Optional.empty());
    plans.generator = dcgan.generator(layout).layers();
    plans.discriminator = dcgan.discriminator(layout).layers();
    return plans;
  }
}
