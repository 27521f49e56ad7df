package io.gan4j.api.layer;

import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.Shape;

/**
 * Adds channels that say how much the samples of a group differ: the standard deviation over the
 * group of each value, averaged over positions and over channels (those of one feature), the same
 * at every position and for every sample of the group. A discriminator can tell by it that a
 * generator lacks variety. A batch of n has max(1, n / groupSize) groups, rounded down; sample i is
 * in group i modulo their number, so that groups need not be of one size. Inference groups what it
 * is given in the same way: the score of a single sample is one without variety.
 */
@Doc(
    value = "Adds channels that say how much the samples of a group differ",
    paper = "Karras et al. 2018, Progressive Growing of GANs, section 3; 2020, StyleGAN2")
public record MinibatchStddev(
    @Doc("Samples per group") @Default("4") int groupSize,
    @Doc("Channels to add; divides the number of channels") @Default("1") int features)
    implements LayerSpec {

  public MinibatchStddev {
    Check.rule(groupSize >= 2, "groupSize", "must be >= 2", groupSize);
    Check.positive("features", features);
  }

  @Override
  public Shape outputShape(Shape input) {
    Channels.requireMultiple(input, features, "features");
    return Channels.more(input, features);
  }

  @Override
  public boolean mixesSamples() {
    return true;
  }

  @Override
  public boolean mixesByMeans() {
    return true;
  }
}
