package io.gan4j.api.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.tensor.TensorOps;
import java.util.List;
import java.util.Set;

/**
 * A loss on scores whose generator looks at the fakes' scores only: its phases then need no real
 * samples.
 */
public interface ScoreLoss extends PairedLoss {

  /**
   * What the generator minimises.
   *
   * @param fake raw scores of the generator's samples
   * @return a scalar
   */
  <T> T generatorLoss(TensorOps<T> ops, T fake);

  @Override
  default <T> T generatorLoss(TensorOps<T> ops, T real, T fake) {
    return generatorLoss(ops, fake);
  }

  @Override
  default List<Term> terms() {
    return List.of(new DiscriminatorTerm(this), new FakesTerm(this));
  }

  /** The generator's half as a term. */
  record FakesTerm(ScoreLoss loss) implements Term {
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
      return loss.isMeanOverSamples();
    }

    @Override
    public boolean mixesByMeans() {
      return loss.mixesByMeans();
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      return TermValue.of(
          loss.generatorLoss(context.ops(), context.discriminate(context.fake()).scores()));
    }
  }
}
