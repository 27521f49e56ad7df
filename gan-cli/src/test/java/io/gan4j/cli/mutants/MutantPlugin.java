package io.gan4j.cli.mutants;

import io.gan4j.api.data.Latents;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.term.Loss;
import io.gan4j.api.term.Term;

/** Brings all mutants. */
public final class MutantPlugin implements GanPlugin {
  @Override
  public String name() {
    return "mutants";
  }

  @Override
  public void contribute(Contributions to) {
    to.component(Loss.class, "flipped-sign", FlippedSignLoss.class);
    to.component(Loss.class, "log-of-sigmoid", LogOfSigmoidLoss.class);
    to.component(Term.class, "norm-of-batch", NormOfBatchPenalty.class);
    to.component(Term.class, "forgetful", ForgetfulTerm.class);
    to.component(Latents.class, "unkeyed", UnkeyedLatents.class);
    to.component(Activation.class, "percent", PercentActivation.class);
    to.component(Activation.class, "detached", DetachedActivation.class);
    to.component(Activation.class, "straightened", StraightenedActivation.class);
    to.component(LayerSpec.class, "drifting", DriftingLayer.class);
    to.component(LayerSpec.class, "wrong-shape", WrongShapeLayer.class);
    to.component(LayerSpec.class, "unkeyed-noise", UnkeyedNoiseLayer.class);
    to.component(LayerSpec.class, "secretly-mixing", SecretlyMixingLayer.class);
  }
}
