package io.gan4j.tf.internal.session;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.natives.NativeHandle;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.family.TFloating;

/**
 * A scalar that is computed in Java before every update of a player. One tensor serves all steps.
 *
 * @param <T> the graph's float type
 */
final class ScalarFeed<T extends TFloating> implements AutoCloseable {
  private final FloatKind<T> kind;
  private final Placeholder<T> placeholder;
  private final ToDoubleFunction<Progress> value;
  private final NativeHandle<T> tensor;

  ScalarFeed(String name, Ops tf, FloatKind<T> kind, ToDoubleFunction<Progress> value) {
    this.kind = kind;
    this.placeholder =
        tf.withName(name).placeholder(kind.type(), Placeholder.shape(Shape.scalar()));
    this.value = value;
    this.tensor = kind.scalar("fed " + name);
  }

  Operand<T> operand() {
    return placeholder;
  }

  void feed(Session.Runner runner, Progress progress) {
    kind.set(tensor.get(), value.applyAsDouble(progress));
    runner.feed(placeholder, tensor.get());
  }

  @Override
  public void close() {
    tensor.close();
  }
}
