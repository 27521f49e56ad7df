package io.gan4j.api.layer;

import io.gan4j.api.network.Initializer;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Normalises each channel: {@code gain · (x − mean) / √(variance + epsilon) + offset}, of {@code
 * [features]} or {@code [height, width, channels]}. In training mean and variance are the batch's,
 * over all samples and positions; in inference they are moving averages, {@code m ← momentum·m +
 * (1−momentum)·batch}, which move with their player only, once per pass in training. The moving
 * variance is of the unbiased ones. A player with real and fake samples in separate passes
 * normalises each by itself, so a discriminator with this layer never judges both in one. Not for a
 * critic under a gradient penalty, which is meant for each sample alone. With classes, gain and
 * offset are those of the sample's class (Dumoulin et al. 2017); mean and variance are of all.
 */
@Doc(
    value = "Normalises each channel by the batch's mean and variance",
    paper = "Ioffe and Szegedy 2015, Batch Normalization")
public record BatchNorm(
    @Doc("Share of the moving statistics that a pass keeps, in [0, 1)") @Default("0.99")
        double momentum,
    @Doc("Added to the variance, > 0") @Default("1.0e-3") double epsilon,
    @Doc("Whether there is a trained gain per channel") @Default("true") boolean scale,
    @Doc("Whether there is a trained offset per channel") @Default("true") boolean offset,
    @Doc("Initial gain") @Default("{type: constant, value: 1}") Initializer gain,
    @Doc("Number of classes that have a gain and an offset of their own; 0: one for all samples")
        @Default("0")
        int classes)
    implements LayerSpec {

  public BatchNorm {
    Check.inHalfOpen("momentum", momentum, 0, 1);
    Check.positive("epsilon", epsilon);
    Check.rule(classes >= 0, "classes", "must be >= 0", classes);
    Check.relation(
        classes == 0 || scale || offset,
        "classes",
        Set.of("scale", "offset"),
        "must be 0 where there is neither gain nor offset",
        classes);
  }

  /** With one gain and offset for all samples. */
  public BatchNorm(
      double momentum, double epsilon, boolean scale, boolean offset, Initializer gain) {
    this(momentum, epsilon, scale, offset, gain, 0);
  }

  /** The same with a gain and an offset per class. */
  public BatchNorm perClass(int number) {
    return new BatchNorm(momentum, epsilon, scale, offset, gain, number);
  }

  @Override
  public Shape outputShape(Shape input) {
    Channels.of(input);
    return input;
  }

  @Override
  public List<ParameterSpec> parameters(Shape input) {
    Shape channels = Shape.of(Channels.of(input));
    Shape affine = classes == 0 ? channels : channels.prepend(classes);
    List<ParameterSpec> parameters = new ArrayList<>();
    if (scale) {
      parameters.add(ParameterSpec.affine("gain", affine, gain));
    }
    if (offset) {
      parameters.add(ParameterSpec.affine("offset", affine, 0));
    }
    parameters.add(ParameterSpec.statistic("mean", channels, 0));
    parameters.add(ParameterSpec.statistic("variance", channels, 1));
    return parameters;
  }

  @Override
  public boolean mixesSamples() {
    return true;
  }

  @Override
  public boolean mixesByMeans() {
    return true;
  }

  @Override
  public int labelClasses() {
    return classes;
  }
}
