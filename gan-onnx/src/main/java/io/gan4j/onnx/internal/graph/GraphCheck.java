package io.gan4j.onnx.internal.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a graph's nodes fit together and stay within bounds. It runs the graph on shapes instead
 * of tensors, node after node: sizes grow with the batch and no faster.
 */
public final class GraphCheck {
  /** Values that one tensor may have for each sample, or of weights alone. */
  private static final long MOST_OF_TENSOR = 1 << 26;

  /** Values that all of them may have together. */
  private static final long MOST_OF_GRAPH = 1L << 30;

  /** Multiplications for one sample: some ten seconds of a core. */
  private static final long MOST_WORK = 1L << 38;

  private final Map<String, Known> known = new HashMap<>();
  private long values;
  private long work;

  private GraphCheck() {}

  /**
   * Checks a whole model.
   *
   * @throws InvalidGraphException naming the first node that does not fit, or is too large
   */
  public static void require(Model model) {
    GraphCheck check = new GraphCheck();
    model.inputs().forEach(check::define);
    model.constants().forEach((name, constant) -> check.define(name, constant.known()));
    model.nodes().forEach(check::run);
    model
        .outputs()
        .forEach(
            (name, output) -> {
              Known made = check.known.get(name);
              if (made == null
                  || made.type() != output.type()
                  || !made.dims().equals(output.dims())) {
                throw new InvalidGraphException(
                    "gives '"
                        + name
                        + "' of "
                        + (made == null ? "nothing" : made.dims())
                        + ", and says that it gives "
                        + output.dims());
              }
            });
  }

  private void define(String name, Known what) {
    if (name.isEmpty() || known.put(name, what) != null) {
      throw new InvalidGraphException("has two tensors '" + name + "'");
    }
  }

  private void run(Node node) {
    List<@Nullable Known> inputs = new ArrayList<>();
    for (String name : node.inputs()) {
      Known input = known.get(name);
      if (input == null && !name.isEmpty()) {
        throw new InvalidGraphException(
            described(node) + "takes '" + name + "', which nothing before it makes");
      }
      inputs.add(input);
    }
    try {
      Known made = Operators.infer(node, inputs);
      long size = Math.abs(made.dims().size());
      values += size;
      work += Math.min(MOST_WORK, multiplications(node, inputs, size));
      if (size > MOST_OF_TENSOR || values > MOST_OF_GRAPH) {
        throw new InvalidGraphException("makes more values than are let in: " + made.dims());
      }
      if (work > MOST_WORK) {
        throw new InvalidGraphException("is more work than is let in");
      }
      define(node.output(), made);
    } catch (InvalidGraphException e) {
      throw new InvalidGraphException(described(node) + e.getMessage(), e);
    }
  }

  /** Of what sums products, the products; otherwise the values. */
  private static long multiplications(Node node, List<@Nullable Known> inputs, long made) {
    return switch (node.operator()) {
      case "MatMul" -> times(made, last(inputs.get(0)));
      case "Conv" -> times(made, ofKernel(inputs.get(1)));
      case "ConvTranspose" ->
          inputs.get(0) == null
              ? made
              : times(Math.abs(inputs.get(0).dims().size()), ofKernel(inputs.get(1)));
      case "AveragePool", "MaxPool" ->
          node.attributes().integers("kernel_shape", List.of(1L)).stream()
              .reduce(made, GraphCheck::times);
      default -> made;
    };
  }

  private static long last(@Nullable Known matrix) {
    return matrix == null ? 1 : Math.abs(matrix.dims().get(matrix.dims().rank() - 1));
  }

  private static long ofKernel(@Nullable Known kernel) {
    long product = 1;
    for (int axis = 1; kernel != null && axis < kernel.dims().rank(); axis++) {
      product = times(product, kernel.dims().get(axis));
    }
    return product;
  }

  private static long times(long a, long b) {
    return a > MOST_WORK / Math.max(1, b) ? MOST_WORK : a * b;
  }

  private static String described(Node node) {
    return "node '" + node.output() + "' (" + node.operator() + ") ";
  }
}
