package io.gan4j.tf.internal.gate;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Operations that make tensors of tensors and do nothing else: no files, no network, no output, no
 * state, no loops, no other program. Each comes with a rule by which the shapes of its outputs are
 * known beforehand; one without is refused, and so is one that a later TensorFlow brings. Texts are
 * no part of a calculation, but that pictures may come out of it as PNG; neither are sizes that
 * only the values decide ({@code Where}, {@code Unique}).
 */
final class PureOperations {
  private static final Map<String, ShapeRule> RULES = rules();

  private static final Set<String> NAMES = names(RULES);

  private PureOperations() {}

  private static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    for (Map<String, ShapeRule> some :
        List.of(
            ElementwiseShapes.rules(),
            ImageShapes.rules(),
            LayoutShapes.rules(),
            RandomShapes.rules(),
            ReductionShapes.rules(),
            SlicingShapes.rules())) {
      rules.putAll(some);
    }
    return Collections.unmodifiableMap(rules);
  }

  private static Set<String> names(Map<String, ShapeRule> rules) {
    // Those without a rule are of the shape that their attributes say.
    Set<String> names = new HashSet<>(Set.of("Const", "Placeholder"));
    names.addAll(rules.keySet());
    return Collections.unmodifiableSet(names);
  }

  /** Those that a graph may hold, whoever wrote it. */
  static Set<String> names() {
    return NAMES;
  }

  /** Null if it has none. */
  static @Nullable ShapeRule rule(String operation) {
    return RULES.get(operation);
  }
}
