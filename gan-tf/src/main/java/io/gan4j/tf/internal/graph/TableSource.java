package io.gan4j.tf.internal.graph;

import io.gan4j.api.tensor.NoiseSource;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.types.family.TFloating;

/**
 * Where noise finds the fixed tables that rows are picked from.
 *
 * @param <T> the graph's float type
 */
public interface TableSource<T extends TFloating> {

  /**
   * The table of this name, {@code [rows, …]}: the same values in every graph of a run.
   *
   * @param name the stream's full name
   * @param rows its rows
   * @param values draws them from a source whose batch is {@code rows}
   */
  Operand<T> table(String name, int rows, Function<NoiseSource<Operand<T>>, Operand<T>> values);
}
