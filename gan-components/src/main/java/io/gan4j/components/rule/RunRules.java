package io.gan4j.components.rule;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.PairingTerm;
import io.gan4j.api.game.Player;
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
  private static final String CONSTRAINTS = "discriminator.constraints";

  /** All of them, in the order in which they are told. */
  public static final List<RunRule> ALL =
      List.of(
          ofStandardGame(RunRules::unboundedCritic),
          ofStandardGame(RunRules::clippingBesidePenalty),
          ofStandardGame(RunRules::limitBelowNorm),
          ofStandardGame(RunRules::twoSlopes),
          RunRules::batchOfOne);

  private RunRules() {}

  /** A rule that looks at the discriminator of the standard game. */
  private static RunRule ofStandardGame(RunRule rule) {
    return (config, plan) ->
        config.discriminator() != null && config.game().pairings().contains(Pairing.STANDARD)
            ? rule.check(config, plan)
            : Optional.empty();
  }

  /**
   * A Wasserstein critic whose slope nothing bounds: its score grows without end, and says nothing
   * of a distance (Arjovsky et al. 2017, section 3).
   */
  private static Optional<RunWarning> unboundedCritic(RunConfig config, GanPlan plan) {
    PlayerNetwork critic = critic(plan);
    if (losses(config, plan).noneMatch(WassersteinLoss.class::isInstance)
        || paid(plan).anyMatch(RunRules::boundsSlope)
        || hasConstraint(config, RunRules::boundsWeights)
        || kernels(critic).allMatch(RunRules::isNormalized)) {
      return Optional.empty();
    }
    boolean some = kernels(critic).anyMatch(RunRules::isNormalized);
    WayOut wayOut =
        critic.mixesSamples() || config.training().phases() != null
            ? clipped(config)
            : TermPlace.of(config)
                .get(0)
                .with(new TermConfig(new GradientPenaltyTerm(1, false), 10));
    return Optional.of(
        new RunWarning(
            "loss",
            "a Wasserstein critic needs a bound on its slope, and "
                + (some ? "only some of its kernels have a spectral norm" : "nothing gives it one")
                + ": its scores will grow without end",
            wayOut));
  }

  /**
   * The slope at samples and the size of weights are bounds on the same, and in each other's way.
   */
  private static Optional<RunWarning> clippingBesidePenalty(RunConfig config, GanPlan plan) {
    return hasConstraint(config, WeightClip.class::isInstance)
            && paid(plan).anyMatch(RunRules::boundsSlope)
        ? Optional.of(
            new RunWarning(
                CONSTRAINTS,
                "clipping keeps the discriminator from the slopes that its gradient penalty asks"
                    + " for; the penalty was made to replace it",
                withoutConstraint(config, WeightClip.class::isInstance)))
        : Optional.empty();
  }

  /** A norm divides out what the limit limits. */
  private static Optional<RunWarning> limitBelowNorm(RunConfig config, GanPlan plan) {
    return hasConstraint(config, RunRules::boundsWeights)
            && kernels(critic(plan)).findAny().isPresent()
            && kernels(critic(plan)).allMatch(RunRules::isNormalized)
        ? Optional.of(
            new RunWarning(
                CONSTRAINTS,
                "spectral norm divides out the size of the kernels that the constraint limits, so"
                    + " that the limit only changes how fast they turn",
                withoutConstraint(config, RunRules::boundsWeights)))
        : Optional.empty();
  }

  /** A penalty towards slopes of 1 and one towards slopes of 0. */
  private static Optional<RunWarning> twoSlopes(RunConfig config, GanPlan plan) {
    if (paid(plan).noneMatch(RunRules::wantsSlope) || paid(plan).noneMatch(RunRules::wantsNone)) {
      return Optional.empty();
    }
    return TermPlace.of(config).stream()
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

  private static PlayerNetwork critic(GanPlan plan) {
    return plan.player(Player.DISCRIMINATOR).network();
  }

  /** What the discriminator pays in any phase, but for what weighs nothing. */
  private static Stream<Term> paid(GanPlan plan) {
    return plan.phases().stream()
        .flatMap(phase -> phase.terms().stream())
        .filter(paid -> weighs(paid.weight()))
        .map(WeightedTerm::term)
        .flatMap(
            term ->
                term instanceof PairingTerm own && own.pairing().isStandard()
                    ? Stream.of(own.term())
                    : Stream.empty())
        .filter(term -> term.paidBy().contains(PlayerRole.DISCRIMINATOR));
  }

  /** The adversarial losses that the discriminator pays. */
  private static Stream<Loss> losses(RunConfig config, GanPlan plan) {
    List<Term> own = config.loss().terms();
    List<Loss> losses = new ArrayList<>();
    paid(plan)
        .forEach(
            term -> {
              if (term instanceof LossTerm part) {
                losses.add(part.loss());
              } else if (term instanceof PairedLoss.DiscriminatorTerm half) {
                losses.add(half.loss());
              } else if (own.contains(term)) {
                losses.add(config.loss());
              }
            });
    return losses.stream().map(loss -> loss instanceof FlippedLabelsLoss of ? of.of() : loss);
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

  private static List<Constraint> constraints(RunConfig config) {
    return config.player(Player.DISCRIMINATOR).orElseThrow().constraints();
  }

  private static boolean hasConstraint(RunConfig config, Predicate<Constraint> which) {
    return constraints(config).stream().anyMatch(which);
  }

  private static Components clipped(RunConfig config) {
    List<Constraint> more = new ArrayList<>(constraints(config));
    more.add(new WeightClip(0.01));
    return new Components(CONSTRAINTS, Constraint.class, more);
  }

  private static Components withoutConstraint(RunConfig config, Predicate<Constraint> which) {
    return new Components(
        CONSTRAINTS,
        Constraint.class,
        constraints(config).stream().filter(which.negate()).toList());
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
