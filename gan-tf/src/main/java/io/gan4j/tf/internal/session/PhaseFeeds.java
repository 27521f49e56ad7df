package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Batch;
import io.gan4j.api.provider.StepRequest;
import java.util.Set;
import org.tensorflow.Session;
import org.tensorflow.types.family.TFloating;

/**
 * What a phase has to be fed, beside the numbers of its players' updates.
 *
 * @param model of the run
 * @param samples sides whose real samples it reads
 * @param labels sides whose labels it reads
 * @param <T> the graph's float type
 */
record PhaseFeeds<T extends TFloating>(Model<T> model, Set<String> samples, Set<String> labels) {
  PhaseFeeds {
    samples = Set.copyOf(samples);
    labels = Set.copyOf(labels);
  }

  /**
   * Feeds a part of a batch.
   *
   * @param part its number, from 0; always 0 if batches pass whole
   * @throws IllegalArgumentException if the phase needs a batch and there is none, or another than
   *     the graph was built for
   */
  void feed(Session.Runner runner, StepRequest request, int part) {
    model.step().feed(runner, request.draw(), part);
    model.feedNumbers(runner, request);
    samples.forEach(side -> model.inputs(side).feedSamples(runner, batch(request, side), part));
    labels.forEach(side -> model.inputs(side).feedLabels(runner, batch(request, side), part));
  }

  private static Batch batch(StepRequest request, String side) {
    Batch batch = request.batches().get(side);
    if (batch == null) {
      throw new IllegalArgumentException("phase '" + request.phase() + "' needs a batch");
    }
    return batch;
  }
}
