package io.gan4j.components.average;

import io.gan4j.api.optimizer.Average;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;

/**
 * An exponential moving average by what it remembers: after {@code images} images the weights of
 * now make up half of it. With b samples in a training step the decay of an update is ½^(b/images).
 *
 * <p>With a ramp-up it begins short: the half-life is at most that share of the images done.
 */
@Doc(
    value = "Exponential moving average of the weights, given by its half-life in images",
    paper = "Karras et al. 2020, Training GANs with Limited Data, code (ema_kimg, ema_rampup)")
public record HalfLifeAverage(
    @Doc("Images after which half is forgotten, >= 0") @PlainNumber Schedule images,
    @Doc("Share of the images done that the half-life is at most; 0: no ramp-up") @Default("0")
        double rampUp)
    implements Average {

  public HalfLifeAverage {
    Check.notNegative("rampUp", rampUp);
  }

  @Override
  public double decay(Progress progress) {
    double halfLife = images.valueAt(progress);
    if (rampUp > 0) {
      halfLife = Math.min(halfLife, rampUp * progress.images());
    }
    // A half-life of 0 keeps nothing: ½^∞ = 0. One without end would keep all, which no decay may.
    return Math.min(Math.pow(0.5, progress.batchSize() / halfLife), Math.nextDown(1.0));
  }
}
