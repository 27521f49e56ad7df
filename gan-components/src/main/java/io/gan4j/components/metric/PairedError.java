package io.gan4j.components.metric;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.Conditions;
import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Evaluation.Pairs;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.MetricValue.Better;
import io.gan4j.api.metric.MetricValue.Spread;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far what a generator makes of sources lies from what they are paired with, on pairs that were
 * not trained on. {@code l1}: the mean absolute error, as a share of the range of values. {@code
 * psnr}: the mean over samples of {@code −10 log₁₀} of the mean squared error by the range squared,
 * in decibels; infinite where one is met exactly. {@code ssim}, of images: the mean structural
 * similarity, with windows as {@code ms-ssim} has them, at one scale, its channels averaged.
 */
@Doc(
    value = "L1, PSNR and SSIM between what is made of held-out sources and their targets",
    paper = "Wang et al. 2004, Structural Similarity")
public record PairedError() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.PAIRS);
  }

  @Override
  public Optional<String> problem(Conditions conditions) {
    return conditions.samples().range().bounded()
        ? Optional.empty()
        : Optional.of("is measured by the range of the values, and these have none");
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Pairs pairs = evaluation.pairs();
    SampleSpace space = pairs.targets().space();
    int count = pairs.targets().count();
    int width = space.valuesPerSample();
    Range range = space.range();
    double extent = range.high() - range.low();
    double[] l1 = new double[count];
    double[] psnr = new double[count];
    double[] ssim = new double[count];
    double[] made = new double[width];
    double[] target = new double[width];
    for (int i = 0; i < count; i++) {
      pairs.made().values().read(i, 1, made);
      pairs.targets().values().read(i, 1, target);
      double absolute = 0;
      double squared = 0;
      for (int j = 0; j < width; j++) {
        double error = (made[j] - target[j]) / extent;
        absolute += Math.abs(error);
        squared += error * error;
      }
      l1[i] = absolute / width;
      psnr[i] = -10 * Math.log10(squared / width);
      ssim[i] =
          space.isImage()
              ? MultiScaleSimilarity.singleScale(space.shape(), made, target, extent)
              : 0;
    }
    List<MetricValue> values = new ArrayList<>();
    values.add(value("l1", l1, Better.LOWER));
    values.add(value("psnr", psnr, Better.HIGHER));
    if (space.isImage()) {
      values.add(value("ssim", ssim, Better.HIGHER));
    }
    return values;
  }

  private static MetricValue value(String name, double[] ofPairs, Better better) {
    double mean = Statistics.mean(ofPairs);
    @Nullable Spread spread = Double.isFinite(mean) ? Statistics.ofMean(ofPairs, "pairs") : null;
    return new MetricValue(name, mean, better, spread);
  }
}
