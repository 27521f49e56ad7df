package io.gan4j.onnx.internal.graph;

import io.gan4j.onnx.internal.graph.Operators.Rule;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Operators that lay values out otherwise. */
final class LayoutRules {
  private LayoutRules() {}

  static void addTo(Map<String, Rule> rules) {
    rules.put("Concat", LayoutRules::concat);
    rules.put("Expand", LayoutRules::expand);
    rules.put("Gather", LayoutRules::gather);
    rules.put("OneHot", LayoutRules::oneHot);
    rules.put("Pad", LayoutRules::pad);
    rules.put("Reshape", LayoutRules::reshape);
    rules.put("Slice", LayoutRules::slice);
    rules.put("Transpose", LayoutRules::transpose);
  }

  private static Known concat(Call call) {
    Dims first = call.floats(0);
    int axis = first.axis(call.attributes().integer("axis", 0));
    long size = first.get(axis);
    for (int i = 1; i < call.inputs().size(); i++) {
      Dims next = call.floats(i);
      call.require(
          next.rank() == first.rank()
              && next.with(axis, 1).equals(first.with(axis, 1))
              && next.get(axis) < 0 == size < 0,
          "takes shapes that differ in axis " + axis + " alone");
      size += next.get(axis);
    }
    return Known.floats(first.with(axis, size));
  }

  private static Known expand(Call call) {
    List<Long> to = call.integers(1);
    call.require(to.stream().allMatch(size -> size > 0), "takes sizes above 0");
    long[] sizes = to.stream().mapToLong(Long::longValue).toArray();
    return Known.floats(Operators.broadcast(call, call.floats(0), Dims.of(sizes)));
  }

  private static Known gather(Call call) {
    Dims table = call.dims(0);
    int axis = table.axis(call.attributes().integer("axis", 0));
    call.require(table.get(axis) > 0, "takes a table that is no batch");
    Known places = call.input(1);
    call.require(
        places.type() == ElementType.INT64 || places.type() == ElementType.INT32,
        "takes whole numbers");
    long[] sizes = new long[table.rank() - 1 + places.dims().rank()];
    int at = 0;
    for (int i = 0; i < table.rank(); i++) {
      if (i != axis) {
        sizes[at++] = table.get(i);
        continue;
      }
      for (int j = 0; j < places.dims().rank(); j++) {
        sizes[at++] = places.dims().get(j);
      }
    }
    return new Known(call.input(0).type(), Dims.of(sizes));
  }

  private static Known oneHot(Call call) {
    Known places = call.input(0);
    call.require(places.type() == ElementType.INT64, "takes int64");
    call.require(call.attributes().integer("axis", -1) == -1, "adds its axis last");
    List<Long> depth = call.integers(1);
    call.require(depth.size() == 1 && depth.get(0) > 0, "takes one depth above 0");
    call.require(call.floats(2).size() == 2, "takes two values");
    long[] sizes = new long[places.dims().rank() + 1];
    System.arraycopy(places.dims().toArray(), 0, sizes, 0, sizes.length - 1);
    sizes[sizes.length - 1] = depth.get(0);
    return Known.floats(Dims.of(sizes));
  }

  private static Known pad(Call call) {
    Dims from = call.floats(0);
    List<Long> pads = call.integers(1);
    int rank = from.rank();
    call.require(pads.size() == 2 * rank, "takes two amounts for each axis");
    call.require(
        call.attributes().text("mode", "constant").equals("constant"), "pads with a constant");
    long[] sizes = from.toArray();
    for (int axis = 0; axis < rank; axis++) {
      long amount = Math.addExact(amount(call, pads, axis), amount(call, pads, axis + rank));
      call.require(amount == 0 || sizes[axis] >= 0, "leaves the batch as it is");
      sizes[axis] += amount;
    }
    return Known.floats(Dims.of(sizes));
  }

  private static long amount(Call call, List<Long> pads, int place) {
    long amount = pads.get(place);
    call.require(amount >= 0 && amount <= Integer.MAX_VALUE, "takes amounts from 0");
    return amount;
  }

  private static Known reshape(Call call) {
    Known from = call.input(0);
    List<Long> to = call.integers(1);
    long[] sizes = new long[to.size()];
    int open = -1;
    for (int axis = 0; axis < sizes.length; axis++) {
      sizes[axis] =
          to.get(axis) == 0 && axis < from.dims().rank() ? from.dims().get(axis) : to.get(axis);
      boolean asked = to.get(axis) == -1;
      call.require(sizes[axis] != 0 && to.get(axis) >= -1, "takes sizes above 0");
      call.require(!asked || open < 0, "leaves one size open");
      if (asked) {
        open = axis;
        sizes[axis] = 1;
      }
    }
    long total = from.dims().size();
    long others = Dims.of(sizes).size();
    if (open >= 0) {
      call.require(total % others == 0, "makes a shape of as many values");
      // What is left over for the open axis; the batch, if it is not in another.
      sizes[open] = others < 0 ? Math.abs(total / others) : total / others;
    }
    call.require(Dims.of(sizes).size() == total, "makes a shape of as many values");
    return new Known(from.type(), Dims.of(sizes));
  }

  private static Known slice(Call call) {
    Dims from = call.floats(0);
    List<Long> starts = call.integers(1);
    List<Long> ends = call.integers(2);
    List<Long> axes = call.integers(3);
    call.require(
        starts.size() == axes.size()
            && ends.size() == axes.size()
            && new HashSet<>(axes).size() == axes.size(),
        "takes a start and an end for each axis");
    if (call.has(4)) {
      call.require(call.integers(4).stream().allMatch(step -> step == 1), "takes every value");
    }
    Dims sizes = from;
    for (int i = 0; i < axes.size(); i++) {
      int axis = from.axis(axes.get(i));
      long size = from.get(axis);
      long start = starts.get(i);
      long end = Math.min(ends.get(i), size);
      call.require(size > 0 && start >= 0 && start < end, "cuts something out of an axis");
      sizes = sizes.with(axis, end - start);
    }
    return Known.floats(sizes);
  }

  private static Known transpose(Call call) {
    Dims from = call.floats(0);
    List<Long> order = call.attributes().integers("perm", List.of());
    call.require(
        order.size() == from.rank()
            && new HashSet<>(order).size() == order.size()
            && order.stream().allMatch(axis -> axis >= 0 && axis < from.rank()),
        "takes an order of all axes");
    return Known.floats(
        Dims.of(order.stream().mapToLong(axis -> from.get(axis.intValue())).toArray()));
  }
}
