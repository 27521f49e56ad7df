package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Hostile models, made of a good one: each kind of node, attribute and edge changed, and the
 * attacks that are known. By name, in an order that does not change.
 */
final class HostileModels {
  /** What an attack would write; relative, so that it lies where the attack runs. */
  static final String TARGET = "written-by-a-model";

  private static final List<String> OPERATIONS =
      List.of(
          "Abort", "WriteFile", "ReadFile", "MatchingFiles", "SaveV2", "Save", "SaveSlices",
          "RestoreV2", "Restore", "MergeV2Checkpoints", "PrintV2", "Print", "PyFunc", "EagerPyFunc",
          "While", "StatelessWhile", "If", "StatelessIf", "SymbolicGradient", "RemoteCall",
          "NextIteration", "Enter", "Where", "Unique", "RandomUniform", "Assert", "ImmutableConst",
          "FixedLengthRecordReader", "TFRecordDataset", "DebugIdentity", "DebugIdentityV3",
          "DebugNumericSummary", "AudioSummary", "SummaryWriter", "CreateSummaryFileWriter",
          "LookupTableImportV2", "InitializeTableFromTextFileV2", "VarHandleOp", "ReadVariableOp",
          "AssignVariableOp", "DestroyResourceOp", "VariableV2", "TemporaryVariable", "Barrier",
          "Stage", "MapStage", "QueueDequeueV2", "FIFOQueueV2", "ScopedAllocator",
          "_Send", "_Recv", "_HostSend", "_HostRecv", "_FusedConv2D", "_Arg", "_Retval",
          "CollectiveReduce", "ConfigureDistributedTPU", "XlaLaunch", "TensorArrayV3",
          "ParseTensor", "SerializeTensor", "DecodeRaw", "DecodePng", "EncodePng", "Unbatch",
          "Batch", "GenerateVocabRemapping", "LoadAndRemapMatrix", "NoSuchOperation", "");

