package io.gan4j.bench;

import io.gan4j.api.random.RandomKey;
import java.util.function.DoubleUnaryOperator;

/**
 * Fréchet distance between two sets of images in a fixed space of 48 features, each a random
 * projection of the pixels: ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2(Σ₁Σ₂)^½), with unbiased covariances. The
 * projections are normal numbers of a fixed seed over the root of the number of pixels, so that
 * distances are comparable between runs on images of one size and range, and with nothing else.
 */
public final class PixelFrechet {
  private static final int FEATURES = 48;
  private static final int SWEEPS = 30;

  private PixelFrechet() {}

  /**
   * The distance.
   *
   * @param first images, one after the other
   * @param second images, one after the other
   * @param pixels values per image
   */
  public static double distance(float[] first, float[] second, int pixels) {
    double[][] a = features(first, pixels);
    double[][] b = features(second, pixels);
    double[] meanA = mean(a);
    double[] meanB = mean(b);
    double[][] covarianceA = covariance(a, meanA);
    double[][] covarianceB = covariance(b, meanB);
    double distance = 0;
    for (int i = 0; i < FEATURES; i++) {
      distance += Math.pow(meanA[i] - meanB[i], 2) + covarianceA[i][i] + covarianceB[i][i];
    }
    double[][] root = function(covarianceA, v -> Math.sqrt(Math.max(0, v)));
    double[][] product = product(product(root, covarianceB), root);
    double[][] productRoot = function(product, v -> Math.sqrt(Math.max(0, v)));
    for (int i = 0; i < FEATURES; i++) {
      distance -= 2 * productRoot[i][i];
    }
    return distance;
  }

  private static double[][] features(float[] images, int pixels) {
    RandomKey key = RandomKey.of(1).split("projection");
    double[][] projection = new double[FEATURES][pixels];
    for (int k = 0; k < FEATURES; k++) {
      for (int p = 0; p < pixels; p++) {
        projection[k][p] = key.normal((long) k * pixels + p) / Math.sqrt(pixels);
      }
    }
    double[][] features = new double[images.length / pixels][FEATURES];
    for (int n = 0; n < features.length; n++) {
      for (int k = 0; k < FEATURES; k++) {
        for (int p = 0; p < pixels; p++) {
          features[n][k] += projection[k][p] * images[n * pixels + p];
        }
      }
    }
    return features;
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[FEATURES];
    for (double[] row : rows) {
      for (int i = 0; i < FEATURES; i++) {
        mean[i] += row[i] / rows.length;
      }
    }
    return mean;
  }

  private static double[][] covariance(double[][] rows, double[] mean) {
    double[][] covariance = new double[FEATURES][FEATURES];
    for (double[] row : rows) {
      for (int i = 0; i < FEATURES; i++) {
        for (int j = 0; j < FEATURES; j++) {
          covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / (rows.length - 1);
        }
      }
    }
    return covariance;
  }

  private static double[][] product(double[][] a, double[][] b) {
    double[][] product = new double[FEATURES][FEATURES];
    for (int i = 0; i < FEATURES; i++) {
      for (int k = 0; k < FEATURES; k++) {
        for (int j = 0; j < FEATURES; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  /** A function of a symmetric matrix, by Jacobi's rotations: V f(Λ) Vᵀ. */
  private static double[][] function(double[][] symmetric, DoubleUnaryOperator f) {
    int n = symmetric.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    for (int i = 0; i < n; i++) {
      a[i] = symmetric[i].clone();
      v[i][i] = 1;
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int p = 0; p < n; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    double[][] result = new double[n][n];
    for (int k = 0; k < n; k++) {
      double value = f.applyAsDouble(a[k][k]);
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          result[i][j] += v[i][k] * value * v[j][k];
        }
      }
    }
    return result;
  }

  /** Turns the plane of two axes so that their mixed element becomes 0. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double theta = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.copySign(1, theta) / (Math.abs(theta) + Math.hypot(theta, 1));
    double cos = 1 / Math.hypot(t, 1);
    double sin = t * cos;
    for (int k = 0; k < a.length; k++) {
      double akp = a[k][p];
      double akq = a[k][q];
      a[k][p] = cos * akp - sin * akq;
      a[k][q] = sin * akp + cos * akq;
    }
    for (int k = 0; k < a.length; k++) {
      double apk = a[p][k];
      double aqk = a[q][k];
      a[p][k] = cos * apk - sin * aqk;
      a[q][k] = sin * apk + cos * aqk;
      double vkp = v[k][p];
      double vkq = v[k][q];
      v[k][p] = cos * vkp - sin * vkq;
      v[k][q] = sin * vkp + cos * vkq;
    }
  }
}
