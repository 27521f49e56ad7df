package io.gan4j.datasets;

/** The two parts in which sets are published. */
public enum Part {
  /** What a GAN is trained on. */
  TRAIN,
  /** What is held out. */
  TEST
}
