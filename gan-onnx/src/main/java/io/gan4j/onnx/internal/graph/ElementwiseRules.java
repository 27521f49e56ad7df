package io.gan4j.onnx.internal.graph;

import io.gan4j.onnx.internal.graph.Operators.Rule;
import java.util.List;
import java.util.Map;

/** Operators that map values on their own. */
final class ElementwiseRules {
  private static final List<String> OF_ONE =
      List.of(
          "Abs",
          "Atan",
          "Ceil",
          "Cos",
          "Elu",
          "Erf",
          "Exp",
          "Floor",
          "Identity",
          "LeakyRelu",
          "Log",
          "Neg",
          "Reciprocal",
          "Relu",
          "Round",
          "Selu",
          "Sigmoid",
          "Sign",
          "Sin",
          "Softmax",
          "Softplus",
          "Sqrt",
          "Tanh");
  private static final List<String> OF_TWO = List.of("Add", "Div", "Mul", "Pow", "Sub");
  private static final List<String> OF_SOME = List.of("Max", "Min");
  private static final List<String> COMPARISONS = List.of("Equal", "Greater", "Less");

  private ElementwiseRules() {}

  static void addTo(Map<String, Rule> rules) {
    OF_ONE.forEach(operator -> rules.put(operator, call -> Known.floats(call.floats(0))));
    OF_TWO.forEach(operator -> rules.put(operator, call -> Known.floats(met(call, 2))));
    OF_SOME.forEach(
        operator -> rules.put(operator, call -> Known.floats(met(call, call.inputs().size()))));
    COMPARISONS.forEach(
        operator -> rules.put(operator, call -> new Known(ElementType.BOOL, met(call, 2))));
    rules.put("Cast", ElementwiseRules::cast);
    rules.put("Where", ElementwiseRules::where);
  }

  private static Dims met(Call call, int count) {
    Dims met = call.floats(0);
    for (int i = 1; i < count; i++) {
      met = Operators.broadcast(call, met, call.floats(i));
    }
    return met;
  }

  private static Known cast(Call call) {
    ElementType to =
        ElementType.of(call.attributes().integer("to", 0))
            .orElseThrow(() -> new InvalidGraphException("casts to a type that is not known"));
    return new Known(to, call.dims(0));
  }

  private static Known where(Call call) {
    call.require(call.input(0).type() == ElementType.BOOL, "takes conditions first");
    return Known.floats(
        Operators.broadcast(
            call, call.dims(0), Operators.broadcast(call, call.floats(1), call.floats(2))));
  }
}
