package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Play;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Terms that try out what a play offers. */
final class TestTerms {
  private TestTerms() {}

  /** ½·weight·E‖∇D(x)‖² on real samples. */
  record InputGradient(double weight) implements Term {
    @Override
    public Player pays() {
      return Player.DISCRIMINATOR;
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.REAL_SCORES, Need.INPUT_GRADIENTS);
    }

    @Override
    public <T> TermValue<T> apply(Play<T> play) {
      TensorOps<T> ops = play.ops();
      T gradient = play.inputGradient(play.judge(play.real()).scores(), play.real());
      T squares = ops.mean(ops.sumPerSample(ops.square(gradient)));
      return TermValue.of(ops.mul(ops.constant(weight / 2), squares));
    }
  }

  /** Counts its own steps, and pays the count times the discriminator's kernels. */
  record Counting() implements Term {
    @Override
    public Player pays() {
      return Player.DISCRIMINATOR;
    }

    @Override
    public List<StateSpec> state() {
      return List.of(new StateSpec("count", 3));
    }

    @Override
    public <T> TermValue<T> apply(Play<T> play) {
      TensorOps<T> ops = play.ops();
      T count = play.state("count");
      T squares = ops.constant(0);
      for (T kernel : play.kernels(Player.DISCRIMINATOR)) {
        squares = ops.add(squares, ops.sum(ops.square(kernel)));
      }
      return new TermValue<>(
          ops.mul(count, squares),
          Map.of("count", ops.add(count, ops.constant(1))),
          Map.of("seen", count));
    }
  }

  /** Uses something without declaring it. */
  record Undeclared(String what) implements Term {
    @Override
    public Player pays() {
      return Player.GENERATOR;
    }

    @Override
    public <T> TermValue<T> apply(Play<T> play) {
      T used =
          switch (what) {
            case "real" -> play.real();
            case "labels" -> play.labels();
            case "state" -> play.state("level");
            default -> play.fake();
          };
      return TermValue.of(what.equals("no scalar") ? used : play.ops().mean(used));
    }
  }

  /** Mean of the one-hot labels' first column, as the generator's score offset. */
  record FirstClass() implements Term {
    @Override
    public Player pays() {
      return Player.GENERATOR;
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.LABELS);
    }

    @Override
    public <T> TermValue<T> apply(Play<T> play) {
      TensorOps<T> ops = play.ops();
      T perClass = ops.meanOverBatch(play.labels());
      T fakes = ops.mean(play.fake());
      return new TermValue<>(
          ops.mul(fakes, ops.sum(ops.square(perClass))),
          Map.of(),
          Map.of("squares", ops.sum(ops.square(perClass))));
    }
  }
}
