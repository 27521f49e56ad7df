package io.gan4j.tf.internal.export;

import io.gan4j.tf.internal.graph.GraphScope;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.Restore;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The graph of an exported network, and the SavedModel message around it. No session is ever opened
 * on this graph: its variables get their values from the checkpoint beside it.
 */
final class InferenceGraph implements AutoCloseable {
  private final NativeHandle<Graph> graph = NativeResources.graph("graph of an export");
  private final Ops tf = GraphScope.ops(graph.get());
  private final Map<String, VarHandleOp> handles = new LinkedHashMap<>();
  private final Map<String, Operand<?>> reads = new LinkedHashMap<>();

  /**
   * @param weights what the network reads, by variable name; only types and shapes are used
   */
  InferenceGraph(SortedMap<String, ? extends Tensor> weights) {
    weights.forEach((name, value) -> declare(name, typeOf(value), value.shape()));
  }

  /** The class of a tensor's type. */
  static Class<? extends TType> typeOf(Tensor tensor) {
    if (tensor instanceof TType typed) {
      return typed.type();
    }
    throw new IllegalArgumentException("a weight must be a typed tensor, found " + tensor);
  }

  private <T extends TType> void declare(String name, Class<T> type, Shape shape) {
    Ops named = tf.withName(operationName(name));
    // Without a shared name all handles of a graph are one variable.
    VarHandleOp handle = named.varHandleOp(type, shape, VarHandleOp.sharedName(name));
    handles.put(name, handle);
    reads.put(name, tf.withName(operationName(name) + ".read").readVariableOp(handle, type));
  }

  /** Variable names are free; the scopes of TensorFlow Java take no slash. */
  private static String operationName(String variable) {
    return variable.replaceAll("[^A-Za-z0-9_.\\-]", ".").replaceAll("^[^A-Za-z0-9.]", "v.$0");
  }

  /** Adds the signatures and the nodes that restore the variables. */
  SavedModel build(ModelGraph model) {
    Function<String, Operand<?>> weights =
        name -> {
          Operand<?> read = reads.get(name);
          if (read == null) {
            throw new IllegalArgumentException(
                "the model reads '" + name + "', the weights are " + reads.keySet());
          }
          return read;
        };
    MetaGraphDef.Builder meta =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(
                MetaGraphDef.MetaInfoDef.newBuilder()
                    .addTags(ModelSignatures.TAG)
                    .setTensorflowVersion(TensorFlow.version())
                    .setStrippedDefaultAttrs(true))
            .putAllSignatureDef(model.signatures(tf, weights))
            .setSaverDef(saver());
    meta.setGraphDef(portable(graph.get().toGraphDef()));
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
  }

  /**
   * The nodes by which a runtime restores the variables. TensorFlow Java looks for exactly these
   * names; without them it loads the model and leaves the variables unset.
   */
  private SaverDef saver() {
    Ops save = tf.withSubScope("save");
    Placeholder<TString> file =
        save.withName("filename").placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    List<String> names = List.copyOf(handles.keySet());
    Operand<TString> keys = strings(save, names);
    Operand<TString> slices = strings(save, Collections.nCopies(names.size(), ""));
    Save saved = save.train.save(file, keys, slices, List.copyOf(reads.values()));
    save.withControlDependencies(List.<Op>of(saved)).withName("control_dependency").identity(file);

    List<Class<? extends TType>> types = new ArrayList<>();
    reads.values().forEach(read -> types.add(read.type()));
    Restore restored = save.train.restore(file, keys, slices, types);
    List<Op> assigned = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      Output<?> value = restored.tensors().get(i);
      assigned.add(save.assignVariableOp(handles.get(names.get(i)), value));
    }
    save.withControlDependencies(assigned).withName("restore_all").noOp();
    return SaverDef.newBuilder()
        .setFilenameTensorName("save/filename:0")
        .setSaveTensorName("save/control_dependency:0")
        .setRestoreOpName("save/restore_all")
        .setVersion(SaverDef.CheckpointFormatVersion.V2)
        .build();
  }

  static Operand<TString> strings(Ops tf, List<String> values) {
    return tf.constant(StdArrays.ndCopyOf(values.toArray(new String[0])));
  }

  /**
   * The same graph for any runtime: without devices, and without attributes that have their
   * default's value, because an older runtime refuses or reports attributes that it does not know.
   */
  private static GraphDef portable(GraphDef graph) {
    Map<String, OpDef> definitions =
        TensorFlow.registeredOpList().getOpList().stream()
            .collect(Collectors.toMap(OpDef::getName, Function.identity()));
    GraphDef.Builder portable = graph.toBuilder();
    for (NodeDef.Builder node : portable.getNodeBuilderList()) {
      node.clearDevice();
      OpDef definition = definitions.get(node.getOp());
      if (definition == null) {
        throw new IllegalStateException("TensorFlow does not know its own op " + node.getOp());
      }
      for (OpDef.AttrDef attribute : definition.getAttrList()) {
        if (attribute.hasDefaultValue()
            && attribute.getDefaultValue().equals(node.getAttrMap().get(attribute.getName()))) {
          node.removeAttr(attribute.getName());
        }
      }
    }
    return portable.build();
  }

  @Override
  public void close() {
    graph.close();
  }
}
