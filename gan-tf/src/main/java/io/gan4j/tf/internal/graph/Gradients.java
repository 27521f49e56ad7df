package io.gan4j.tf.internal.graph;

import io.gan4j.api.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Symbolic gradients. */
public final class Gradients {
  private Gradients() {}

  /**
   * Gradients of the sum of y with respect to each x, of x's shape; zeros where y does not depend
   * on it.
   *
   * @throws ProviderException if TensorFlow cannot differentiate something in between, or would do
   *     it wrongly; names the layer
   */
  public static <T extends TFloating> List<Operand<T>> of(
      Ops tf, Operand<T> y, List<Operand<T>> xs) {
    Graph graph = (Graph) tf.scope().env();
    // addGradients throws for an x that y does not reach.
    Set<GraphOperation> reached = graph.subgraphTo(Set.of(y));
    List<Operand<T>> known =
        xs.stream().filter(x -> y.op().equals(x.op()) || reached.contains(x.op())).toList();
    List<Operand<T>> found = known.isEmpty() ? List.of() : checked(graph, tf, y, known);
    List<Operand<T>> gradients = new ArrayList<>();
    int next = 0;
    for (Operand<T> x : xs) {
      boolean reachable = next < known.size() && known.get(next) == x;
      Operand<T> gradient = reachable ? found.get(next++) : null;
      gradients.add(gradient != null && exists(gradient) ? gradient : tf.zerosLike(x));
    }
    return gradients;
  }

  private static <T extends TFloating> List<Operand<T>> checked(
      Graph graph, Ops tf, Operand<T> y, List<Operand<T>> xs) {
    Differentiability between = new Differentiability(graph, y, xs);
    between.refuseWrong();
    try {
      return add(graph, tf, y, xs);
    } catch (BackwardGradients.RuleException e) {
      throw between.refusal(e);
    } catch (TensorFlowException e) {
      throw between.refusal(e);
    }
  }

  @SuppressWarnings("unchecked") // a gradient has the type of its variable
  private static <T extends TFloating> List<Operand<T>> add(
      Graph graph, Ops tf, Operand<T> y, List<Operand<T>> xs) {
    Output<?>[] variables = xs.stream().map(Operand::asOutput).toArray(Output<?>[]::new);
    // Without dx TensorFlow starts from OnesLike, which has no gradient of its own.
    Operand<T> one = tf.constant(y.type(), 1);
    Operand<T> dx =
        y.shape().numDimensions() == 0
            ? one
            : tf.fill(
                y.shape().hasUnknownDimension()
                    ? tf.shape(y)
                    : tf.constant(GraphOps.ints(y.shape())),
                one);
    Output<?>[] of = {y.asOutput()};
    Output<?>[] start = {dx.asOutput()};
    Output<?>[] gradients =
        BackwardGradients.build(() -> graph.addGradients(null, of, variables, start));
    List<Operand<T>> typed = new ArrayList<>();
    for (Output<?> gradient : gradients) {
      typed.add((Output<T>) gradient);
    }
    return typed;
  }

  /**
   * Whether TensorFlow gave a gradient at all: where x is reached only through operations that pass
   * none on, the output it returns has no operation behind it, and says so at first use.
   */
  private static boolean exists(Operand<?> gradient) {
    try {
      return gradient.op().numOutputs() > 0;
    } catch (IllegalStateException e) {
      return false;
    }
  }
}
