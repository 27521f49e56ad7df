package io.gan4j.tf.internal.gate;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.OpDef;

/** The operations that TensorFlow has, read once: that takes longer than to check a model. */
final class Definitions {
  private static final Map<String, OpDef> ALL =
      TensorFlow.registeredOpList().getOpList().stream()
          .collect(Collectors.toUnmodifiableMap(OpDef::getName, Function.identity()));

  private Definitions() {}

  /** By their names. */
  static Map<String, OpDef> all() {
    return ALL;
  }
}
