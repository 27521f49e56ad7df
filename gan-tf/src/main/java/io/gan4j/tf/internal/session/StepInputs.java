package io.gan4j.tf.internal.session;

import io.gan4j.api.provider.GanPlan;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;

/**
 * What every phase is fed beside data: the number of the noise draw, and which part of the batch
 * this is. One tensor of each serves all steps.
 */
final class StepInputs implements AutoCloseable {
  private final boolean parts;
  private final int firstHere;
  private final int rows;
  private final Placeholder<TInt64> draw;
  private final Placeholder<TInt32> firstRow;
  private final NativeHandle<TInt64> drawTensor;
  private final NativeHandle<TInt32> firstRowTensor;

  StepInputs(Ops tf, GanPlan plan) {
    this.parts = plan.parts() > 1;
    this.firstHere = plan.firstRowHere();
    this.rows = plan.samplesAtOnce();
    this.draw = tf.withName("draw").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    this.drawTensor = NativeResources.int64("fed draw", 0);
    this.firstRow =
        tf.withName("firstRow").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    this.firstRowTensor = NativeResources.int32("fed firstRow", 0);
  }

  /** Number of the noise draw. */
  Operand<TInt64> draw() {
    return draw;
  }

  /** Number of the part's first sample within its batch. */
  Operand<TInt32> firstRow() {
    return firstRow;
  }

  /**
   * Feeds the draw, and which part of its batch comes next if batches pass in parts.
   *
   * @param part its number among those of this worker, from 0
   */
  void feed(Session.Runner runner, long number, int part) {
    drawTensor.get().setLong(number);
    runner.feed(draw, drawTensor.get());
    if (parts) {
      firstRowTensor.get().setInt(firstHere + part * rows);
      runner.feed(firstRow, firstRowTensor.get());
    }
  }

  @Override
  public void close() {
    drawTensor.close();
    firstRowTensor.close();
  }
}
