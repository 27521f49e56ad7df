package io.gan4j.tf.internal.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/** Labels as the layers see them. */
public final class OneHot {
  private OneHot() {}

  /** Labels that are known to lie in 0..classes−1: {@code [batch] → [batch, classes]}. */
  public static <T extends TFloating> Operand<T> of(
      Ops tf, Operand<? extends TNumber> labels, int classes, Class<T> type) {
    return tf.oneHot(labels, tf.constant(classes), tf.constant(type, 1), tf.constant(type, 0));
  }

  /**
   * The same for labels that nobody has checked, as an exported model is given. A bare one-hot
   * makes nothing but zeros of a label that is out of range; on the CPU looking it up fails.
   */
  public static <T extends TFloating> Operand<T> checked(
      Ops tf, Operand<TInt32> labels, int classes, Class<T> type) {
    Operand<TInt32> known =
        tf.gather(
            tf.range(tf.constant(0), tf.constant(classes), tf.constant(1)), labels, tf.constant(0));
    return of(tf, known, classes, type);
  }
}
