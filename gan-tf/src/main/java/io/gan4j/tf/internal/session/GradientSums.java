package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.graph.Variables;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Gradients of the parts of a batch, added up. A step begins them anew and uses them up, so they
 * are no state of the run.
 *
 * @param <T> the graph's float type
 */
final class GradientSums<T extends TFloating> {
  private final Model<T> model;
  private final Variables<T> sums;

  GradientSums(Model<T> model) {
    this.model = model;
    this.sums = new Variables<>(model.tf(), model.kind());
    if (model.plan().accumulate() > 1) {
      for (Player player : model.plan().players().keySet()) {
        model.player(player).trained().stream()
            .map(Parameter::variable)
            .forEach(weight -> sums.uniform(name(weight), weight.shape(), 0));
      }
    }
  }

  /**
   * The sums within one phase.
   *
   * @param begin puts a part's shares in their place
   * @param goOn adds a part's shares to them
   * @param totals the sums with a last part's shares, in the order of the weights
   * @param <T> the graph's float type
   */
  record Added<T extends TFloating>(List<Op> begin, List<Op> goOn, List<Operand<T>> totals) {}

  /**
   * Adds up.
   *
   * @param tf the phase's operations
   * @param trained weights
   * @param gradients of a part's loss with respect to them
   */
  Added<T> add(Ops tf, List<Parameter<T>> trained, List<Operand<T>> gradients) {
    GraphOps<T> ops = new GraphOps<>(tf, model.kind().type());
    Operand<T> share = ops.constant(1.0 / model.plan().accumulate());
    Added<T> added = new Added<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < trained.size(); i++) {
      Variable<T> sum = sums.named(name(trained.get(i).variable()));
      Operand<T> scaled = ops.mul(gradients.get(i), share);
      added.begin().add(tf.assignVariableOp(sum.handle(), scaled));
      added.goOn().add(tf.assignAddVariableOp(sum.handle(), scaled));
      added.totals().add(ops.add(sum.read(), scaled));
    }
    return added;
  }

  /** What they are kept in; nothing if batches pass whole. */
  Variables<T> variables() {
    return sums;
  }

  void initialize(Session session) {
    sums.initialize(session);
  }

  private static String name(Variable<?> weight) {
    return "sum/" + weight.name();
  }
}
