package io.gan4j.tf.internal.graph;

import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongToDoubleFunction;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.family.TFloating;

/**
 * The variables of a graph, and their initial values. Initial values are fed or computed in the
 * graph, so that no constant of a weight's size stays in it.
 *
 * @param <T> their type
 */
public final class Variables<T extends TFloating> {
  /** Bytes of values held at a time while variables are assigned. */
  private static final long BYTES_AT_ONCE = 256L << 20;

  private final Ops tf;
  private final FloatKind<T> kind;
  private final Map<String, Variable<T>> variables = new LinkedHashMap<>();
  private final Map<Variable<T>, Supplier<LongToDoubleFunction>> filled = new LinkedHashMap<>();
  private final List<Op> computed = new ArrayList<>();
  private final List<Op> copied = new ArrayList<>();

  public Variables(Ops tf, FloatKind<T> kind) {
    this.tf = tf;
    this.kind = kind;
  }

  /** A variable whose elements begin with these values, by row-major index. */
  public Variable<T> filled(String name, Shape shape, Supplier<LongToDoubleFunction> values) {
    Variable<T> variable = declare(name, shape);
    filled.put(variable, values);
    return variable;
  }

  /**
   * A variable whose elements all begin with one value. Not computed in the graph: TensorFlow would
   * fold it into a constant, and keep that beside the variable for as long as the session lives.
   */
  public Variable<T> uniform(String name, Shape shape, double value) {
    return filled(name, shape, () -> i -> value);
  }

  /** A variable that begins with a value computed in the graph. */
  public Variable<T> computed(String name, Shape shape, Operand<T> initial) {
    Variable<T> variable = declare(name, shape);
    computed.add(tf.assignVariableOp(variable.handle(), initial));
    return variable;
  }

  /** A variable that begins with the initial value of another. */
  public Variable<T> copyOf(String name, Variable<T> source) {
    Variable<T> variable = declare(name, source.shape());
    copied.add(tf.assignVariableOp(variable.handle(), source.read()));
    return variable;
  }

  /** A variable that was declared. */
  public Variable<T> named(String name) {
    Variable<T> variable = variables.get(name);
    if (variable == null) {
      throw new IllegalArgumentException("no variable '" + name + "'");
    }
    return variable;
  }

  /** All of them, in the order of their declaration. */
  public Collection<Variable<T>> all() {
    return Collections.unmodifiableCollection(variables.values());
  }

  /** Gives every variable its initial value. */
  public void initialize(Session session) {
    assign(
        session,
        filled.keySet(),
        v -> kind.tensor("initial " + v.name(), v.shape(), initialValues(v)));
    run(session, computed);
    run(session, copied);
  }

  /**
   * Assigns values.
   *
   * @param values the tensor of a variable, which is closed here
   */
  public void assign(
      Session session,
      Collection<Variable<T>> assigned,
      Function<Variable<T>, NativeHandle<T>> values) {
    List<Variable<T>> group = new ArrayList<>();
    long bytes = 0;
    for (Variable<T> variable : assigned) {
      group.add(variable);
      bytes += variable.shape().size() * kind.bytes();
      if (bytes >= BYTES_AT_ONCE) {
        assignAtOnce(session, group, values);
        group.clear();
        bytes = 0;
      }
    }
    if (!group.isEmpty()) {
      assignAtOnce(session, group, values);
    }
  }

  private void assignAtOnce(
      Session session, List<Variable<T>> group, Function<Variable<T>, NativeHandle<T>> values) {
    List<NativeHandle<T>> tensors = new ArrayList<>();
    try {
      Session.Runner runner = session.runner();
      for (Variable<T> variable : group) {
        NativeHandle<T> tensor = values.apply(variable);
        tensors.add(tensor);
        runner.feed(variable.fed(), tensor.get()).addTarget(variable.assign());
      }
      NativeResources.runTargets(runner);
    } finally {
      tensors.forEach(NativeHandle::close);
    }
  }

  private LongToDoubleFunction initialValues(Variable<T> variable) {
    Supplier<LongToDoubleFunction> values = filled.get(variable);
    if (values == null) {
      throw new IllegalStateException("no initial values for " + variable.name());
    }
    return values.get();
  }

  private Variable<T> declare(String name, Shape shape) {
    // A slash is a scope in operation names; without a shared name all handles are one variable.
    Ops named = tf.withName(name.replaceAll("[^A-Za-z0-9_.\\-]", "."));
    VarHandleOp handle = named.varHandleOp(kind.type(), shape, VarHandleOp.sharedName(name));
    Placeholder<T> fed = tf.placeholder(kind.type(), Placeholder.shape(shape));
    Operand<T> read = tf.readVariableOp(handle, kind.type());
    Variable<T> variable =
        new Variable<>(name, shape, handle, read, fed, tf.assignVariableOp(handle, fed));
    if (variables.putIfAbsent(name, variable) != null) {
      throw new IllegalArgumentException("two variables are called '" + name + "'");
    }
    return variable;
  }

  private static void run(Session session, List<Op> operations) {
    if (!operations.isEmpty()) {
      Session.Runner runner = session.runner();
      operations.forEach(runner::addTarget);
      NativeResources.runTargets(runner);
    }
  }
}
