package io.gan4j.tf.internal.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tensorflow.ndarray.Shape;

/** Operations on each element apart, and on the elements of several tensors in the same place. */
final class ElementwiseShapes {
  private static final List<String> OF_ONE =
      words(
          """
      Abs Acos Acosh Asin Asinh Atan Atanh Cast Ceil CheckNumerics Cos Cosh Elu Erf Erfc Erfinv Exp
      Expm1 Floor Identity IsFinite IsInf IsNan LeakyRelu Log Log1p LogicalNot Neg OnesLike
      PreventGradient Reciprocal Relu Relu6 Rint Round Rsqrt Selu Sigmoid Sign Sin Sinh Softplus
      Softsign Sqrt Square StopGradient Tan Tanh ZerosLike
      """);

  private static final List<String> OF_TWO =
      words(
          """
      Add AddV2 Atan2 BitwiseAnd BitwiseXor Div DivNoNan Equal FloorDiv FloorMod Greater
      GreaterEqual Less LessEqual LogicalAnd LogicalOr Maximum Minimum Mul MulNoNan NotEqual Pow
      RealDiv RightShift SquaredDifference Sub
      TruncateDiv TruncateMod Xdivy Xlog1py Xlogy
      """);

  private ElementwiseShapes() {}

  private static List<String> words(String text) {
    return Pattern.compile("\\s+").splitAsStream(text.strip()).toList();
  }

  static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    for (String operation : OF_ONE) {
      rules.put(operation, ShapeRule.one(c -> c.inputs().get(0).shape()));
    }
    for (String operation : OF_TWO) {
      rules.put(operation, ShapeRule.one(c -> c.broadcast(c.shape("x"), c.shape("y"))));
    }
    rules.put("AddN", ShapeRule.one(c -> same(c, c.shapes("inputs"))));
    rules.put("BiasAdd", ShapeRule.one(ElementwiseShapes::biasAdd));
    rules.put("ClipByValue", ShapeRule.one(ElementwiseShapes::clipByValue));
    rules.put("IdentityN", ShapeRule.many(c -> c.shapes("input")));
    rules.put("Select", ShapeRule.one(ElementwiseShapes::select));
    rules.put(
        "SelectV2",
        ShapeRule.one(
            c -> c.broadcast(c.broadcast(c.shape("condition"), c.shape("t")), c.shape("e"))));
    return rules;
  }

  /** The one shape that all have. */
  static Shape same(ShapeContext c, List<Shape> shapes) {
    Shape first = shapes.get(0);
    shapes.forEach(shape -> c.require(shape.equals(first), "takes " + first + " with " + shape));
    return first;
  }

  private static Shape biasAdd(ShapeContext c) {
    Shape value = c.shape("value");
    Shape bias = c.ranked("bias", 1);
    int rank = value.numDimensions();
    c.require(c.text("data_format").equals("NHWC"), "has its channels elsewhere than last");
    c.require(
        rank >= 2 && value.get(rank - 1) == bias.get(0), "adds a bias " + bias + " to " + value);
    return value;
  }

  private static Shape clipByValue(ShapeContext c) {
    Shape value = c.shape("t");
    for (String limit : List.of("clip_value_min", "clip_value_max")) {
      Shape shape = c.shape(limit);
      c.require(
          shape.numDimensions() == 0 || shape.equals(value), "clips " + value + " at " + shape);
    }
    return value;
  }

  private static Shape select(ShapeContext c) {
    Shape condition = c.shape("condition");
    Shape chosen = same(c, List.of(c.shape("t"), c.shape("e")));
    boolean perRow =
        condition.numDimensions() == 1
            && chosen.numDimensions() > 0
            && condition.get(0) == chosen.get(0);
    c.require(
        condition.numDimensions() == 0 || perRow || condition.equals(chosen),
        "chooses from " + chosen + " by " + condition);
    return chosen;
  }
}
