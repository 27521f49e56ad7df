package io.gan4j.onnx.internal.load;

/** Numbers for a model's noise inputs. */
interface Draws {

  /** Real numbers of all samples. */
  float[] reals(DrawnNoise noise);

  /** Whole numbers of all samples. */
  long[] wholes(DrawnNoise noise);
}