  private static final List<AttrValue> VALUES =
      List.of(
          AttrValue.newBuilder().setType(DataType.DT_STRING).build(),
          AttrValue.newBuilder().setType(DataType.DT_RESOURCE).build(),
          AttrValue.newBuilder().setType(DataType.DT_VARIANT).build(),
          AttrValue.newBuilder().setTypeValue(9999).build(),
          AttrValue.newBuilder().setType(DataType.DT_COMPLEX64).build(),
          AttrValue.newBuilder().setType(DataType.DT_INT8).build(),
          AttrValue.newBuilder().setType(DataType.DT_DOUBLE).build(),
          AttrValue.newBuilder().setI(-1).build(),
          AttrValue.newBuilder().setI(0).build(),
          AttrValue.newBuilder().setI(Long.MAX_VALUE).build(),
          AttrValue.newBuilder().setF(Float.NaN).build(),
          AttrValue.newBuilder().setB(true).build(),
          AttrValue.newBuilder().setS(ByteString.copyFromUtf8(TARGET)).build(),
          AttrValue.newBuilder().setS(ByteString.copyFrom(new byte[] {0, -1, 10, 27})).build(),
          AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName("f")).build(),
          AttrValue.newBuilder().setPlaceholder("T").build(),
          AttrValue.newBuilder().setShape(shape(1L << 40, 1L << 40)).build(),
          AttrValue.newBuilder().setShape(shape(-5)).build(),
          AttrValue.newBuilder().setShape(shape(0)).build(),
          AttrValue.newBuilder().setShape(TensorShapeProto.newBuilder().setUnknownRank(true)).build(),
          tensor(DataType.DT_FLOAT, shape(1L << 30)),
          tensor(DataType.DT_FLOAT, shape(1L << 40, 1L << 40)),
          tensor(DataType.DT_INT32, shape(-1)),
          tensor(DataType.DT_STRING, shape()),
          tensor(DataType.DT_VARIANT, shape()),
          AttrValue.newBuilder()
              .setList(AttrValue.ListValue.newBuilder().addI(0).addI(-1).addI(Long.MAX_VALUE))
              .build(),
          AttrValue.newBuilder()
              .setList(
                  AttrValue.ListValue.newBuilder().addFunc(NameAttrList.newBuilder().setName("f")))
              .build(),
          AttrValue.getDefaultInstance());

  private final MetaGraphDef good;
  private final Map<String, MetaGraphDef> all = new LinkedHashMap<>();

  private HostileModels(MetaGraphDef good) {
    this.good = good;
  }

  /** What becomes of a good model. */
  static Map<String, MetaGraphDef> of(MetaGraphDef good) {
    HostileModels models = new HostileModels(good);
    models.operations();
    models.attributes();
    models.edges();
    models.constants();
    models.attacks();
    models.functions();
    models.signatures();
    models.parts();
    return models.all;
  }

  private void add(String name, Consumer<MetaGraphDef.Builder> change) {
    MetaGraphDef.Builder model = good.toBuilder();
    change.accept(model);
    all.put(name, model.build());
  }

  private void addNode(String name, NodeDef.Builder node) {
    add(name, model -> model.getGraphDefBuilder().addNode(node));
  }

  private List<NodeDef> nodes() {
    return good.getGraphDef().getNodeList();
  }

  /** The first node of each operation. */
  private Map<String, Integer> kinds() {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    IntStream.range(0, nodes().size()).forEach(i -> kinds.putIfAbsent(nodes().get(i).getOp(), i));
    return kinds;
  }

  private void operations() {
    List<Integer> places = new ArrayList<>(kinds().values());
    for (int i = 0; i < OPERATIONS.size(); i++) {
      String operation = OPERATIONS.get(i);
      int place = places.get(i % places.size());
      add(
          nodes().get(place).getName() + " becomes " + operation,
          model -> model.getGraphDefBuilder().getNodeBuilder(place).setOp(operation));
      addNode(operation + " beside all", NodeDef.newBuilder().setName("beside").setOp(operation));
    }
    kinds()
        .forEach(
            (operation, place) -> {
              add(
                  operation + " becomes Identity",
                  model -> model.getGraphDefBuilder().getNodeBuilder(place).setOp("Identity"));
              add(
                  operation + " is taken away",
                  model -> model.getGraphDefBuilder().removeNode(place));
              add(
                  operation + " is there twice",
                  model -> model.getGraphDefBuilder().addNode(nodes().get(place)));
              for (String name : List.of("", "a b", "../x", "save/filename", "a\u001b[31m")) {
                add(
                    operation + " is called '" + name + "'",
                    model -> model.getGraphDefBuilder().getNodeBuilder(place).setName(name));
              }
              for (String device : List.of("/job:worker/task:1", "/device:GPU:7", "/x\n", "\0")) {
                add(
                    operation + " on " + device,
                    model -> model.getGraphDefBuilder().getNodeBuilder(place).setDevice(device));
              }
            });
  }

  private void attributes() {
    kinds()
        .forEach(
            (operation, place) -> {
              for (String attribute : nodes().get(place).getAttrMap().keySet()) {
                add(
                    operation + " without " + attribute,
                    model ->
                        model.getGraphDefBuilder().getNodeBuilder(place).removeAttr(attribute));
                for (int i = 0; i < VALUES.size(); i++) {
                  AttrValue value = VALUES.get(i);
                  add(
                      operation + " with " + attribute + " of value " + i,
                      model ->
                          model
                              .getGraphDefBuilder()
                              .getNodeBuilder(place)
                              .putAttr(attribute, value));
                }
              }
              for (String attribute :
                  List.of("_XlaCompile", "_gradient_op_type", "_class", "container", "zzz")) {
                add(
                    operation + " with a further " + attribute,
                    model ->
                        model
                            .getGraphDefBuilder()
                            .getNodeBuilder(place)
                            .putAttr(attribute, VALUES.get(12)));
              }
            });
  }

  private void edges() {
    int next = 0;
    List<String> others =
        List.of(
            "save/filename", "^save/control_dependency", "^save/restore_all", "save/RestoreV2",
            "nowhere", "^nowhere", "samples:7", "latents:-1", "", ":", "^", "seed", "count");
    for (int place = 0; place < nodes().size(); place++) {
      NodeDef node = nodes().get(place);
      int at = place;
      String own = node.getName();
      add(
          own + " waits for itself",
          model -> model.getGraphDefBuilder().getNodeBuilder(at).addInput("^" + own));
      if (node.getInputCount() > 0) {
        String other = others.get(next++ % others.size());
        int input = next % node.getInputCount();
        add(
            own + " takes '" + other + "'",
            model -> model.getGraphDefBuilder().getNodeBuilder(at).setInput(input, other));
        add(
            own + " also takes '" + other + "'",
            model -> model.getGraphDefBuilder().getNodeBuilder(at).addInput(other));
        add(
            own + " takes nothing",
            model -> model.getGraphDefBuilder().getNodeBuilder(at).clearInput());
        String far = nodes().get((place * 7 + 3) % nodes().size()).getName();
        add(
            own + " takes " + far,
            model -> model.getGraphDefBuilder().getNodeBuilder(at).setInput(input, far));
      }
    }
  }

  /** Sizes that are calculated from constants. */
  private void constants() {
    for (int place = 0; place < nodes().size(); place++) {
      NodeDef node = nodes().get(place);
      TensorProto value =
          node.getAttrOrDefault("value", AttrValue.getDefaultInstance()).getTensor();
      if (!node.getOp().equals("Const")
          || (value.getDtype() != DataType.DT_INT32 && value.getDtype() != DataType.DT_INT64)) {
        continue;
      }
      int at = place;
      for (long number : new long[] {0, -1, Integer.MIN_VALUE, 30_000, 1 << 20, 2_000_000_000}) {
        TensorProto.Builder other = value.toBuilder().clearTensorContent().clearIntVal();
        other.clearInt64Val();
        if (value.getDtype() == DataType.DT_INT32) {
          other.addIntVal((int) number);
        } else {
          other.addInt64Val(number);
        }
        add(
            node.getName() + " is " + number,
            model ->
                model
                    .getGraphDefBuilder()
                    .getNodeBuilder(at)
                    .putAttr("value", AttrValue.newBuilder().setTensor(other).build()));
      }
    }
  }

  private void attacks() {
    String file = "save/filename";
    NodeDef.Builder path =
        NodeDef.newBuilder().setOp("Const").putAttr("dtype", VALUES.get(0)).putAttr(
            "value",
            AttrValue.newBuilder()
                .setTensor(
                    TensorProto.newBuilder()
                        .setDtype(DataType.DT_STRING)
                        .setTensorShape(shape())
                        .addStringVal(ByteString.copyFromUtf8(TARGET)))
                .build());
    add(
        "a constant called save/filename, and SaveV2 before the samples",
        model -> {
          for (NodeDef.Builder node : model.getGraphDefBuilder().getNodeBuilderList()) {
            if (node.getName().equals(file)) {
              node.clear().mergeFrom(path.setName(file).build());
            }
            if (node.getName().startsWith("samples")) {
              node.addInput("^save/Save");
              node.addInput("^save/SaveV2");
            }
          }
        });
    add(
        "samples that wait for saving",
        model ->
            model
                .getGraphDefBuilder()
                .getNodeBuilderList()
                .forEach(
                    node -> {
                      if (node.getName().startsWith("samples")) {
                        node.addInput("^save/control_dependency");
                      }
                    }));
    addNode(
        "WriteFile of a constant",
        NodeDef.newBuilder()
            .setName("write")
            .setOp("WriteFile")
            .addInput(file)
            .addInput(file));
    addNode(
        "Abort without an error",
        NodeDef.newBuilder()
            .setName("abort")
            .setOp("Abort")
            .putAttr("exit_without_error", AttrValue.newBuilder().setB(true).build()));
    add(
        "a cycle of two",
        model ->
            model
                .getGraphDefBuilder()
                .addNode(identity("a", "b"))
                .addNode(identity("b", "a")));
    add(
        "a loop",
        model ->
            model
                .getGraphDefBuilder()
                .addNode(identity("again", "join").setOp("NextIteration"))
                .addNode(identity("join", "again").addInput("again").setOp("Merge")));
    add(
        "a restoring that runs something else",
        model -> model.getSaverDefBuilder().setRestoreOpName("samples"));
    add(
        "a saver by other names",
        model -> model.getSaverDefBuilder().setFilenameTensorName("latents:0"));
    add("no saver", MetaGraphDef.Builder::clearSaverDef);
    add("an old saver", model -> model.getSaverDefBuilder().setVersion(SaverDef.CheckpointFormatVersion.V1));
    add(
        "two graphs under one roof",
        model -> model.getMetaInfoDefBuilder().addTags("serve").addTags("gpu"));
    for (String collection :
        List.of("saved_model_main_op", "legacy_init_op", "saved_model_assets", "trainable_variables")) {
      add(
          "a collection " + collection,
          model ->
              model.putCollectionDef(
                  collection,
                  CollectionDef.newBuilder()
                      .setNodeList(CollectionDef.NodeList.newBuilder().addValue("samples:0"))
                      .build()));
    }
    add(
        "an asset",
        model ->
            model.addAssetFileDef(
                AssetFileDef.newBuilder().setFilename("../../" + TARGET)));
    add(
        "a million nodes",
        model -> {
          for (int i = 0; i < 1_000_000; i++) {
            model.getGraphDefBuilder().addNode(NodeDef.newBuilder().setName("n" + i).setOp("NoOp"));
          }
        });
    add(
        "constants that unfold",
        model -> {
          for (int i = 0; i < 64; i++) {
            model
                .getGraphDefBuilder()
                .addNode(
                    NodeDef.newBuilder()
                        .setName("c" + i)
                        .setOp("Const")
                        .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build())
                        .putAttr("value", tensor(DataType.DT_FLOAT, shape(1 << 24))));
          }
        });
  }

  private void functions() {
    add("a function that calls itself", library(calling("f", "f")));
    add("two functions that call each other", library(calling("f", "g"), calling("g", "f")));
    add("a function that is not there", library());
    add("a function called Relu", library(calling("Relu", "Relu")));
    add("two functions of one name", library(calling("f"), calling("f")));
    add(
        "functions that unfold",
        library(
            IntStream.range(0, 40)
                .mapToObj(
                    i ->
                        i == 39
                            ? calling("f" + i)
                            : calling("f" + i, "f" + (i + 1), "f" + (i + 1)))
                .toArray(FunctionDef[]::new)));
    add(
        "a thousand functions deep",
        library(
            IntStream.range(0, 1000)
                .mapToObj(i -> i == 999 ? calling("f" + i) : calling("f" + i, "f" + (i + 1)))
                .toArray(FunctionDef[]::new)));
    for (String operation : List.of("WriteFile", "Abort", "SaveV2", "VarHandleOp", "RandomUniform")) {
      add(
          "a function with " + operation,
          library(
              FunctionDef.newBuilder()
                  .setSignature(OpDef.newBuilder().setName("f"))
                  .addNodeDef(NodeDef.newBuilder().setName("x").setOp(operation))
                  .build()));
    }
    add(
        "a gradient of its own",
        model ->
            model
                .getGraphDefBuilder()
                .getLibraryBuilder()
                .addFunction(calling("f"))
                .addGradient(
                    GradientDef.newBuilder().setFunctionName("f").setGradientFunc("f")));
    add(
        "a call with options of its own",
        model -> {
          library(calling("f")).accept(model);
          GraphDef.Builder graph = model.getGraphDefBuilder();
          graph
              .getNodeBuilder(graph.getNodeCount() - 1)
              .putAttr("executor_type", AttrValue.newBuilder().setS(ByteString.copyFromUtf8("x")).build());
        });
  }

  /** A function without arguments whose body calls others. */
  private static FunctionDef calling(String name, String... others) {
    FunctionDef.Builder function =
        FunctionDef.newBuilder().setSignature(OpDef.newBuilder().setName(name));
    for (String other : others) {
      function.addNodeDef(call("call" + function.getNodeDefCount(), other));
    }
    return function.build();
  }

  private static NodeDef.Builder call(String name, String function) {
    AttrValue none = AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder()).build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("StatefulPartitionedCall")
        .putAttr("Tin", none)
        .putAttr("Tout", none)
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build());
  }

  private static Consumer<MetaGraphDef.Builder> library(FunctionDef... functions) {
    return model ->
        model
            .getGraphDefBuilder()
            .setLibrary(FunctionDefLibrary.newBuilder().addAllFunction(List.of(functions)))
            .addNode(
                call("call", functions.length == 0 ? "f" : functions[0].getSignature().getName()));
  }

  private void signatures() {
    for (String key : good.getSignatureDefMap().keySet()) {
      SignatureDef signature = good.getSignatureDefOrThrow(key);
      for (String to :
          List.of("save/filename:0", "save/control_dependency:0", "nowhere:0", "samples", "samples:9",
              "latents:0", "count:0", "")) {
        for (String input : signature.getInputsMap().keySet()) {
          SignatureDef.Builder other = signature.toBuilder();
          other.putInputs(input, signature.getInputsOrThrow(input).toBuilder().setName(to).build());
          add(
              key + "'s " + input + " is '" + to + "'",
              model -> model.putSignatureDef(key, other.build()));
        }
        SignatureDef.Builder other = signature.toBuilder();
        signature
            .getOutputsMap()
            .forEach((output, info) -> other.putOutputs(output, info.toBuilder().setName(to).build()));
        add(key + "'s outputs are '" + to + "'", model -> model.putSignatureDef(key, other.build()));
      }
      SignatureDef.Builder ranks = signature.toBuilder();
      signature
          .getInputsMap()
          .forEach(
              (input, info) ->
                  ranks.putInputs(
                      input,
                      info.toBuilder()
                          .setTensorShape(TensorShapeProto.newBuilder().setUnknownRank(true))
                          .build()));
      add(key + " of unknown rank", model -> model.putSignatureDef(key, ranks.build()));
      add(key + " as what runs at the start", model -> model.putSignatureDef("__saved_model_init_op", signature));
      add("no " + key, model -> model.removeSignatureDef(key));
    }
  }

  private void parts() {
    add("no nodes", model -> model.getGraphDefBuilder().clearNode());
    add("no versions", model -> model.getGraphDefBuilder().clearVersions());
    add(
        "a version of tomorrow",
        model -> model.getGraphDefBuilder().getVersionsBuilder().setMinConsumer(1 << 30));
    add("no tags", model -> model.getMetaInfoDefBuilder().clearTags());
    add("nothing", MetaGraphDef.Builder::clear);
  }

  private static NodeDef.Builder identity(String name, String input) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(input)
        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build());
  }

  private static TensorShapeProto.Builder shape(long... sizes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long size : sizes) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(size));
    }
    return shape;
  }

  private static AttrValue tensor(DataType type, TensorShapeProto.Builder shape) {
    return AttrValue.newBuilder()
        .setTensor(TensorProto.newBuilder().setDtype(type).setTensorShape(shape))
        .build();
  }
}
