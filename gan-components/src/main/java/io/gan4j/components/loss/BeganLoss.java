package io.gan4j.components.loss;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.layer.ReconstructionError;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Boundary equilibrium: the discriminator is an auto-encoder whose score is its error, e. It
 * minimises e_r − k·e_f, the generator e_f, and k, which starts at 0, keeps the two in balance: k ←
 * clip(k + λ(γ·e_r − e_f), 0, 1). A lower γ gives sharper and less diverse samples. The report
 * {@code convergence}, M = e_r + |γ·e_r − e_f|, falls as the training goes well.
 */
@Doc(
    value = "An auto-encoding discriminator in balance with the generator",
    paper = "Berthelot et al. 2017, BEGAN, section 3.4")
public record BeganLoss(
    @Doc("Ratio γ of the errors on fakes and real samples that is aimed at, in [0, 1]")
        @Default("0.5")
        double gamma,
    @Doc("Learning rate λ of k, > 0") @Default("0.001") double lambda)
    implements Loss {

  public BeganLoss {
    Check.inClosed("gamma", gamma, 0, 1);
    Check.positive("lambda", lambda);
  }

  @Override
  public ScoreKind scoreKind() {
    return ScoreKind.ENERGY;
  }

  @Override
  public List<Term> terms() {
    return List.of(new DiscriminatorTerm(gamma, lambda), new GeneratorTerm());
  }

  /** e_r − k·e_f, and the next k. */
  record DiscriminatorTerm(double gamma, double lambda) implements Term {
    private static final String K = "k";

    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.DISCRIMINATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.REAL_SCORES, Need.FAKE_SCORES);
    }

    @Override
    public List<StateSpec> state() {
      return List.of(new StateSpec(K, 0));
    }

    @Override
    public List<String> conflicts(RunTraits traits) {
      List<LayerSpec> layers = traits.discriminator().layers();
      return layers.get(layers.size() - 1) instanceof ReconstructionError
          ? List.of()
          : List.of(
              "began needs a discriminator whose scores are the errors of an auto-encoder: let"
                  + " reconstruction-error be its last layer");
    }

    @Override
    public boolean mixesByMeans() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T real = ops.meanOfBatch(context.discriminate(context.real()).scores());
      T fake = ops.meanOfBatch(context.discriminate(context.fake()).scores());
      T k = context.state(K);
      T balance = ops.sub(ops.mul(ops.constant(gamma), real), fake);
      T moved = ops.add(k, ops.mul(ops.constant(lambda), balance));
      T next = ops.minimum(ops.maximum(moved, ops.constant(0)), ops.constant(1));
      return new TermValue<>(
          ops.sub(real, ops.mul(k, fake)),
          Map.of(K, next),
          Map.of(K, k, "convergence", ops.add(real, ops.abs(balance))));
    }
  }

  /** e_f. */
  record GeneratorTerm() implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.FAKE_SCORES);
    }

    @Override
    public boolean isMeanOverSamples() {
      return true;
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      return TermValue.of(context.ops().mean(context.discriminate(context.fake()).scores()));
    }
  }
}
