package io.gan4j.tf.internal.graph;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * Arithmetic on 64 bits in a graph, wrapping around as in Java: the same numbers to the bit
 * whatever the device and however many there are.
 *
 * @param tf adds the operations
 */
record LongBits(Ops tf) {
  Operand<TInt64> plus(Operand<TInt64> a, Operand<TInt64> b) {
    return tf.math.add(a, b);
  }

  Operand<TInt64> times(Operand<TInt64> a, long b) {
    return tf.math.mul(a, tf.constant(b));
  }

  Operand<TInt64> xor(Operand<TInt64> a, Operand<TInt64> b) {
    return tf.bitwise.bitwiseXor(a, b);
  }

  Operand<TInt64> and(Operand<TInt64> a, long mask) {
    return tf.bitwise.bitwiseAnd(a, tf.constant(mask));
  }

  /** Shifted to the right with zeros from the left; what TensorFlow shifts in are signs. */
  Operand<TInt64> shift(Operand<TInt64> a, int bits) {
    return and(tf.bitwise.rightShift(a, tf.constant((long) bits)), -1L >>> bits);
  }

  /** SplitMix64's last step, as {@link io.gan4j.api.random.RandomKey} has it. */
  Operand<TInt64> mix(Operand<TInt64> z) {
    Operand<TInt64> once = times(xor(z, shift(z, 30)), 0xBF58476D1CE4E5B9L);
    Operand<TInt64> twice = times(xor(once, shift(once, 27)), 0x94D049BB133111EBL);
    return xor(twice, shift(twice, 31));
  }
}
