package io.gan4j.testkit;

import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.provider.StepRequest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;

/**
 * What a test puts between a loop and its provider: it hears of calls, changes what they return,
 * and throws where a provider is to fail. Changes nothing unless a method is overridden.
 *
 * <pre>{@code
 * new InterceptedProvider(new FakeProvider(), new Interceptor() {
 *   @Override
 *   public void beforeStep(StepRequest request) {
 *     if (request.step() == 7) {
 *       throw new ProviderException("no memory left");
 *     }
 *   }
 * });
 * }</pre>
 */
public interface Interceptor {
  /** Changes nothing. */
  Interceptor NONE = new Interceptor() {};

  /** The precisions that the provider takes. */
  default Set<Precision> precisions(Set<Precision> taken) {
    return taken;
  }

  /** What a session says its products are computed in. */
  default String arithmetic(String words) {
    return words;
  }

  /** Before both players are built. */
  default void beforeOpen(GanPlan plan) {}

  /**
   * Before a step of a phase.
   *
   * @param request its batch is about to be overwritten: copy what is to be kept
   */
  default void beforeStep(StepRequest request) {}

  /** What a step of a phase reports. */
  default PhaseReport reported(StepRequest request, PhaseReport report) {
    return report;
  }

  /** What the generator makes. */
  default FloatNdArray generated(FloatNdArray samples) {
    return samples;
  }

  /** What is saved of a session. */
  default Map<String, NdArray<?>> saved(Map<String, NdArray<?>> state) {
    return state;
  }

  /** Before a state is put back. */
  default void beforeRestore(Map<String, NdArray<?>> state) {}

  /** Before every learning rate is multiplied from then on. */
  default void beforeScaling(double factor) {}

  /** Before a generator is written. */
  default void beforeExport(Path folder) {}

  /** Before a session is closed. */
  default void beforeClose() {}
}
