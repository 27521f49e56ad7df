package io.gan4j.tf.internal.export;

import java.util.Map;
import java.util.function.Function;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.SignatureDef;

/** What is exported: networks for inference, and the signatures that they answer to. */
public interface ModelGraph {

  /**
   * Builds the networks, and names what goes in and comes out.
   *
   * @param weights the value of a variable by its name
   */
  Map<String, SignatureDef> signatures(Ops tf, Function<String, Operand<?>> weights);
}
