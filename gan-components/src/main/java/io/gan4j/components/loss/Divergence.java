package io.gan4j.components.loss;

import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.ScoreKind;

/**
 * An f-divergence as a pair of functions of the raw score v: the output activation g(v), and the
 * conjugate f*(g(v)) in its stable form (Nowozin et al. 2016, tables 2 and 6). Where the best score
 * is the log of the density ratio p/q, its sigmoid is the probability that a sample is real.
 */
public enum Divergence {
  /** g(v) = v, f*(g(v)) = exp(v − 1); best at v = 1 + log p/q. */
  KULLBACK_LEIBLER(ScoreKind.CRITIC) {
    @Override
    <T> T activation(TensorOps<T> ops, T v) {
      return v;
    }

    @Override
    <T> T conjugate(TensorOps<T> ops, T v) {
      return ops.exp(ops.sub(v, ops.constant(1)));
    }
  },

  /** g(v) = −exp(−v), f*(g(v)) = v − 1; best at v = log p/q. */
  REVERSE_KULLBACK_LEIBLER(ScoreKind.LOGIT) {
    @Override
    <T> T activation(TensorOps<T> ops, T v) {
      return ops.neg(ops.exp(ops.neg(v)));
    }

    @Override
    <T> T conjugate(TensorOps<T> ops, T v) {
      return ops.sub(v, ops.constant(1));
    }
  },

  /** g(v) = v, f*(g(v)) = ¼v² + v; best at v = 2(p/q − 1). */
  PEARSON(ScoreKind.CRITIC) {
    @Override
    <T> T activation(TensorOps<T> ops, T v) {
      return v;
    }

    @Override
    <T> T conjugate(TensorOps<T> ops, T v) {
      return ops.add(ops.mul(ops.constant(0.25), ops.square(v)), v);
    }
  },

  /** g(v) = 1 − exp(−v), f*(g(v)) = exp(v) − 1; best at v = ½ log p/q. */
  SQUARED_HELLINGER(ScoreKind.CRITIC) {
    @Override
    <T> T activation(TensorOps<T> ops, T v) {
      return ops.neg(ops.expm1(ops.neg(v)));
    }

    @Override
    <T> T conjugate(TensorOps<T> ops, T v) {
      return ops.expm1(v);
    }
  },

  /** g(v) = log 2 − softplus(−v), f*(g(v)) = softplus(v) − log 2; best at v = log p/q. */
  JENSEN_SHANNON(ScoreKind.LOGIT) {
    @Override
    <T> T activation(TensorOps<T> ops, T v) {
      return ops.sub(ops.constant(Math.log(2)), ops.softplus(ops.neg(v)));
    }

    @Override
    <T> T conjugate(TensorOps<T> ops, T v) {
      return ops.sub(ops.softplus(v), ops.constant(Math.log(2)));
    }
  },

  /** g(v) = −softplus(−v), f*(g(v)) = softplus(v); best at v = log p/q. */
  GAN(ScoreKind.LOGIT) {
    @Override
    <T> T activation(TensorOps<T> ops, T v) {
      return ops.neg(ops.softplus(ops.neg(v)));
    }

    @Override
    <T> T conjugate(TensorOps<T> ops, T v) {
      return ops.softplus(v);
    }
  };

  /** Where exp(v) and exp(−v) stay finite in single precision. */
  private static final double LARGEST_EXPONENT = 80;

  private final ScoreKind scoreKind;

  Divergence(ScoreKind scoreKind) {
    this.scoreKind = scoreKind;
  }

  /** g(v). */
  abstract <T> T activation(TensorOps<T> ops, T v);

  /** f*(g(v)). */
  abstract <T> T conjugate(TensorOps<T> ops, T v);

  ScoreKind scoreKind() {
    return scoreKind;
  }

  /** Whether g and f* ∘ g both rise with the score. */
  boolean monotone() {
    return this != PEARSON;
  }

  /** Size of the scores up to which both functions are finite. */
  double largestScore() {
    return switch (this) {
      case KULLBACK_LEIBLER, REVERSE_KULLBACK_LEIBLER, SQUARED_HELLINGER -> LARGEST_EXPONENT;
      case PEARSON, JENSEN_SHANNON, GAN -> 1e4;
    };
  }
}
