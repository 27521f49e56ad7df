package io.gan4j.onnx.internal.graph;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The operators that networks are written with, and what each makes of its inputs' shapes. All of
 * them calculate, and none makes more than its inputs' sizes and its constants say.
 */
public final class Operators {

  /** What an operator makes. */
  @FunctionalInterface
  interface Rule {
    Known of(Call call);
  }

  private static final Map<String, Rule> RULES = rules();

  private Operators() {}

  private static Map<String, Rule> rules() {
    Map<String, Rule> rules = new TreeMap<>();
    ElementwiseRules.addTo(rules);
    LayoutRules.addTo(rules);
    MatrixRules.addTo(rules);
    ImageRules.addTo(rules);
    return rules;
  }

  /** Whether an operator is one of them. */
  public static boolean know(String operator) {
    return RULES.containsKey(operator);
  }

  /**
   * What a node makes.
   *
   * @param inputs null for one that is left out
   * @throws InvalidGraphException if the operator is not known, or its inputs do not fit it
   */
  public static Known infer(Node node, List<@Nullable Known> inputs) {
    Rule rule = RULES.get(node.operator());
    if (rule == null) {
      throw new InvalidGraphException(
          "is of the operator '" + node.operator() + "', which is none of " + RULES.keySet());
    }
    Known known = rule.of(new Call(node, inputs));
    if (known.dims().size() == 0) {
      throw new InvalidGraphException("makes nothing: " + known.dims());
    }
    return known;
  }

  /** Two shapes side by side, as NumPy broadcasts. */
  static Dims broadcast(Call call, Dims a, Dims b) {
    int rank = Math.max(a.rank(), b.rank());
    long[] sizes = new long[rank];
    for (int axis = 0; axis < rank; axis++) {
      long one = axis < rank - a.rank() ? 1 : a.get(axis - (rank - a.rank()));
      long other = axis < rank - b.rank() ? 1 : b.get(axis - (rank - b.rank()));
      call.require(one == other || one == 1 || other == 1, "takes shapes that meet");
      sizes[axis] = one == 1 ? other : one;
    }
    return Dims.of(sizes);
  }
}
