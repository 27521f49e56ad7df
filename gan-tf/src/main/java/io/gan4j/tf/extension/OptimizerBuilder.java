package io.gan4j.tf.extension;

import io.gan4j.api.optimizer.Optimizer;
import java.util.List;
import org.tensorflow.op.Op;
import org.tensorflow.types.family.TFloating;

/**
 * Compiles one kind of optimiser to TensorFlow operations. Stateless: the optimiser is the
 * configuration, slots hold the state.
 *
 * @param <O> the optimiser's record
 */
public interface OptimizerBuilder<O extends Optimizer> {

  /**
   * Names of the tensors kept per parameter, each of the parameter's shape and zero at first, for
   * example {@code adam.m}.
   */
  List<String> slots(O optimizer);

  /** Prepares what all parameters of a player share. */
  <T extends TFloating> Rule<T> build(O optimizer, OptimizerContext<T> context);

  /**
   * How one parameter is moved.
   *
   * @param <T> the graph's float type
   */
  interface Rule<T extends TFloating> {

    /** The operation that updates the parameter and its slots. */
    Op apply(ParameterUpdate<T> update);
  }
}
