package io.gan4j.tf;

import io.gan4j.api.metric.Features;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.tf.internal.tensorboard.TensorBoardListener;

/** What this module brings, by name. */
public final class TensorFlowPlugin implements GanPlugin {

  @Override
  public String name() {
    return "gan-tf";
  }

  @Override
  public void contribute(Contributions to) {
    to.provider(TensorFlowProvider.NAME, TensorFlowProvider::create);
    to.component(Features.class, "saved-model", SavedModelFeatures.class);
    to.listener("tensorboard", run -> new TensorBoardListener(run.directory()));
  }
}
