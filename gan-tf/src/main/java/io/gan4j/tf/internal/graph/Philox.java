package io.gan4j.tf.internal.graph;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt64;

/**
 * Philox-4x32-10 (Salmon et al. 2011) of many keys at once, in operations on whole numbers: what
 * TensorFlow's stateless generators draw for one key. A word of 32 bits is an int64 from 0 to 2³² −
 * 1.
 *
 * @param tf adds the operations
 */
record Philox(Ops tf) {
  private static final long WORD = 0xFFFFFFFFL;
  private static final int ROUNDS = 10;
  private static final int HALF = 32;

  /** With which TensorFlow makes a key and a counter of a seed. */
  private static final long SCRAMBLED_FIRST = 0x3EC8F720L;

  private static final long SCRAMBLED_SECOND = 0x02461E29L;

  /**
   * The words that TensorFlow draws for the seeds {@code (first, second)}.
   *
   * @param first of all of them
   * @param second one each, {@code [n, 1]}
   * @param groups numbers of the groups of four words that are wanted, {@code [1, groups]}
   * @return the first to the fourth word of each group: {@code [n, groups]} each
   */
  List<Operand<TInt64>> words(long first, Operand<TInt64> second, Operand<TInt64> groups) {
    List<Operand<TInt64>> mixed =
        drawn(
            List.of(
                tf.constant(first & WORD), tf.constant(first >>> HALF), low(second), high(second)),
            tf.constant(SCRAMBLED_FIRST),
            tf.constant(SCRAMBLED_SECOND));
    return drawn(
        List.of(groups, tf.constant(0L), mixed.get(2), mixed.get(3)), mixed.get(0), mixed.get(1));
  }

  private List<Operand<TInt64>> drawn(
      List<Operand<TInt64>> counter, Operand<TInt64> keyA, Operand<TInt64> keyB) {
    LongBits bits = new LongBits(tf);
    List<Operand<TInt64>> words = counter;
    Operand<TInt64> a = keyA;
    Operand<TInt64> b = keyB;
    for (int round = 0; round < ROUNDS; round++) {
      if (round > 0) {
        a = low(bits.plus(a, tf.constant(0x9E3779B9L)));
        b = low(bits.plus(b, tf.constant(0xBB67AE85L)));
      }
      Operand<TInt64> productA = bits.times(words.get(0), 0xD2511F53L);
      Operand<TInt64> productB = bits.times(words.get(2), 0xCD9E8D57L);
      words =
          List.of(
              bits.xor(bits.xor(high(productB), words.get(1)), a),
              low(productB),
              bits.xor(bits.xor(high(productA), words.get(3)), b),
              low(productA));
    }
    return words;
  }

  private Operand<TInt64> low(Operand<TInt64> number) {
    return new LongBits(tf).and(number, WORD);
  }

  private Operand<TInt64> high(Operand<TInt64> number) {
    return new LongBits(tf).shift(number, HALF);
  }
}
