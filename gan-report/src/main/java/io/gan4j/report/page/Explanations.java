package io.gan4j.report.page;

import io.gan4j.api.metric.MetricValue;
import java.util.Map;

/** What the curves of a report mean, a few sentences each. */
final class Explanations {
  static final String LOSSES =
      "What each player pays, step by step. The two pull against each other: what one gains, the"
          + " other loses, so that neither has to reach 0, and losses that stay where they are can"
          + " go with samples that get better. A discriminator's loss near 0 beside a generator's"
          + " that rises is a bad sign.";

  static final String CRITIC_LOSSES =
      "The discriminator's loss is minus its estimate of the distance between real and generated"
          + " samples, penalties added: the nearer it comes to 0, the more alike the two are. The"
          + " generator's loss has no fixed scale and says little.";

  static final String COMPARED_LOSSES =
      "Losses of runs with the same loss can be laid side by side: the one that swings less, or grows"
          + " without end, stands out. A lower loss is no better run, for the other player has its"
          + " part in it.";

  static final String PROBABILITIES =
      "How real the discriminator takes real samples to be (D(x)) and generated ones (D(G(z))), on"
          + " average: 1 is surely real, 0 surely generated. Both near 0.5: it cannot tell them"
          + " apart. D(x) near 1 and D(G(z)) near 0 for long: it has won, and the generator has"
          + " little to learn from.";

  static final String SCORES =
      "The discriminator's mean score of real and of generated samples. Scores have no fixed scale;"
          + " what counts is how far apart the two are. The nearer they come, the harder they are"
          + " to tell apart.";

  /** By the name of a metric in run files. */
  private static final Map<String, String> METRICS =
      Map.ofEntries(
          Map.entry("frechet-distance", "How far apart real and generated features lie."),
          Map.entry("kernel-distance", "How far apart real and generated features lie."),
          Map.entry("sliced-wasserstein", "How far apart real and generated samples lie."),
          Map.entry("patch-wasserstein", "How far apart small patches of the images lie."),
          Map.entry(
              "wasserstein-1d", "How far generated numbers have to move to be like real ones."),
          Map.entry("density-divergence", "How far the samples' density is from the true one."),
          Map.entry("precision-recall", "Precision: how good the samples are. Recall: how varied."),
          Map.entry("density-coverage", "Density: how good the samples are. Coverage: how varied."),
          Map.entry("classifier-score", "How surely, and into how many classes, they are sorted."),
          Map.entry("class-accuracy", "How many samples are of the class that was asked for."),
          Map.entry("class-coverage", "How many of the data's classes the samples hit."),
          Map.entry("mode-coverage", "How many of the data's modes the samples hit."),
          Map.entry("ms-ssim", "How alike pairs of images are: high says little variety."),
          Map.entry("marginals", "How far the columns' distributions are from the real ones."),
          Map.entry("memorisation", "How many samples are copies of training samples."));

  private Explanations() {}

  /**
   * What a metric's value means, and which way is better.
   *
   * @param main whether it is the metric's main value, not one of those beside it
   */
  static String metric(String metric, boolean main, MetricValue.Better better) {
    String meaning = main ? METRICS.getOrDefault(metric, "") : "";
    String way =
        switch (better) {
          case LOWER -> "Lower is better.";
          case HIGHER -> "Higher is better.";
          case NEITHER -> "";
        };
    return (meaning + " " + way).strip();
  }
}
