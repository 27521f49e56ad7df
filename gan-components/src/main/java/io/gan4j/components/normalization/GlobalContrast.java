package io.gan4j.components.normalization;

import io.gan4j.api.data.Normalization;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;

/**
 * Global contrast normalisation: x ← scale · (x − mean(x)) / ‖x − mean(x)‖, each sample by its own
 * mean and norm. A sample without contrast (norm / scale below 1e-8) only loses its mean. Generated
 * samples have no mean and norm to go back to: pictures get the average ones of training samples.
 */
@Doc(
    value = "Each sample with mean 0 and a norm of scale: global contrast normalisation",
    paper = "Coates, Lee and Ng 2011; Goodfellow et al. 2014 with scale 55")
public record GlobalContrast(@Doc("Norm of a sample, > 0") @Default("55") double scale)
    implements Normalization {
  private static final double NO_CONTRAST = 1e-8;

  /** Samples whose mean and norm are averaged for the way back. */
  private static final long LOOKED_AT = 1000;

  public GlobalContrast {
    Check.positive("scale", scale);
  }

  @Override
  public Fitted fit(Samples samples) {
    double[] sums = new double[3];
    samples.visit(
        LOOKED_AT,
        sample -> {
          double mean = mean(sample);
          sums[0] += mean;
          sums[1] += norm(sample, mean);
          sums[2]++;
        });
    return new Contrast(scale, sums[0] / sums[2], sums[1] / sums[2]);
  }

  private static double mean(float[] sample) {
    double sum = 0;
    for (float value : sample) {
      sum += value;
    }
    return sum / sample.length;
  }

  private static double norm(float[] sample, double mean) {
    double squares = 0;
    for (float value : sample) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares);
  }

  /**
   * @param averageMean of training samples
   * @param averageNorm of training samples, about their means
   */
  private record Contrast(double scale, double averageMean, double averageNorm) implements Fitted {

    @Override
    public void apply(float[] sample) {
      double mean = mean(sample);
      double divisor = norm(sample, mean) / scale;
      if (divisor < NO_CONTRAST) {
        divisor = 1;
      }
      for (int i = 0; i < sample.length; i++) {
        sample[i] = (float) ((sample[i] - mean) / divisor);
      }
    }

    @Override
    public void invert(float[] sample) {
      for (int i = 0; i < sample.length; i++) {
        sample[i] = (float) (sample[i] * averageNorm / scale + averageMean);
      }
    }
  }
}
