package io.gan4j.tf.extension;

import io.gan4j.api.optimizer.ConstantSchedule;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import java.util.function.ToDoubleFunction;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * What an optimiser is built with.
 *
 * @param <T> the graph's float type
 */
public interface OptimizerContext<T extends TFloating> {

  /** A scalar that never changes. */
  Operand<T> constant(double value);

  /**
   * A scalar that is computed before every update of the player.
   *
   * @param name unique within the optimiser
   */
  Operand<T> fed(String name, ToDoubleFunction<Progress> value);

  /**
   * A scalar that follows a schedule; one that stays is not fed.
   *
   * @param name unique within the optimiser
   */
  default Operand<T> scheduled(String name, Schedule schedule) {
    return schedule instanceof ConstantSchedule constant
        ? constant(constant.value())
        : fed(name, schedule::valueAt);
  }

  /**
   * The learning rate of the player's next update. Use this rather than {@link #fed}, so that a run
   * can lower its learning rates.
   */
  Operand<T> learningRate(Schedule schedule);
}
