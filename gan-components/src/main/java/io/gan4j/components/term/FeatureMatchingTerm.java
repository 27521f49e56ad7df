package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The generator wants its batch to look on average like the real one to a layer of the
 * discriminator: ‖E φ(x) − E φ(G(z))‖². Beside the adversarial loss, or, in a phase that is spelt
 * out, in its place.
 */
@Doc(
    value = "G matches the mean of a discriminator layer's output, ‖E φ(x) − E φ(G(z))‖²",
    paper = "Salimans et al. 2016, Improved Techniques for Training GANs, section 3.1")
public record FeatureMatchingTerm(
    @Doc("Name of the layer, for example 2.dense; absent: what goes into the last one with weights")
        @Nullable String layer)
    implements Term {

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.GENERATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.REAL_SCORES, Need.FAKE_SCORES, Need.FEATURES);
  }

  @Override
  public List<String> conflicts(RunTraits traits) {
    List<String> names = traits.discriminator().placed().stream().map(Placed::name).toList();
    return layer == null || names.contains(layer)
        ? List.of()
        : List.of(
            "the discriminator has no layer '" + layer + "'; it has " + String.join(", ", names));
  }

  @Override
  public boolean mixesByMeans() {
    return true;
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T away =
        ops.sub(
            ops.meanOverBatch(features(context, context.real())),
            ops.meanOverBatch(features(context, context.fake())));
    return TermValue.of(ops.sum(ops.square(away)));
  }

  private <T> T features(TermContext<T> context, T samples) {
    return layer == null
        ? context.discriminate(samples).features()
        : context.features(samples, layer);
  }
}
