package io.gan4j.api.data;

/** What an initialiser may want to know of the training data. Computed only when asked for. */
public interface DataStatistics {

  /** The mean sample, in the range the networks see: valuesPerSample values in row-major order. */
  double[] mean();
}
