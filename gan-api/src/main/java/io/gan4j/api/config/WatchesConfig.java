package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/** What is watched during training, and what is done when it goes wrong. */
@Doc("What is watched during training: divergence, saturation, vanishing gradients, mode collapse")
public record WatchesConfig(
    @Doc("Training steps between two looks at gradients and weights; 0: never") @Default("20")
        long every,
    @Doc("A loss, gradient or weight that is not finite: stop, or roll-back") @Default("stop")
        Reaction notFinite,
    @Doc("The discriminator tells real from fake without doubt") @Default("{}")
        Saturation saturation,
    @Doc("The generator hardly gets a gradient") @Default("{}") VanishingGradient vanishingGradient,
    @Doc("The generator makes the same sample over and over") @Default("{}") Collapse collapse,
    @Doc("A run that needs more memory than there is: stop, before it starts, or ignore")
        @Default("stop")
        Reaction memory,
    @Doc("How rolling back works") @Default("{}") RollBack rollBack) {

  public WatchesConfig {
    Check.notNegative("every", every);
    Check.rule(
        notFinite == Reaction.STOP || notFinite == Reaction.ROLL_BACK,
        "notFinite",
        "must be stop or roll-back, for nothing good comes after it",
        notFinite);
    Check.rule(
        memory == Reaction.STOP || memory == Reaction.IGNORE,
        "memory",
        "must be stop or ignore, for it is asked before the run starts",
        memory);
  }

  /**
   * D(x) → 1 and D(G(z)) → 0, step after step. Only where scores are logits.
   *
   * @param margin how near to 1 and to 0, a probability
   * @param steps in a row
   */
  @Doc("The discriminator tells real from fake without doubt")
  public record Saturation(
      @Doc("ignore, warn, stop or roll-back") @Default("warn") Reaction reaction,
      @Doc("D(x) above 1 − margin and D(G(z)) below margin") @Default("0.005") double margin,
      @Doc("Training steps in a row") @Default("300") int steps) {
    public Saturation {
      Check.rule(margin > 0 && margin < 0.5, "margin", "must be in (0, 0.5)", margin);
      Check.positive("steps", steps);
    }
  }

  /**
   * The norm of the generator's gradient, over that of its weights, stays tiny.
   *
   * @param ratio of the two norms
   * @param looks in a row
   */
  @Doc("The generator hardly gets a gradient")
  public record VanishingGradient(
      @Doc("ignore, warn, stop or roll-back") @Default("warn") Reaction reaction,
      @Doc("Norm of the generator's gradient over the norm of its weights") @Default("1.0e-6")
          double ratio,
      @Doc("Looks in a row, within which it does not double") @Default("10") int looks) {
    public VanishingGradient {
      Check.positive("ratio", ratio);
      Check.positive("looks", looks);
    }
  }

  /**
   * Samples differ far less from each other than data do. Looked at whenever samples are drawn.
   *
   * @param ratio of mean pairwise distances, samples over data
   * @param after training steps before which nobody expects variety
   */
  @Doc("The generator makes the same sample over and over")
  public record Collapse(
      @Doc("ignore, warn, stop or roll-back") @Default("warn") Reaction reaction,
      @Doc("Mean distance between two samples over that between two of the data") @Default("0.15")
          double ratio,
      @Doc("Training steps before the first look") @Default("1000") long after) {
    public Collapse {
      Check.rule(ratio > 0 && ratio < 1, "ratio", "must be in (0, 1)", ratio);
      Check.notNegative("after", after);
    }
  }

  /**
   * Back to the last good checkpoint.
   *
   * @param atMost times in a run; the next time it stops
   * @param learningRate factor on every learning rate, each time
   */
  @Doc("Rolling back to the last good checkpoint")
  public record RollBack(
      @Doc("Times in a run; after that it stops") @Default("3") int atMost,
      @Doc("Factor on all learning rates, each time") @Default("0.5") double learningRate) {
    public RollBack {
      Check.positive("atMost", atMost);
      Check.rule(
          learningRate > 0 && learningRate <= 1, "learningRate", "must be in (0, 1]", learningRate);
    }
  }
}
