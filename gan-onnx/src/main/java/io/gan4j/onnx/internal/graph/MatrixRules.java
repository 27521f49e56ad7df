package io.gan4j.onnx.internal.graph;

import io.gan4j.onnx.internal.graph.Operators.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Products of matrices, and what makes several values one. */
final class MatrixRules {
  private MatrixRules() {}

  static void addTo(Map<String, Rule> rules) {
    rules.put("MatMul", MatrixRules::product);
    rules.put("ReduceMax", call -> reduced(call, reducedAxes(call)));
    rules.put("ReduceMean", call -> reduced(call, reducedAxes(call)));
    rules.put("ReduceMin", call -> reduced(call, reducedAxes(call)));
    rules.put("ReduceSum", call -> reduced(call, call.integers(1)));
    rules.put("ArgMax", MatrixRules::place);
  }

  private static Known product(Call call) {
    Dims a = call.floats(0);
    Dims b = call.floats(1);
    call.require(a.rank() >= 2 && b.rank() >= 2, "takes matrices");
    call.require(a.get(a.rank() - 1) == b.get(b.rank() - 2), "takes matrices that meet");
    Dims many =
        Operators.broadcast(
            call,
            a.with(a.rank() - 1, 1).with(a.rank() - 2, 1),
            b.with(b.rank() - 1, 1).with(b.rank() - 2, 1));
    call.require(a.get(a.rank() - 1) > 0, "sums over no batch");
    return Known.floats(
        many.with(many.rank() - 2, a.get(a.rank() - 2)).with(many.rank() - 1, b.get(b.rank() - 1)));
  }

  private static List<Long> reducedAxes(Call call) {
    List<Long> all = LongStream.range(0, call.dims(0).rank()).boxed().toList();
    return call.attributes().integers("axes", all);
  }

  private static Known reduced(Call call, List<Long> axes) {
    return Known.floats(without(call, call.floats(0), axes));
  }

  private static Known place(Call call) {
    List<Long> axis = List.of(call.attributes().integer("axis", 0));
    return new Known(ElementType.INT64, without(call, call.floats(0), axis));
  }

  private static Dims without(Call call, Dims from, List<Long> axes) {
    boolean kept = call.attributes().integer("keepdims", 1) != 0;
    List<Integer> gone = axes.stream().map(from::axis).toList();
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < from.rank(); axis++) {
      if (!gone.contains(axis)) {
        sizes.add(from.get(axis));
        continue;
      }
      call.require(from.get(axis) > 0, "compares no samples of a batch");
      if (kept) {
        sizes.add(1L);
      }
    }
    return Dims.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }
}
