package io.gan4j.components.term;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.RunTraits;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.List;
import java.util.Set;
import org.tensorflow.ndarray.Shape;

/**
 * Balanced consistency: the discriminator should give an image and the image mirrored and moved the
 * same score, realWeight · E(D(x) − D(T x))² + fakeWeight · E(D(G(z)) − D(T G(z)))². T mirrors left
 * to right with probability ½ and moves by whole pixels; what comes in at the border is reflected.
 */
@Doc(
    value = "Balanced consistency: D should score an image and its mirrored, shifted copy alike",
    paper = "Zhao et al. 2020, Improved Consistency Regularization for GANs, algorithm 1")
public record BcrTerm(
    @Doc("Factor on real samples, >= 0") @Default("10") double realWeight,
    @Doc("Factor on fakes, >= 0") @Default("10") double fakeWeight,
    @Doc("Whether images are mirrored left to right; not for digits and letters") @Default("true")
        boolean flip,
    @Doc("Pixels to move by at most in each direction, >= 0 and less than the image's sides")
        @Default("4")
        int shift)
    implements Term {

  public BcrTerm {
    Check.notNegative("realWeight", realWeight);
    Check.notNegative("fakeWeight", fakeWeight);
    Check.notNegative("shift", shift);
    Check.rule(flip || shift > 0, "shift", "must be > 0 where nothing is mirrored", shift);
  }

  @Override
  public Set<PlayerRole> paidBy() {
    return Set.of(PlayerRole.DISCRIMINATOR);
  }

  @Override
  public Set<Need> needs() {
    return Set.of(Need.REAL, Need.REAL_SCORES, Need.FAKE_SCORES);
  }

  @Override
  public List<String> conflicts(RunTraits traits) {
    Shape sample = traits.samples().shape();
    if (sample.numDimensions() != 3) {
      return List.of("bcr mirrors and moves images [height, width, channels], got " + sample);
    }
    return Math.min(sample.get(0), sample.get(1)) > shift
        ? List.of()
        : List.of("bcr moves by up to " + shift + " pixels, too far for images of " + sample);
  }

  @Override
  public boolean isMeanOverSamples() {
    return true;
  }

  @Override
  public <T> TermValue<T> apply(TermContext<T> context) {
    TensorOps<T> ops = context.ops();
    T real = inconsistency(context, context.real(), "bcr/real");
    T fake = inconsistency(context, context.fake(), "bcr/fake");
    return TermValue.of(
        ops.add(ops.mul(ops.constant(realWeight), real), ops.mul(ops.constant(fakeWeight), fake)));
  }

  private <T> T inconsistency(TermContext<T> context, T images, String stream) {
    TensorOps<T> ops = context.ops();
    T moved = new FlipAndShift(flip, shift).apply(ops, context.noise(), stream, images);
    return ops.mean(
        ops.square(
            ops.sub(
                context.discriminate(images).scores(),
                context.discriminate(moved, context.conditionsOf(images)).scores())));
  }
}
