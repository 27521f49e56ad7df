package io.gan4j.tf.internal.gate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Changed copies of a good model's graph, by name, in an order that does not change. */
final class Mutants {
  /** What an attack would write; relative, so that it lies where the attack runs. */
  static final String TARGET = "written-by-a-model";

  private final MetaGraphDef good;
  private final Map<String, Supplier<MetaGraphDef>> all = new LinkedHashMap<>();

  Mutants(MetaGraphDef good) {
    this.good = good;
  }

  /** All that were added, made when they are asked for. */
  Map<String, Supplier<MetaGraphDef>> all() {
    return all;
  }

  /** The one that was added by a name. */
  MetaGraphDef one(String name) {
    return Objects.requireNonNull(all.get(name), name).get();
  }

  MetaGraphDef good() {
    return good;
  }

  List<NodeDef> nodes() {
    return good.getGraphDef().getNodeList();
  }

  /** The first node of each operation. */
  Map<String, Integer> kinds() {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    IntStream.range(0, nodes().size()).forEach(i -> kinds.putIfAbsent(nodes().get(i).getOp(), i));
    return kinds;
  }

  void add(String name, Consumer<MetaGraphDef.Builder> change) {
    all.put(
        name,
        () -> {
          MetaGraphDef.Builder model = good.toBuilder();
          change.accept(model);
          return model.build();
        });
  }

  void addNode(String name, NodeDef.Builder node) {
    add(name, model -> model.getGraphDefBuilder().addNode(node));
  }

  /** One with a node changed. */
  void change(String name, int place, Consumer<NodeDef.Builder> change) {
    add(name, model -> change.accept(model.getGraphDefBuilder().getNodeBuilder(place)));
  }

  static TensorShapeProto.Builder shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape;
  }

  static AttrValue tensor(DataType type, TensorShapeProto.Builder shape) {
    return AttrValue.newBuilder()
        .setTensor(TensorProto.newBuilder().setDtype(type).setTensorShape(shape))
        .build();
  }
}
