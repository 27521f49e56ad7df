package io.gan4j.testkit;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.augmentation.Augmentation;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Player;
import io.gan4j.api.layer.Dense;
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
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PairedLoss;
import io.gan4j.api.term.Term;
import java.util.List;

/**
 * Everything that can be asked of a component without knowing what is particular about it: the
 * contract of its kind, and that it reads back as it is written. With an engine at hand, what takes
 * part in training is tried out in training as well.
 */
public final class ComponentContract {
  /** Images of so many pixels each way are wide enough for what moves them a little. */
  private static final int SIDE = 8;

  private ComponentContract() {}

  /**
   * The contract of a component.
   *
   * @param component a record
   * @param kind the interface that it is registered under
   */
  public static Contract of(Record component, Class<?> kind, Workbench workbench) {
    Contract contract =
        new Contract(component)
            .promise(
                "reads back from a run file as it was written",
                () -> readsBack(component, kind, workbench.notation()));
    return contract.and(ofKind(component, workbench));
  }

  private static Contract ofKind(Record component, Workbench workbench) {
    if (component instanceof Game game) {
      return GameContract.of(game, workbench.provider());
    }
    if (component instanceof Loss loss) {
      return loss(loss, workbench);
    }
    if (component instanceof Term term) {
      return term(term, workbench);
    }
    if (component instanceof Activation activation) {
      return ActivationContract.of(activation).and(LayerContract.of(activation, workbench));
    }
    if (component instanceof LayerSpec layer) {
      return LayerContract.of(layer, workbench);
    }
    if (component instanceof WeightTransform transform) {
      TrainingCheck trial = new TrainingCheck(workbench, () -> transformed(transform));
      return trial
          .promises(WeightTransformContract.of(transform))
          .promise(Aspect.EXPORT, "is exported, and makes the same there", trial::exports);
    }
    if (component instanceof Optimizer optimizer) {
      return OptimizerContract.of(optimizer, workbench);
    }
    if (component instanceof Architecture architecture) {
      return ArchitectureContract.ofServed(architecture);
    }
    if (component instanceof Initializer initializer) {
      return InitializerContract.of(initializer);
    }
    if (component instanceof Latents latents) {
      return LatentsContract.of(latents, null);
    }
    if (component instanceof Constraint constraint) {
      return ConstraintContract.of(constraint);
    }
    if (component instanceof Schedule schedule) {
      return ScheduleContract.of(schedule);
    }
    if (component instanceof Average average) {
      return ScheduleContract.ofAverage(average);
    }
    if (component instanceof SampleOrder order) {
      return SampleOrderContract.of(order);
    }
    if (component instanceof Augmentation augmentation) {
      return AugmentationContract.of(augmentation);
    }
    return new Contract(component);
  }

  private static void readsBack(Record component, Class<?> kind, Workbench.Notation notation) {
    String written = notation.write(component, kind);
    Object read = notation.read(written, kind);
    String line = written.strip().replaceAll("\\R", "; ");
    Expect.equal("what '" + line + "' reads as", component, read);
    Expect.equal("what that is written as", written, notation.write((Record) read, kind));
  }

  private static Contract loss(Loss loss, Workbench workbench) {
    Contract contract = loss instanceof PairedLoss paired ? LossContract.of(paired) : ofTerms(loss);
    return TrainingCheck.of(
            workbench,
            List.of(
                () -> SmallPlan.points().loss(loss),
                () -> SmallPlan.encoded().loss(loss),
                () -> SmallPlan.images(SIDE).loss(loss)))
        .promises(contract);
  }

  private static Contract ofTerms(Loss loss) {
    Contract contract = new Contract(loss);
    contract.promise(
        "says what scores mean", () -> Expect.present("kind of score", loss.scoreKind()));
    for (Term term : loss.terms()) {
      contract.and("the " + TermContract.payers(term) + "'s half", TermContract.of(term));
    }
    return contract;
  }

  private static Contract term(Term term, Workbench workbench) {
    Contract contract = TermContract.of(term);
    if (term.needs().contains(Need.LABELS)) {
      return contract;
    }
    boolean slopes = term.needs().contains(Need.INPUT_GRADIENTS);
    if (slopes && term.paidBy().contains(PlayerRole.DISCRIMINATOR)) {
      contract.promise(
          "is a mean over samples of what each sample's own slope costs",
          () -> TrainingCheck.perSample(workbench, term));
    }
    Workbench alone = new Workbench(workbench.provider(), workbench.notation(), List.of());
    return TrainingCheck.of(
            alone,
            List.of(
                () -> SmallPlan.points().term("term", term),
                () -> SmallPlan.encoded().term("term", term),
                () -> SmallPlan.images(SIDE).term("term", term)))
        .promises(contract);
  }

  private static SmallPlan transformed(WeightTransform transform) {
    Dense hidden = SmallPlan.dense(5, SmallComponents.squashed());
    Dense through =
        new Dense(
            hidden.units(), hidden.activation(), hidden.kernel(), hidden.bias(), true, transform);
    return SmallPlan.points()
        .network(Player.GENERATOR, through, SmallPlan.dense(2, SmallComponents.identity()))
        .network(Player.DISCRIMINATOR, through, SmallPlan.dense(1, SmallComponents.identity()));
  }
}
