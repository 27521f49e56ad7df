package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.tf.internal.graph.FloatKind;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * What phases are fed of a side of the data: real samples as the data set stores them, and their
 * labels. One tensor of each serves all steps.
 *
 * @param <T> the graph's float type
 */
final class Inputs<T extends TFloating> implements AutoCloseable {
  private final SampleSpace space;
  private final int samplesHere;
  private final int rows;
  private final int classes;
  private final Placeholder<? extends TType> stored;
  private final Placeholder<TInt32> labels;
  private final Operand<T> real;
  private final NativeHandle<? extends TType> storedTensor;
  private final NativeHandle<TInt32> labelsTensor;

  Inputs(Ops tf, FloatKind<T> kind, GanPlan plan, String side) {
    SidePlan data = plan.side(side);
    this.space = data.samples();
    this.samplesHere = plan.samplesHere();
    this.rows = plan.samplesAtOnce();
    this.classes = data.labels() == null ? 0 : data.labels().count();
    Shape shape = space.shape().prepend(rows);
    if (space.element() == Element.UINT8) {
      this.stored =
          tf.withName(named("real", side)).placeholder(TUint8.class, Placeholder.shape(shape));
      this.storedTensor = NativeResources.tensor("fed samples", TUint8.class, shape);
      this.real = scaled(tf, kind);
    } else {
      this.stored =
          tf.withName(named("real", side)).placeholder(TFloat32.class, Placeholder.shape(shape));
      this.storedTensor = NativeResources.tensor("fed samples", TFloat32.class, shape);
      this.real = tf.dtypes.cast(stored, kind.type());
    }
    Shape batch = Shape.of(rows);
    this.labels =
        tf.withName(named("labels", side)).placeholder(TInt32.class, Placeholder.shape(batch));
    this.labelsTensor = NativeResources.tensor("fed labels", TInt32.class, batch);
  }

  private static String named(String what, String side) {
    return side.equals(Pairing.DATA) ? what : what + "." + side;
  }

  /** Bytes to the range the networks see. */
  private Operand<T> scaled(Ops tf, FloatKind<T> kind) {
    Range range = space.range();
    GraphOps<T> ops = new GraphOps<>(tf, kind.type());
    Operand<T> levels = tf.dtypes.cast(stored, kind.type());
    Operand<T> scaled = ops.mul(levels, ops.constant((range.high() - range.low()) / 255));
    return range.low() == 0 ? scaled : ops.add(scaled, ops.constant(range.low()));
  }

  /** Real samples of this part in the range the networks see, {@code [samples at once, …]}. */
  Operand<T> real() {
    return real;
  }

  /** Their labels, {@code [samples at once]}. */
  Operand<TInt32> labels() {
    return labels;
  }

  /** Feeds a part of a whole batch. */
  void feedSamples(Session.Runner runner, Batch batch, int part) {
    if (batch.size() != samplesHere || !batch.space().shape().equals(space.shape())) {
      throw new IllegalArgumentException(
          "a batch of "
              + batch.size()
              + " samples "
              + batch.space().shape()
              + " for a session built for "
              + samplesHere
              + " samples "
              + space.shape());
    }
    Tensor tensor = storedTensor.get();
    int values = Math.multiplyExact(rows, space.valuesPerSample());
    if (space.element() == Element.UINT8) {
      tensor.asRawTensor().data().write(batch.bytes(), part * values, values);
    } else {
      tensor.asRawTensor().data().asFloats().write(batch.floats(), part * values, values);
    }
    runner.feed(stored, tensor);
  }

  /** Feeds the labels of a part of a whole batch. */
  void feedLabels(Session.Runner runner, Batch batch, int part) {
    int[] known = LabelSpace.checked(batch.labels(), classes, samplesHere);
    labelsTensor.get().asRawTensor().data().asInts().write(known, part * rows, rows);
    runner.feed(labels, labelsTensor.get());
  }

  @Override
  public void close() {
    storedTensor.close();
    labelsTensor.close();
  }
}
