package io.gan4j.components.rule;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.PairingConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.network.Constraint;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.ParameterSpec.Role;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.plugin.RunRule;
import io.gan4j.api.plugin.RunWarning;
import io.gan4j.api.plugin.RunWarning.Components;
import io.gan4j.api.plugin.RunWarning.Value;
import io.gan4j.api.plugin.RunWarning.WayOut;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PairedLoss;
import io.gan4j.api.term.Term;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.components.constraint.MaxNorm;
import io.gan4j.components.constraint.WeightClip;
import io.gan4j.components.loss.FlippedLabelsLoss;
import io.gan4j.components.loss.WassersteinLoss;
import io.gan4j.components.term.DraganTerm;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.LossTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.components.term.R2Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rules, one method each. A rule speaks only where published practice is clear: a warning that
 * is wrong teaches to read none.
 */
public final class RunRules {
  /** All of them, in the order in which they are told. */
  public static final List<RunRule> ALL =
      List.of(
          ofPairings(RunRules::unboundedCritic),
          ofPairings(RunRules::clippingBesidePenalty),
          ofPairings(RunRules::limitBelowNorm),
          ofPairings(RunRules::twoSlopes),
          RunRules::batchOfOne);

  private RunRules() {}

  /** A rule on a pairing. */
  private interface PairingRule {
    Optional<RunWarning> check(RunConfig config, GanPlan plan, Pairing pairing);
  }

  /** A rule that looks at every pairing of the game, and speaks of the first. */
  private static RunRule ofPairings(PairingRule rule) {
    return (config, plan) ->
        plan.pairings().stream()
            .map(PairingPlan::pairing)
            .filter(pairing -> config.player(pairing.discriminator()).isPresent())
            .flatMap(pairing -> rule.check(config, plan, pairing).stream())
            .findFirst();
  }

  /**
   * A Wasserstein critic whose slope nothing bounds: its score grows without end, and says nothing
   * of a distance (Arjovsky et al. 2017, section 3).
   */
  private static Optional<RunWarning> unboundedCritic(
      RunConfig config, GanPlan plan, Pairing pairing) {
    PlayerNetwork critic = critic(plan, pairing);
    if (losses(config, plan, pairing).noneMatch(WassersteinLoss.class::isInstance)
        || paid(plan, pairing).anyMatch(RunRules::boundsSlope)
        || hasConstraint(config, pairing, RunRules::boundsWeights)
        || kernels(critic).allMatch(RunRules::isNormalized)) {
      return Optional.empty();
    }
    boolean some = kernels(critic).anyMatch(RunRules::isNormalized);
    WayOut wayOut =
        critic.mixesSamples() || config.training().phases() != null
            ? clipped(config, pairing)
            : TermPlace.of(config, pairing)
                .get(0)
                .with(new TermConfig(new GradientPenaltyTerm(1, false), 10));
    return Optional.of(
        new RunWarning(
            lossKey(config, pairing),
            "a Wasserstein critic needs a bound on its slope, and "
                + (some ? "only some of its kernels have a spectral norm" : "nothing gives it one")
                + ": its scores will grow without end",
            wayOut));
  }

  /**
   * The slope at samples and the size of weights are bounds on the same, and in each other's way.
   */
  private static Optional<RunWarning> clippingBesidePenalty(
      RunConfig config, GanPlan plan, Pairing pairing) {
    return hasConstraint(config, pairing, WeightClip.class::isInstance)
            && paid(plan, pairing).anyMatch(RunRules::boundsSlope)
        ? Optional.of(
            new RunWarning(
                constraintsKey(pairing),
                "clipping keeps the discriminator from the slopes that its gradient penalty asks"
                    + " for; the penalty was made to replace it",
                withoutConstraint(config, pairing, WeightClip.class::isInstance)))
        : Optional.empty();
  }

  /** A norm divides out what the limit limits. */
  private static Optional<RunWarning> limitBelowNorm(
      RunConfig config, GanPlan plan, Pairing pairing) {
    return hasConstraint(config, pairing, RunRules::boundsWeights)
            && kernels(critic(plan, pairing)).findAny().isPresent()
            && kernels(critic(plan, pairing)).allMatch(RunRules::isNormalized)
        ? Optional.of(
            new RunWarning(
                constraintsKey(pairing),
                "spectral norm divides out the size of the kernels that the constraint limits, so"
                    + " that the limit only changes how fast they turn",
                withoutConstraint(config, pairing, RunRules::boundsWeights)))
        : Optional.empty();
  }

  /** A penalty towards slopes of 1 and one towards slopes of 0. */
  private static Optional<RunWarning> twoSlopes(RunConfig config, GanPlan plan, Pairing pairing) {
    if (paid(plan, pairing).noneMatch(RunRules::wantsSlope)
        || paid(plan, pairing).noneMatch(RunRules::wantsNone)) {
      return Optional.empty();
    }
    return TermPlace.of(config, pairing).stream()
        .filter(place -> place.has(RunRules::wantsNone))
        .findFirst()
        .map(
            place ->
                new RunWarning(
                    place.key(),
                    "one penalty draws the discriminator's slope to its target and another (r1, r2)"
                        + " to 0",
                    place.without(RunRules::wantsNone)));
  }

