package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import java.util.List;
import org.tensorflow.proto.AssetFileDef;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.CollectionDef;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FullTypeDef;
import org.tensorflow.proto.FullTypeId;
import org.tensorflow.proto.GraphDebugInfo;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** The attacks that are known, and signatures and other parts of a model changed. */
final class HostileParts {
  private HostileParts() {}

  static void addTo(Mutants m) {
    attacks(m);
    signatures(m);
    parts(m);
  }

  private static void attacks(Mutants m) {
    String file = "save/filename";
    NodeDef.Builder path =
        NodeDef.newBuilder()
            .setOp("Const")
            .putAttr("dtype", AttrValue.newBuilder().setType(DataType.DT_STRING).build())
            .putAttr(
                "value",
                AttrValue.newBuilder()
                    .setTensor(
                        TensorProto.newBuilder()
                            .setDtype(DataType.DT_STRING)
                            .setTensorShape(Mutants.shape())
                            .addStringVal(ByteString.copyFromUtf8(Mutants.TARGET)))
                    .build());
    m.add(
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
    m.add(
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
    m.addNode(
        "WriteFile of a constant",
        NodeDef.newBuilder().setName("write").setOp("WriteFile").addInput(file).addInput(file));
    m.addNode(
        "Abort without an error",
        NodeDef.newBuilder()
            .setName("abort")
            .setOp("Abort")
            .putAttr("exit_without_error", AttrValue.newBuilder().setB(true).build()));
    m.add(
        "a cycle of two",
        model ->
            model.getGraphDefBuilder().addNode(identity("a", "b")).addNode(identity("b", "a")));
    m.add(
        "a loop",
        model ->
            model
                .getGraphDefBuilder()
                .addNode(identity("again", "join").setOp("NextIteration"))
                .addNode(identity("join", "again").addInput("again").setOp("Merge")));
    m.add(
        "a restoring that runs something else",
        model -> model.getSaverDefBuilder().setRestoreOpName("samples"));
    m.add(
        "a saver by other names",
        model -> model.getSaverDefBuilder().setFilenameTensorName("latents:0"));
    m.add("no saver", MetaGraphDef.Builder::clearSaverDef);
    m.add(
        "an old saver",
        model -> model.getSaverDefBuilder().setVersion(SaverDef.CheckpointFormatVersion.V1));
    m.add(
        "two graphs under one roof",
        model -> model.getMetaInfoDefBuilder().addTags("serve").addTags("gpu"));
    for (String collection :
        List.of(
            "saved_model_main_op", "legacy_init_op", "saved_model_assets", "trainable_variables")) {
      m.add(
          "a collection " + collection,
          model ->
              model.putCollectionDef(
                  collection,
                  CollectionDef.newBuilder()
                      .setNodeList(CollectionDef.NodeList.newBuilder().addValue("samples:0"))
                      .build()));
    }
    m.add(
        "an asset",
        model ->
            model.addAssetFileDef(
                AssetFileDef.newBuilder().setFilename("../../" + Mutants.TARGET)));
    m.add(
        "a million nodes",
        model -> {
          for (int i = 0; i < 1_000_000; i++) {
            model.getGraphDefBuilder().addNode(NodeDef.newBuilder().setName("n" + i).setOp("NoOp"));
          }
        });
    m.add(
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
                        .putAttr(
                            "value", Mutants.tensor(DataType.DT_FLOAT, Mutants.shape(1 << 24))));
          }
        });
  }

  private static void signatures(Mutants m) {
    for (String key : m.good().getSignatureDefMap().keySet()) {
      SignatureDef signature = m.good().getSignatureDefOrThrow(key);
      for (String to :
          List.of(
              "save/filename:0",
              "save/control_dependency:0",
              "nowhere:0",
              "samples",
              "samples:9",
              "latents:0",
              "count:0",
              "")) {
        for (String input : signature.getInputsMap().keySet()) {
          SignatureDef.Builder other = signature.toBuilder();
          other.putInputs(input, signature.getInputsOrThrow(input).toBuilder().setName(to).build());
          m.add(
              key + "'s " + input + " is '" + to + "'",
              model -> model.putSignatureDef(key, other.build()));
        }
        SignatureDef.Builder other = signature.toBuilder();
        signature
            .getOutputsMap()
            .forEach(
                (output, info) -> other.putOutputs(output, info.toBuilder().setName(to).build()));
        m.add(
            key + "'s outputs are '" + to + "'",
            model -> model.putSignatureDef(key, other.build()));
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
      m.add(key + " of unknown rank", model -> model.putSignatureDef(key, ranks.build()));
      m.add(
          key + " as what runs at the start",
          model -> model.putSignatureDef("__saved_model_init_op", signature));
      m.add("no " + key, model -> model.removeSignatureDef(key));
    }
  }

  private static void parts(Mutants m) {
    for (FullTypeId type : List.of(FullTypeId.TFT_TENSOR, FullTypeId.TFT_PRODUCT)) {
      m.add(
          "nodes that say they make a " + type,
          model ->
              model
                  .getGraphDefBuilder()
                  .getNodeBuilderList()
                  .forEach(
                      node -> node.setExperimentalType(FullTypeDef.newBuilder().setTypeId(type))));
    }
    m.add(
        "traces of frames that are not there",
        model -> {
          GraphDebugInfo.Builder info = model.getGraphDefBuilder().getDebugInfoBuilder();
          info.putTracesById(7, GraphDebugInfo.StackTrace.newBuilder().addFrameId(-1).build());
          m.nodes().forEach(node -> info.putNameToTraceId(node.getName(), 7));
        });
    m.add("no nodes", model -> model.getGraphDefBuilder().clearNode());
    m.add("no versions", model -> model.getGraphDefBuilder().clearVersions());
    m.add(
        "a version of tomorrow",
        model -> model.getGraphDefBuilder().getVersionsBuilder().setMinConsumer(1 << 30));
    m.add("no tags", model -> model.getMetaInfoDefBuilder().clearTags());
    m.add("nothing", MetaGraphDef.Builder::clear);
  }

  private static NodeDef.Builder identity(String name, String input) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Identity")
        .addInput(input)
        .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build());
  }
}
