package io.gan4j.components.projection;

import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.Check;
import io.gan4j.components.projection.Effects.Around;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Latents whose sample is as near as can be to a given one, by the sum of squared differences: the
 * method of Levenberg and Marquardt, from several starts. Each start is the nearest of some drawn
 * latents. Nothing keeps latents near where they are drawn, so that the norm says how unusual the
 * sample is.
 */
public final class LatentProjection {
  /** Latents that are drawn for each start. */
  private static final int CANDIDATES = 64;

  private static final double FIRST_DAMPING = 1e-2;
  private static final double LEAST_DAMPING = 1e-9;
  private static final double MOST_DAMPING = 1e9;

  /** A step that gains less than this share ends the search. */
  private static final double LEAST_GAIN = 1e-4;

  private final GeneratorModel model;
  private final Effects effects;
  private final int restarts;
  private final int steps;
  private final long seed;

  /**
   * @param model the generator; it takes no conditions
   * @param label the class of what is sought; null exactly if the generator sees no labels
   * @param restarts from how many starts, above 0
   * @param steps at most so many from each, above 0
   * @param seed of the starts
   */
  public LatentProjection(
      GeneratorModel model, @Nullable Integer label, int restarts, int steps, long seed) {
    this.model = model;
    this.effects = new Effects(model, label);
    this.restarts = Check.positive("restarts", restarts);
    this.steps = Check.positive("steps", steps);
    this.seed = seed;
  }

  /**
   * What was found.
   *
   * @param latents one latent's values, row-major
   * @param sample what the generator makes of it, as the networks see samples
   * @param distance root mean square of the differences to what was sought
   * @param start which start led there, from 1, the nearest of all first
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  public record Found(float[] latents, float[] sample, double distance, int start) {
    /** Root mean square of the latents' values: about 1 of drawn standard normal ones. */
    public double norm() {
      double sum = 0;
      for (float value : latents) {
        sum += value * value;
      }
      return Math.sqrt(sum / latents.length);
    }
  }

  /**
   * The latents of a sample.
   *
   * @param sought its values, row-major, as the networks see samples
   * @throws io.gan4j.api.ProviderException if the generator fails, or its latents cannot be drawn
   */
  public Found find(float[] sought) {
    FloatNdArray drawn = model.drawLatents(seed, CANDIDATES * restarts);
    Shape latent = drawn.shape().tail();
    float[] candidates = new float[Math.toIntExact(drawn.size())];
    drawn.copyTo(DataBuffers.of(candidates, false, false));
    float[] made = effects.samples(candidates, latent);
    int rows = CANDIDATES * restarts;
    int values = made.length / rows;
    Check.rule(
        sought.length == values, "sought", "must be of " + values + " values", sought.length);
    double[] distances = new double[rows];
    for (int row = 0; row < rows; row++) {
      distances[row] = distance(Arrays.copyOfRange(made, row * values, (row + 1) * values), sought);
    }
    List<Integer> nearest =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingDouble(row -> distances[row]))
            .limit(restarts)
            .toList();
    int width = candidates.length / rows;
    Found best = null;
    for (int start = 0; start < restarts; start++) {
      int row = nearest.get(start);
      double[] at = new double[width];
      for (int i = 0; i < width; i++) {
        at[i] = candidates[row * width + i];
      }
      Found found = descend(at, latent, sought, start + 1);
      if (best == null || found.distance() < best.distance()) {
        best = found;
      }
    }
    return Objects.requireNonNull(best);
  }

  private Found descend(double[] from, Shape latent, float[] sought, int start) {
    double[] at = from;
    Around around = effects.around(at, latent);
    double distance = distance(around.sample(), sought);
    double damping = FIRST_DAMPING;
    for (int step = 0; step < steps; step++) {
      DMatrixRMaj normal = new DMatrixRMaj(at.length, at.length);
      CommonOps_DDRM.multTransA(around.jacobian(), around.jacobian(), normal);
      DMatrixRMaj slope = new DMatrixRMaj(at.length, 1);
      CommonOps_DDRM.multTransA(around.jacobian(), difference(sought, around.sample()), slope);
      double[] next = at;
      double nearer = distance;
      while (damping < MOST_DAMPING) {
        double[] tried = moved(at, normal, slope, damping);
        float[] made = effects.samples(floats(tried), latent);
        double reached = distance(made, sought);
        if (reached < distance) {
          next = tried;
          nearer = reached;
          damping = Math.max(LEAST_DAMPING, damping / 4);
          break;
        }
        damping *= 4;
      }
      boolean done = nearer > distance * (1 - LEAST_GAIN);
      if (nearer < distance) {
        at = next;
        distance = nearer;
        around = effects.around(at, latent);
      }
      if (done) {
        break;
      }
    }
    return new Found(floats(at), around.sample(), distance, start);
  }

  /** A step: (JᵀJ + λ(diag JᵀJ + ε)) δ = Jᵀr. */
  private static double[] moved(
      double[] at, DMatrixRMaj normal, DMatrixRMaj slope, double damping) {
    DMatrixRMaj damped = normal.copy();
    double mean = CommonOps_DDRM.trace(normal) / at.length;
    for (int i = 0; i < at.length; i++) {
      damped.add(i, i, damping * (normal.get(i, i) + 1e-3 * mean) + 1e-12);
    }
    DMatrixRMaj step = new DMatrixRMaj(at.length, 1);
    if (!CommonOps_DDRM.solve(damped, slope, step)) {
      return at;
    }
    double[] moved = at.clone();
    for (int i = 0; i < at.length; i++) {
      moved[i] += step.get(i, 0);
    }
    return moved;
  }

  private static DMatrixRMaj difference(float[] sought, float[] sample) {
    DMatrixRMaj difference = new DMatrixRMaj(sought.length, 1);
    for (int i = 0; i < sought.length; i++) {
      difference.set(i, 0, sought[i] - sample[i]);
    }
    return difference;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double distance(float[] sample, float[] sought) {
    double sum = 0;
    for (int i = 0; i < sought.length; i++) {
      double difference = sample[i] - sought[i];
      sum += difference * difference;
    }
    return Math.sqrt(sum / sought.length);
  }
}
