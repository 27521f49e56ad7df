package io.gan4j.tf.internal.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Random numbers that are a function of a key. */
final class RandomShapes {
  private RandomShapes() {}

  static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    for (String operation :
        List.of(
            "StatelessRandomNormal",
            "StatelessRandomUniform",
            "StatelessRandomUniformFullInt",
            "StatelessTruncatedNormal")) {
      rules.put(operation, ShapeRule.one(RandomShapes::drawn, "shape"));
    }
    rules.put("StatelessRandomUniformInt", ShapeRule.one(RandomShapes::between, "shape"));
    return rules;
  }

  private static Shape drawn(ShapeContext c) {
    c.require(c.shape("seed").equals(Shape.of(2)), "has a key of shape " + c.shape("seed"));
    return LayoutShapes.shape(c, c.vector("shape"));
  }

  private static Shape between(ShapeContext c) {
    c.ranked("minval", 0);
    c.ranked("maxval", 0);
    return drawn(c);
  }
}
