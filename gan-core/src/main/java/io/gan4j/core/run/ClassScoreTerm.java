package io.gan4j.core.run;

import io.gan4j.api.Player;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.Set;

/**
 * What a classifier pays: {@code −E log softmax(s(x))_y} for scores {@code s(x)}, one per class,
 * and the label y of a real sample.
 */
record ClassScoreTerm() implements Term {

  @Override
  public Player paidBy() {
    return Player.DISCRIMINATOR;
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.REAL_SCORES, Need.LABELS);
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T scores = context.discriminate(context.real()).scores();
    // log Σ exp s, with the largest score taken out so that nothing overflows
    T largest = ops.detach(ops.maxPerSample(scores));
    T others = ops.exp(ops.sub(scores, ops.broadcastPerSample(largest, scores)));
    T logSum = ops.add(largest, ops.log(ops.sumPerSample(others)));
    T own = ops.sumPerSample(ops.mul(scores, context.labels()));
    return TermValue.of(ops.mean(ops.sub(logSum, own)));
  }
}
