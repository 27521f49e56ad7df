package io.gan4j.bench.reproduction;

import io.gan4j.api.provider.GanSession;
import java.util.function.DoubleUnaryOperator;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A stretch of the real line, cut into equal cells: integrals over known densities, and what a
 * discriminator says at the cells' middles.
 */
record Line1d(double low, double high, int cells) {

  /** The middle of every cell. */
  double[] middles() {
    double[] middles = new double[cells];
    for (int i = 0; i < cells; i++) {
      middles[i] = low + (i + 0.5) * cell();
    }
    return middles;
  }

  private double cell() {
    return (high - low) / cells;
  }

  /** A function at every middle. */
  double[] at(DoubleUnaryOperator function) {
    double[] values = middles();
    for (int i = 0; i < cells; i++) {
      values[i] = function.applyAsDouble(values[i]);
    }
    return values;
  }

  /** The integral of the product of two functions, given at the middles. */
  double integral(double[] density, double[] values) {
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      if (density[i] > 0) {
        sum += density[i] * values[i];
      }
    }
    return sum * cell();
  }

  /** The raw scores of a discriminator at the middles, moved by a shift. */
  double[] scores(GanSession session, double shift) {
    double[] middles = middles();
    float[] points = new float[cells];
    for (int i = 0; i < cells; i++) {
      points[i] = (float) (middles[i] + shift);
    }
    FloatNdArray scores =
        session.score(NdArrays.wrap(Shape.of(cells, 1), DataBuffers.of(points, false, false)));
    float[] values = new float[cells];
    scores.copyTo(DataBuffers.of(values, false, false));
    double[] wide = new double[cells];
    for (int i = 0; i < cells; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** The Jensen–Shannon divergence of two densities, in nats. */
  double jensenShannon(double[] p, double[] q) {
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      double middle = (p[i] + q[i]) / 2;
      sum += p[i] > 0 ? p[i] * Math.log(p[i] / middle) / 2 : 0;
      sum += q[i] > 0 ? q[i] * Math.log(q[i] / middle) / 2 : 0;
    }
    return sum * cell();
  }

  /** The value of the game V = E log D(x) + E log(1 − D(G(z))) for raw scores. */
  double value(double[] data, double[] generated, double[] scores) {
    double[] real = scores.clone();
    double[] fake = scores.clone();
    for (int i = 0; i < cells; i++) {
      real[i] = -softplus(-scores[i]);
      fake[i] = -softplus(scores[i]);
    }
    return integral(data, real) + integral(generated, fake);
  }

  static double softplus(double score) {
    return Math.max(score, 0) + Math.log1p(Math.exp(-Math.abs(score)));
  }

  static double sigmoid(double score) {
    return 1 / (1 + Math.exp(-score));
  }

  /** The density of a normal distribution. */
  static DoubleUnaryOperator normal(double mean, double stddev) {
    return x -> {
      double z = (x - mean) / stddev;
      return Math.exp(-z * z / 2) / (stddev * Math.sqrt(2 * Math.PI));
    };
  }

  /** The density of a uniform distribution. */
  static DoubleUnaryOperator uniform(double low, double high) {
    return x -> x >= low && x < high ? 1 / (high - low) : 0;
  }
}
