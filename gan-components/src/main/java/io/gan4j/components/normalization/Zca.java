package io.gan4j.components.normalization;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Normalization;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Locale;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ZCA whitening: x ← W (x − mean) with W = V (Λ + epsilon)^(−1/2) Vᵀ, where V Λ Vᵀ is the
 * covariance of the training samples. Values lose their correlations, and pictures still look like
 * pictures. Exactly invertible.
 *
 * <p>Costs the square of the values per sample, and their cube once: 3,072 values (32x32 colour)
 * take minutes to learn, which are kept by the hash of the samples. Not for images much larger.
 */
@Doc(
    value = "Whitening that leaves pictures recognisable: values without correlation (ZCA)",
    paper = "Bell and Sejnowski 1997; Krizhevsky 2009 for CIFAR-10")
public record Zca(
    @Doc(
            "Added to the variances, > 0: directions that vary less are not blown up; 0.1 goes with"
                + " global-contrast of scale 55")
        @Default("0.1")
        double epsilon,
    @Doc("Training samples to learn from at most, evenly spread") @Default("50000") int samples)
    implements Normalization {
  private static final Logger LOG = LoggerFactory.getLogger(Zca.class);

  /** Doubles per matrix entry while it learns: the covariance, and what decomposing it takes. */
  private static final int MATRICES = 5;

  /** Values of a sample from which on people wonder what it is doing. */
  private static final int SLOW = 1000;

  public Zca {
    Check.positive("epsilon", epsilon);
    Check.positive("samples", samples);
  }

  @Override
  public Fitted fit(Samples from) {
    int width = Math.toIntExact(from.shape().size());
    requireRoom(width, Runtime.getRuntime().maxMemory());
    return new Whitening(width, from.learnt(toString(), () -> learn(from, width)));
  }

  /** Refuses what would end in an OutOfMemoryError after minutes. */
  static void requireRoom(long width, long heap) {
    long needed = width * width * Double.BYTES * MATRICES;
    if (needed > heap / 4 * 3 || width * width > Integer.MAX_VALUE) {
      throw new InvalidValueException(
          "normalize",
          String.format(
              Locale.ROOT,
              "must leave zca out for samples of %,d values: it would need %s, and the heap"
                  + " has %s; resize them, or raise -Xmx",
              width,
              Quantities.bytes(needed),
              Quantities.bytes(heap)));
    }
  }

  private double[] learn(Samples from, int width) {
    long count = Math.min(samples, from.count());
    if (width >= SLOW) {
      LOG.info("learning to whiten {} values from {} samples: this takes minutes", width, count);
    }
    double[] mean = new double[width];
    from.visit(
        count,
        sample -> {
          for (int i = 0; i < width; i++) {
            mean[i] += sample[i] / (double) count;
          }
        });
    OuterProducts covariance = new OuterProducts(width);
    double share = Math.sqrt(1.0 / count);
    from.visit(
        count,
        sample -> {
          double[] row = covariance.row();
          for (int i = 0; i < width; i++) {
            row[i] = (sample[i] - mean[i]) * share;
          }
          covariance.add();
        });
    EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(width, true, true);
    if (!eigen.decompose(covariance.symmetric())) {
      throw new GanException(
          "the covariance of the training samples has no eigenvectors to be found");
    }
    OuterProducts whitening = new OuterProducts(width);
    OuterProducts inverse = new OuterProducts(width);
    for (int i = 0; i < width; i++) {
      double deviation = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()) + epsilon);
      DMatrixRMaj vector = eigen.getEigenVector(i);
      double[] to = whitening.row();
      double[] back = inverse.row();
      for (int j = 0; j < width; j++) {
        to[j] = vector.data[j] / Math.sqrt(deviation);
        back[j] = vector.data[j] * Math.sqrt(deviation);
      }
      whitening.add();
      inverse.add();
    }
    return Whitening.packed(mean, whitening.symmetric(), inverse.symmetric());
  }
}
