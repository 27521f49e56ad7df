package io.gan4j.tf.internal.session;

import io.gan4j.api.random.RandomKey;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.GraphNoise;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.graph.TableSource;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.graph.Variables;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Tables as variables: drawn once, when the session opens, and read ever after.
 *
 * @param <T> the graph's float type
 */
final class Tables<T extends TFloating> implements TableSource<T> {
  private final Ops tf;
  private final FloatKind<T> kind;
  private final Variables<T> variables;
  private final RandomKey root;
  private final Map<String, Variable<T>> tables = new LinkedHashMap<>();

  Tables(Ops tf, FloatKind<T> kind, Variables<T> variables, RandomKey root) {
    this.tf = tf;
    this.kind = kind;
    this.variables = variables;
    this.root = root;
  }

  @Override
  public Operand<T> table(
      String name, int rows, Function<NoiseSource<Operand<T>>, Operand<T>> values) {
    Variable<T> table = tables.get(name);
    if (table == null) {
      GraphNoise<T> noise =
          new GraphNoise<>(tf, kind.type(), root, tf.constant(0L), tf.constant(rows), this);
      Operand<T> drawn = values.apply(new ScopedNoise<>("table/" + name + "/", noise));
      table = variables.computed(variableName(name), drawn.shape(), drawn);
      tables.put(name, table);
    } else if (table.shape().get(0) != rows) {
      throw new IllegalArgumentException(
          "table '" + name + "' has " + table.shape().get(0) + " rows, asked for " + rows);
    }
    return table.read();
  }

  /** All of them. */
  Collection<Variable<T>> all() {
    return tables.values();
  }

  /** The variable of a table. */
  static String variableName(String table) {
    return "table/" + table;
  }
}
