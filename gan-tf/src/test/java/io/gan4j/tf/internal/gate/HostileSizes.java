package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;

/**
 * Constants changed by which sizes and axes are calculated: each element alone, and their order.
 */
final class HostileSizes {
  private static final long[] NUMBERS = {
    -1, 0, 1, 3, Integer.MIN_VALUE, 30_000, 1 << 20, 2_000_000_000, Long.MIN_VALUE, Long.MAX_VALUE
  };

  private HostileSizes() {}

  static void addTo(Mutants m) {
    for (int place = 0; place < m.nodes().size(); place++) {
      NodeDef node = m.nodes().get(place);
      DataType type = node.getAttrOrDefault("dtype", AttrValue.getDefaultInstance()).getType();
      boolean whole = type == DataType.DT_INT32 || type == DataType.DT_INT64;
      if (node.getOp().equals("Const") && whole) {
        List<Long> values = new Constants().read(node).values();
        change(m, place, values == null ? List.of() : values);
      }
    }
  }

  private static void change(Mutants m, int place, List<Long> values) {
    String name = m.nodes().get(place).getName();
    for (int i = 0; i < values.size(); i++) {
      for (long number : NUMBERS) {
        List<Long> other = new ArrayList<>(values);
        other.set(i, number);
        m.change(name + "[" + i + "] is " + number, place, node -> set(node, other));
      }
      if (i > 0) {
        List<Long> other = new ArrayList<>(values);
        Collections.swap(other, i - 1, i);
        m.change(name + "[" + i + "] and the one before it", place, node -> set(node, other));
      }
    }
    m.change(name + " with one more", place, node -> resize(node, values.size() + 1));
    m.change(name + " of other values", place, node -> set(node, List.of(2L)));
  }

  private static void set(NodeDef.Builder node, List<Long> values) {
    TensorProto.Builder tensor = node.getAttrOrThrow("value").getTensor().toBuilder();
    tensor.clearTensorContent().clearIntVal().clearInt64Val();
    if (tensor.getDtype() == DataType.DT_INT32) {
      values.forEach(value -> tensor.addIntVal(value.intValue()));
    } else {
      tensor.addAllInt64Val(values);
    }
    node.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }

  private static void resize(NodeDef.Builder node, int size) {
    set(node, Collections.nCopies(size, 1L));
    TensorProto.Builder tensor = node.getAttrOrThrow("value").getTensor().toBuilder();
    tensor.setTensorShape(Mutants.shape(size));
    node.putAttr("value", AttrValue.newBuilder().setTensor(tensor).build());
  }
}
