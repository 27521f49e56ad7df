package io.gan4j.api.metric;

/** What a metric uses of an evaluation. */
public enum MetricNeed {
  /** Real samples to compare with: {@link Evaluation#real}. */
  REAL("real samples"),
  /** Real samples that are neither compared with nor trained on: {@link Evaluation#validation}. */
  VALIDATION("real samples for validation"),
  /** The samples that the networks were trained on: {@link Evaluation#training}. */
  TRAINING("the training samples"),
  /** Real samples that were not trained on: {@link Evaluation#heldOut}. */
  HELD_OUT("real samples that were not trained on"),
  /** {@link Samples#features}. */
  FEATURES("features"),
  /** {@link Samples#probabilities}: an extractor that classifies. */
  CLASSES("a feature extractor that classifies"),
  /** {@link Samples#scores}: a discriminator. */
  SCORES("a discriminator"),
  /** That scores are logits, so that a probability follows from each. */
  LOGITS("a discriminator whose scores are logits"),
  /** That scores are a critic's, real = high, so that their differences are distances. */
  CRITIC("a critic"),
  /** {@link Samples#labels}, of real samples and of those that were asked for by class. */
  LABELS("labels"),
  /** {@link Evaluation#density}. */
  DENSITY("a distribution of known density"),
  /** Samples that are images. */
  IMAGES("images"),
  /**
   * {@link Evaluation#pairs}: a generator of sources, and the samples that they are paired with.
   */
  PAIRS("a generator of sources that are paired with samples"),
  /** {@link Samples#estimates}: an extractor that estimates numbers. */
  ESTIMATES("a feature extractor that estimates numbers"),
  /** {@link Evaluation#conditioned}: a generator of samples under conditions that are numbers. */
  CONDITIONS("a generator that is conditioned on numbers"),
  /** {@link Samples#codes}, of generated samples. */
  CODES("latents that begin with a categorical code");

  private final String words;

  MetricNeed(String words) {
    this.words = words;
  }

  /** As messages say it. */
  public String words() {
    return words;
  }
}
