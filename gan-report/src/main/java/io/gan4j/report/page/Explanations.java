package io.gan4j.report.page;

import io.gan4j.api.metric.MetricValue;
import java.util.Map;

/** What the curves of a report mean, a few sentences each. */
final class Explanations {
  static final String LOSSES =
      "The loss of each player at each step. The players work against each other: when one"
          + " improves, the other's loss rises. Neither loss has to reach 0, and samples can"
          + " improve while both losses stay the same. A discriminator's loss near 0 together with"
          + " a rising generator's loss is a bad sign.";

  static final String CRITIC_LOSSES =
      "The discriminator's loss is minus its estimate of the distance between real and generated"
          + " samples, plus penalties. The closer it is to 0, the more similar they are. The"
          + " generator's loss has no fixed scale and says little.";

  static final String COMPARED_LOSSES =
      "Runs with the same loss can be compared by stability: look for curves that oscillate less or"
          + " grow without limit. A lower loss does not mean a better run, because it also depends"
          + " on the other player.";

  static final String PROBABILITIES =
      "The mean probability of being real that the discriminator assigns to real samples, D(x), and"
          + " to generated samples, D(G(z)). If both are near 0.5, it cannot tell them apart. If"
          + " D(x) stays near 1 and D(G(z)) near 0, the discriminator has won, and the generator"
          + " learns little.";

  static final String SCORES =
      "The discriminator's mean score of real and of generated samples. Scores have no fixed scale;"
          + " only their difference counts. The smaller it is, the harder the samples are to tell"
          + " apart.";

  /** By the name of a metric in run files. */
  private static final Map<String, String> METRICS =
      Map.ofEntries(
          Map.entry("frechet-distance", "Distance between real and generated features."),
          Map.entry("kernel-distance", "Distance between real and generated features."),
          Map.entry("sliced-wasserstein", "Distance between real and generated samples."),
          Map.entry("patch-wasserstein", "Distance between small patches of the images."),
          Map.entry("wasserstein-1d", "Distance between real and generated numbers."),
          Map.entry(
              "density-divergence", "Distance between the samples' density and the true one."),
          Map.entry(
              "precision-recall", "Precision: quality of the samples. Recall: their variety."),
          Map.entry(
              "density-coverage", "Density: quality of the samples. Coverage: their variety."),
          Map.entry("classifier-score", "Certainty of the classifier, and variety of the classes."),
          Map.entry("class-accuracy", "Share of samples that have the requested class."),
          Map.entry("class-coverage", "Number of the data's classes among the samples."),
          Map.entry("mode-coverage", "Number of the data's modes among the samples."),
          Map.entry("ms-ssim", "Similarity of pairs of images; a high value means little variety."),
          Map.entry("marginals", "Distance of the columns' distributions from the real ones."),
          Map.entry("memorisation", "Share of samples that are copies of training samples."));

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
