package io.gan4j.api.data;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/**
 * Changes the values of samples behind everything else in preprocessing, and knows the way back, so
 * that generated samples can be shown as pictures.
 */
public interface Normalization {

  /**
   * Learns from the training samples what it needs to know of them.
   *
   * @param samples the training samples as this normalisation gets them
   */
  Fitted fit(Samples samples);

  /** Samples to learn from. */
  interface Samples {

    /** Shape of one sample. */
    Shape shape();

    /** How many there are. */
    long count();

    /**
     * Visits so many of them, evenly spread, in their order.
     *
     * @param visitor gets the values of each in row-major order; the array is used again
     */
    void visit(long most, Consumer<float[]> visitor);

    /**
     * Numbers that take long to learn from these samples: from where the user keeps such numbers,
     * if they were learnt before.
     *
     * @param what they are, with everything that they depend on beside the samples
     * @param learn how they are learnt
     */
    default double[] learnt(String what, Supplier<double[]> learn) {
      return learn.get();
    }
  }

  /**
   * A normalisation that has learnt. Safe for use by several threads; equal ones do the same, and
   * {@code toString} holds everything that determines what it does.
   */
  interface Fitted {

    /** Changes one sample, in place. */
    void apply(float[] sample);

    /**
     * Takes one sample back, in place: exactly, or, where {@link #apply} loses something (each
     * image's own contrast), with what the training samples have of it on average.
     */
    void invert(float[] sample);

    /** Whether a sample takes so long that it is better kept than changed again in each epoch. */
    default boolean isCostly() {
      return false;
    }
  }
}
