package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.CommonKey;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
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
 * Draws the scores of each batch towards the moving average of the other's, for training on few
 * samples: E relu(r − α_F)² + E relu(α_R − f)², where α_R and α_F are the averages of the mean real
 * and mean fake score before this step; in the first step, its own means. Without {@code oneSided}
 * it is the paper's form, the squares themselves.
 */
@Doc(
    value = "Pulls scores towards the other batch's average score, for small data sets",
    paper = "Tseng et al. 2021, Regularizing GANs under Limited Data, eq. 4")
@CommonKey(parameter = "weight", standard = "0.3")
public record LecamTerm(
    @Doc("Share of the averages that is kept from step to step, in [0, 1)") @Default("0.99")
        double decay,
    @Doc("Whether only scores beyond the other average are penalised") @Default("true")
        boolean oneSided)
    implements Term {
  private static final String REAL = "real";
  private static final String FAKE = "fake";

  /** 0 before the first step, 1 ever after. */
  private static final String BEGUN = "begun";

  public LecamTerm {
    Check.inHalfOpen("decay", decay, 0, 1);
  }

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
    return List.of(new StateSpec(REAL, 0), new StateSpec(FAKE, 0), new StateSpec(BEGUN, 0));
  }

  @Override
  public List<String> conflicts(RunTraits traits) {
    return traits.scoreKind() == ScoreKind.ENERGY
        ? List.of(
            "lecam takes high scores for real, and the scores of this loss are energies: take a"
                + " loss on logits or a critic's scores")
        : List.of();
  }

  @Override
  public boolean mixesByMeans() {
    return true;
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T real = context.discriminate(context.real()).scores();
    T fake = context.discriminate(context.fake()).scores();
    T realAverage = before(context, REAL, real);
    T fakeAverage = before(context, FAKE, fake);
    T value = ops.add(pull(ops, ops.sub(real, fakeAverage)), pull(ops, ops.sub(realAverage, fake)));
    return new TermValue<>(
        value,
        Map.of(
            REAL, moved(ops, realAverage, real),
            FAKE, moved(ops, fakeAverage, fake),
            BEGUN, ops.constant(1)),
        Map.of("real-average", realAverage, "fake-average", fakeAverage));
  }

  /** The average before this step; before the first, this step's mean, as a constant. */
  private static <T> T before(TermContext<T> context, String name, T scores) {
    TensorOps<T> ops = context.ops();
    T begun = context.state(BEGUN);
    T first = ops.mul(ops.sub(ops.constant(1), begun), ops.detach(ops.meanOfBatch(scores)));
    return ops.add(ops.mul(begun, context.state(name)), first);
  }

  private <T> T moved(TensorOps<T> ops, T average, T scores) {
    T away = ops.sub(ops.meanOfBatch(scores), average);
    return ops.add(average, ops.mul(ops.constant(1 - decay), away));
  }

  private <T> T pull(TensorOps<T> ops, T distance) {
    return ops.mean(ops.square(oneSided ? ops.relu(distance) : distance));
  }
}
