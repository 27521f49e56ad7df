package io.gan4j.tf.internal.session;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
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
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.DISCRIMINATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.REAL, Need.REAL_SCORES, Need.INPUT_GRADIENTS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T gradient =
          context.inputGradient(context.discriminate(context.real()).scores(), context.real());
      T squares = ops.mean(ops.sumPerSample(ops.square(gradient)));
      return TermValue.of(ops.mul(ops.constant(weight / 2), squares));
    }
  }

  /** Counts its own steps, and pays the count times the discriminator's kernels. */
  record Counting() implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.DISCRIMINATOR);
    }

    @Override
    public List<StateSpec> state() {
      return List.of(new StateSpec("count", 3));
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T count = context.state("count");
      T squares = ops.constant(0);
      for (T kernel : context.kernels(PlayerRole.DISCRIMINATOR)) {
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
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      T used =
          switch (what) {
            case "real" -> context.real();
            case "labels" -> context.labels();
            case "state" -> context.state("level");
            default -> context.fake();
          };
      return TermValue.of(what.equals("no scalar") ? used : context.ops().mean(used));
    }
  }

  /** Mean of the one-hot labels' first column, as the generator's score offset. */
  record FirstClass() implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.LABELS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T perClass = ops.meanOverBatch(context.labels());
      T fakes = ops.mean(context.fake());
      return new TermValue<>(
          ops.mul(fakes, ops.sum(ops.square(perClass))),
          Map.of(),
          Map.of("squares", ops.sum(ops.square(perClass))));
    }
  }
}
