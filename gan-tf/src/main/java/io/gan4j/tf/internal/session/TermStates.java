package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.term.StateSpec;
import io.gan4j.api.training.WeightedTerm;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.graph.Variables;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * The scalars that terms carry from step to step. The same name in two phases is the same state.
 *
 * @param <T> the graph's float type
 */
final class TermStates<T extends TFloating> {
  private final Variables<T> variables;
  private final Map<String, List<StateSpec>> declared = new HashMap<>();
  private final Map<String, Map<String, Variable<T>>> states = new HashMap<>();

  TermStates(Variables<T> variables) {
    this.variables = variables;
  }

  Map<String, Variable<T>> of(WeightedTerm paid) {
    List<StateSpec> specs = paid.term().state();
    List<StateSpec> before = declared.putIfAbsent(paid.name(), specs);
    if (before != null && !before.equals(specs)) {
      throw new ProviderException(
          "two terms are called '"
              + paid.name()
              + "' and carry different state: "
              + before
              + " and "
              + specs);
    }
    return states.computeIfAbsent(paid.name(), name -> declare(name, specs));
  }

  private Map<String, Variable<T>> declare(String term, List<StateSpec> specs) {
    Map<String, Variable<T>> own = new LinkedHashMap<>();
    for (StateSpec spec : specs) {
      own.put(
          spec.name(),
          variables.uniform("term/" + term + "/" + spec.name(), Shape.scalar(), spec.initial()));
    }
    return own;
  }
}