  /** Statistics of a single sample: batch norm gives its offset, whatever comes in. */
  private static Optional<RunWarning> batchOfOne(RunConfig config, GanPlan plan) {
    return plan.samplesAtOnce() == 1
            && plan.players().values().stream().anyMatch(player -> player.network().mixesSamples())
        ? Optional.of(
            new RunWarning(
                "data.batchSize",
                "a layer that compares the samples of a batch, such as batch norm, has one sample"
                    + " to compare",
                new Value("data.batchSize", "32")))
        : Optional.empty();
  }

  private static PlayerNetwork critic(GanPlan plan, Pairing pairing) {
    return plan.player(pairing.discriminator()).network();
  }

  /** Where the run file says a pairing's loss. */
  private static String lossKey(RunConfig config, Pairing pairing) {
    PairingConfig own = config.pairings().get(pairing.name());
    return own == null || own.loss() == null ? "loss" : "pairings." + pairing.name() + ".loss";
  }

  private static String constraintsKey(Pairing pairing) {
    return RunConfig.pathOf(pairing.discriminator()) + ".constraints";
  }

  /** What a pairing's discriminator pays in any phase, but for what weighs nothing. */
  private static Stream<Term> paid(GanPlan plan, Pairing pairing) {
    return plan.phases().stream()
        .flatMap(phase -> phase.terms().stream())
        .filter(paid -> weighs(paid.weight()))
        .map(WeightedTerm::term)
        .flatMap(
            term ->
                term instanceof PairingTerm own && own.pairing().name().equals(pairing.name())
                    ? Stream.of(own.term())
                    : Stream.empty())
        .filter(term -> term.paidBy().contains(PlayerRole.DISCRIMINATOR));
  }

  /** The adversarial losses that a pairing's discriminator pays. */
  private static Stream<Loss> losses(RunConfig config, GanPlan plan, Pairing pairing) {
    Loss loss = config.lossOf(pairing);
    List<Term> own = loss.terms();
    List<Loss> losses = new ArrayList<>();
    paid(plan, pairing)
        .forEach(
            term -> {
              if (term instanceof LossTerm part) {
                losses.add(part.loss());
              } else if (term instanceof PairedLoss.DiscriminatorTerm half) {
                losses.add(half.loss());
              } else if (own.contains(term)) {
                losses.add(loss);
              }
            });
    return losses.stream().map(paid -> paid instanceof FlippedLabelsLoss of ? of.of() : paid);
  }

  private static boolean boundsSlope(Term term) {
    return term.needs().contains(Need.INPUT_GRADIENTS);
  }

  private static boolean wantsSlope(Term term) {
    return term instanceof GradientPenaltyTerm || term instanceof DraganTerm;
  }

  private static boolean wantsNone(Term term) {
    return term instanceof R1Term || term instanceof R2Term;
  }

  /** Whether a weight is anything but 0 for good. */
  static boolean weighs(Schedule weight) {
    return !weight.equals(Schedule.constant(0));
  }

  private static boolean boundsWeights(Constraint constraint) {
    return constraint instanceof WeightClip || constraint instanceof MaxNorm;
  }

  private static List<Constraint> constraints(RunConfig config, Pairing pairing) {
    return config.player(pairing.discriminator()).orElseThrow().constraints();
  }

  private static boolean hasConstraint(
      RunConfig config, Pairing pairing, Predicate<Constraint> which) {
    return constraints(config, pairing).stream().anyMatch(which);
  }

  private static Components clipped(RunConfig config, Pairing pairing) {
    List<Constraint> more = new ArrayList<>(constraints(config, pairing));
    more.add(new WeightClip(0.01));
    return new Components(constraintsKey(pairing), Constraint.class, more);
  }

  private static Components withoutConstraint(
      RunConfig config, Pairing pairing, Predicate<Constraint> which) {
    return new Components(
        constraintsKey(pairing),
        Constraint.class,
        constraints(config, pairing).stream().filter(which.negate()).toList());
  }

  /** A kernel, with what its layer keeps beside it. */
  private record Kernel(ParameterSpec spec, Placed placed) {}

  private static Stream<Kernel> kernels(PlayerNetwork network) {
    return network.placed().stream()
        .flatMap(
            placed ->
                placed.parameters().stream()
                    .filter(spec -> spec.role() == Role.KERNEL)
                    .map(spec -> new Kernel(spec, placed)));
  }

  /** Whether a statistic is kept for a kernel, as spectral norm does and weight norm does not. */
  private static boolean isNormalized(Kernel kernel) {
    return kernel.placed().parameters().stream()
        .anyMatch(
            spec ->
                spec.role() == Role.STATISTIC
                    && spec.name().startsWith(kernel.spec().name() + "."));
  }
}
