package io.gan4j.tf.internal.export;

import io.gan4j.tf.internal.natives.Held;
import io.gan4j.tf.internal.natives.Natives;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.family.TType;

/**
 * The graph of an exported generator, and the SavedModel message around it. No session is ever
 * opened on this graph: its variables get their values from the checkpoint beside it.
 */
final class InferenceGraph implements AutoCloseable {
  private final Held<Graph> graph = Natives.graph("graph of an export");
  private final Ops tf = Ops.create(graph.get());
  private final Map<String, VarHandleOp> handles = new LinkedHashMap<>();
  private final Map<String, Operand<?>> reads = new LinkedHashMap<>();

  /**
   * @param weights what the generator reads, by variable name; only types and shapes are used
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

  /** Adds both signatures and the nodes that restore the variables. */
  SavedModel build(GeneratorGraph generator) {
    Function<String, Operand<?>> weights =
        name -> {
          Operand<?> read = reads.get(name);
          if (read == null) {
            throw new IllegalArgumentException(
                "the generator reads '" + name + "', the weights are " + reads.keySet());
          }
          return read;
        };

    Placeholder<TFloat32> latents =
        tf.withName("latents")
            .placeholder(
                TFloat32.class,
                Placeholder.shape(generator.latentShape().prepend(Shape.UNKNOWN_SIZE)));
    boolean seesLabels = generator.classes() > 0;
    Placeholder<TInt32> labels = seesLabels ? labels("labels") : null;
    Operand<TFloat32> samples =
        tf.withName("samples")
            .identity(generator.samples(tf.withSubScope("generator"), latents, labels, weights));

    Placeholder<TInt64> seed =
        tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TInt32> count =
        tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> drawn = generator.latents(tf.withSubScope("draw"), seed, count, weights);
    Placeholder<TInt32> drawnLabels = seesLabels ? labels("labels_of_seed") : null;
    // One label serves for all samples.
    Operand<TInt32> labelsPerSample =
        drawnLabels == null
            ? null
            : tf.broadcastTo(drawnLabels, tf.expandDims(count, tf.constant(0)));
    Operand<TFloat32> drawnSamples =
        tf.withName("samples_of_seed")
            .identity(
                generator.samples(
                    tf.withSubScope("generator_of_seed"), drawn, labelsPerSample, weights));

    MetaGraphDef.Builder meta =
        MetaGraphDef.newBuilder()
            .setMetaInfoDef(
                MetaGraphDef.MetaInfoDef.newBuilder()
                    .addTags(ModelSignatures.TAG)
                    .setTensorflowVersion(TensorFlow.version())
                    .setStrippedDefaultAttrs(true))
            .putSignatureDef(
                ModelSignatures.SERVING,
                signature(with(labels, Map.of("latents", latents)), Map.of("samples", samples)))
            .putSignatureDef(
                ModelSignatures.SAMPLE,
                signature(
                    with(drawnLabels, Map.of("seed", seed, "count", count)),
                    Map.of("samples", drawnSamples)))
            .setSaverDef(saver());
    meta.setGraphDef(portable(graph.get().toGraphDef()));
    return SavedModel.newBuilder().setSavedModelSchemaVersion(1).addMetaGraphs(meta).build();
  }

  private Placeholder<TInt32> labels(String name) {
    return tf.withName(name)
        .placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
  }

  /** A signature's inputs, and the labels if there are any. */
  private static Map<String, Operand<?>> with(
      @Nullable Operand<TInt32> labels, Map<String, ? extends Operand<?>> inputs) {
    Map<String, Operand<?>> all = new LinkedHashMap<>(inputs);
    if (labels != null) {
      all.put(ModelSignatures.LABELS, labels);
    }
    return all;
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

  private static SignatureDef signature(
      Map<String, ? extends Operand<?>> inputs, Map<String, ? extends Operand<?>> outputs) {
    SignatureDef.Builder signature =
        SignatureDef.newBuilder().setMethodName("tensorflow/serving/predict");
    inputs.forEach((name, operand) -> signature.putInputs(name, info(operand.asOutput())));
    outputs.forEach((name, operand) -> signature.putOutputs(name, info(operand.asOutput())));
    return signature.build();
  }

  private static TensorInfo info(Output<?> output) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    if (output.shape().isUnknown()) {
      shape.setUnknownRank(true);
    } else {
      Arrays.stream(output.shape().asArray()).forEach(size -> shape.addDimBuilder().setSize(size));
    }
    return TensorInfo.newBuilder()
        .setName(output.op().name() + ":" + output.index())
        .setDtype(output.dataType())
        .setTensorShape(shape)
        .build();
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
