package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Batch;
import io.gan4j.api.provider.StepRequest;
import org.tensorflow.Session;
import org.tensorflow.types.family.TFloating;

/**
 * What a phase has to be fed, beside the numbers of its players' updates.
 *
 * @param inputs of all phases
 * @param samples whether it reads real samples
 * @param labels whether it reads their labels
 * @param <T> the graph's float type
 */
record PhaseFeeds<T extends TFloating>(Inputs<T> inputs, boolean samples, boolean labels) {

  /**
   * Feeds a part of a batch.
   *
   * @param part its number, from 0; always 0 if batches pass whole
   * @throws IllegalArgumentException if the phase needs a batch and there is none, or another than
   *     the graph was built for
   */
  void feed(Session.Runner runner, StepRequest request, int part) {
    inputs.feedDraw(runner, request.draw());
    inputs.feedPart(runner, part);
    Batch batch = request.batch();
    if (batch == null) {
      if (samples || labels) {
        throw new IllegalArgumentException("phase '" + request.phase() + "' needs a batch");
      }
      return;
    }
    if (samples) {
      inputs.feedSamples(runner, batch, part);
    }
    if (labels) {
      inputs.feedLabels(runner, batch, part);
    }
  }
}
