package io.gan4j.tf.internal.gate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.gan4j.api.ProviderException;
import io.gan4j.api.layer.Dense;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.WeightTransform;
import io.gan4j.api.provider.Trust;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.tf.examples.LayerExamples;
import io.gan4j.tf.examples.LayerExamples.Example;
import io.gan4j.tf.examples.Registered;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Graph;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FullTypeDef;
import org.tensorflow.proto.FullTypeId;
import org.tensorflow.proto.GraphDebugInfo;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorProto;

@DisplayName("The gate for foreign models")
class ModelGateTest {
  private static final ModelGate GATE = ModelGate.of(Trust.CHECKED, Set.of());

  /** Networks in one model. */
  private static final int TOGETHER = 12;

  /** Every layer, activation and weight transform, some of them in one model, which is quicker. */
  static List<Map<String, NetworkSpec>> exported() {
    Map<String, NetworkSpec> all = new LinkedHashMap<>();
    for (Example example : LayerExamples.all()) {
      put(all, example.name(), example.layer(), example.input());
    }
    for (String activation : Registered.names(Activation.class)) {
      put(all, activation, Registered.bind(Activation.class, activation), Shape.of(4));
    }
    for (String transform : Registered.names(WeightTransform.class)) {
      LayerExamples.all().stream()
          .filter(example -> example.type().equals("dense") || example.type().equals("conv2d"))
          .forEach(e -> put(all, e.name() + ' ' + transform, e.layer(transform), e.input()));
    }
    List<Map<String, NetworkSpec>> models = new ArrayList<>();
    all.forEach(
        (name, network) -> {
          if (models.isEmpty() || models.get(models.size() - 1).size() == TOGETHER) {
            models.add(new LinkedHashMap<>());
          }
          models.get(models.size() - 1).put(name, network);
        });
    return models;
  }

  /** Its nodes' names tell what it is. */
  private static void put(Map<String, NetworkSpec> all, String name, LayerSpec layer, Shape input) {
    String scope = all.size() + "." + name.replaceAll("[^a-z0-9]+", "-");
    all.put(scope, new NetworkSpec(input, List.of(layer)));
  }

  @ParameterizedTest
  @MethodSource("exported")
  @DisplayName("lets in what every layer, activation and weight transform exports")
  void exports(Map<String, NetworkSpec> networks, @TempDir Path parent) throws IOException {
    Path folder = parent.resolve("model");
    SavedModel model = Exports.of(networks, folder);
    AdmittedModel admitted = GATE.require(folder, model, Feeds.count("none"));
    assertThatCode(
            () -> {
              for (long batch : new long[] {1, 3, 64}) {
                admitted.requireBatch(batch);
              }
            })
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("lets in a frozen graph of everything that calculates")
  void frozen() {
    try (Graph graph = new Graph()) {
      OperationExamples.build(graph);
      assertThatCode(
              () ->
                  GATE.require(
                      Path.of("frozen.pb"),
                      graph.toGraphDef(),
                      Feeds.samples("x", OperationExamples.IMAGE)))
          .doesNotThrowAnyException();
    }
  }

  @Nested
  @DisplayName("refuses")
  class Refuses {
    @TempDir private Path parent;
    private Path folder;
    private MetaGraphDef good;

    @BeforeEach
    void export() throws IOException {
      folder = parent.resolve("model");
      LayerSpec dense =
          new Dense(4, new Tanh(), new ConstantInitializer(0), new ConstantInitializer(0), true);
      good = Exports.of(dense, Shape.of(4), folder).getMetaGraphs(0);
    }

    private void refused(String reason, Consumer<MetaGraphDef.Builder> change) {
      MetaGraphDef.Builder model = good.toBuilder();
      change.accept(model);
      SavedModel hostile = SavedModel.newBuilder().addMetaGraphs(model).build();
      assertThatThrownBy(() -> GATE.require(folder, hostile, Feeds.samples("input", Shape.of(4))))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("the model " + folder + " is not loaded: ")
          .hasMessageContaining(reason)
          .hasMessageContaining("Trust.TRUSTED");
    }

    private static NodeDef.Builder node(MetaGraphDef.Builder model, String operation) {
      return model.getGraphDefBuilder().getNodeBuilderList().stream()
          .filter(node -> node.getOp().equals(operation))
          .findFirst()
          .orElseThrow();
    }

    /** Has the output wait for a node. */
    private static void outputWaits(MetaGraphDef.Builder model, String node) {
      TensorInfo output =
          model
              .getSignatureDefOrThrow("serving_default")
              .getOutputsMap()
              .values()
              .iterator()
              .next();
      model.getGraphDefBuilder().getNodeBuilderList().stream()
          .filter(made -> made.getName().equals(DataFlow.node(output.getName())))
          .forEach(made -> made.addInput("^" + node));
    }

    @Test
    @DisplayName("to save to a file of the model's own choice before there is an output")
    void saving() {
      TensorProto path =
          TensorProto.newBuilder()
              .setDtype(DataType.DT_STRING)
              .setTensorShape(Mutants.shape())
              .addStringVal(ByteString.copyFromUtf8("/home/user/.bashrc"))
              .build();
      refused(
          "where an export has a Placeholder to restore variables, it has 'save/filename'",
          model -> {
            model.getGraphDefBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getName().equals("save/filename"))
                .forEach(
                    node ->
                        node.setOp("Const")
                            .putAttr("value", AttrValue.newBuilder().setTensor(path).build()));
            outputWaits(model, node(model, "SaveV2").getName());
          });
      refused(
          "takes what restores variables for something else",
          model -> outputWaits(model, node(model, "SaveV2").getName()));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("to end the process")
    void ending(boolean quietly) {
      refused(
          "its node 'end' is the operation Abort, which is none of those that only calculate",
          model -> {
            model
                .getGraphDefBuilder()
                .addNodeBuilder()
                .setName("end")
                .setOp("Abort")
                .putAttr("exit_without_error", AttrValue.newBuilder().setB(quietly).build());
            outputWaits(model, "end");
          });
    }

    @Test
    @DisplayName("a function, which may call itself")
    void functions() {
      Mutants mutants = new Mutants(good);
      HostileFunctions.addTo(mutants);
      refused(
          "it has functions",
          model -> model.mergeFrom(mutants.one("a function that calls itself")));
    }

    @Test
    @DisplayName("nodes that wait for each other")
    void cycles() {
      refused(
          "waits for itself, by way of its inputs",
          model -> {
            for (String[] ends : new String[][] {{"a", "b"}, {"b", "a"}}) {
              model
                  .getGraphDefBuilder()
                  .addNodeBuilder()
                  .setName(ends[0])
                  .setOp("Identity")
                  .addInput(ends[1])
                  .putAttr("T", AttrValue.newBuilder().setType(DataType.DT_FLOAT).build());
            }
          });
    }

    @Test
    @DisplayName("weights that are stored in another shape than the graph's")
    void weights() throws IOException {
      Path index = folder.resolve("variables/variables.index");
      byte[] bytes = Files.readAllBytes(index);
      // A dimension of 4, as the index has it: field 2, two bytes long, its size.
      byte[] four = {0x12, 0x02, 0x08, 0x04};
      int place = new String(bytes, ISO_8859_1).indexOf(new String(four, ISO_8859_1));
      bytes[place + 3] = 5;
      Files.write(index, bytes);
      refused("its weights hold 'bias' as DT_FLOAT of shape [5], and its graph as", model -> {});
      Files.write(index, Arrays.copyOf(bytes, bytes.length - 1));
      refused("the index of its weights is damaged", model -> {});
      Files.delete(index);
      refused("its weights are not all there", model -> {});
    }

    @Test
    @DisplayName("a signature that says otherwise than the graph")
    void signatures() {
      refused(
          "as DT_DOUBLE, and it is DT_FLOAT",
          model -> changeOutput(model, output -> output.setDtype(DataType.DT_DOUBLE)));
      refused(
          "is told to be of shape [-1, 5], and is [2, 4] for two samples",
          model -> changeOutput(model, output -> output.setTensorShape(Mutants.shape(-1, 5))));
      refused(
          "is an input of shape [-1, 4], which is told as [-1, 5]",
          model -> {
            SignatureDef.Builder signature =
                model.getSignatureDefOrThrow("serving_default").toBuilder();
            signature.putInputs(
                "input",
                signature.getInputsOrThrow("input").toBuilder()
                    .setTensorShape(Mutants.shape(-1, 5))
                    .build());
            model.putSignatureDef("serving_default", signature.build());
          });
    }

    private static void changeOutput(
        MetaGraphDef.Builder model, Consumer<TensorInfo.Builder> change) {
      SignatureDef.Builder signature = model.getSignatureDefOrThrow("serving_default").toBuilder();
      TensorInfo.Builder output = signature.getOutputsOrThrow("output").toBuilder();
      change.accept(output);
      model.putSignatureDef(
          "serving_default", signature.putOutputs("output", output.build()).build());
    }

    @Test
    @DisplayName("a note of a node's type, which TensorFlow would believe")
    void types() {
      for (FullTypeDef.Builder type :
          List.of(
              FullTypeDef.newBuilder().setTypeId(FullTypeId.TFT_TENSOR),
              FullTypeDef.newBuilder().setTypeId(FullTypeId.TFT_PRODUCT))) {
        refused(
            "says of what type it is otherwise than by attributes",
            model -> node(model, "Tanh").setExperimentalType(type));
      }
    }

    @Test
    @DisplayName("notes of where it was written, which TensorFlow follows")
    void places() {
      refused(
          "it has more than nodes",
          model ->
              model
                  .getGraphDefBuilder()
                  .getDebugInfoBuilder()
                  .putNameToTraceId("output", 7)
                  .putTracesById(7, GraphDebugInfo.StackTrace.newBuilder().addFrameId(-1).build()));
    }

    @Test
    @DisplayName("a file beside its graph and weights")
    void files() throws IOException {
      Files.createDirectory(folder.resolve("debug"));
      Files.writeString(folder.resolve("debug/saved_model_debug_info.pb"), "x");
      refused("its folder holds 'debug/saved_model_debug_info.pb'", model -> {});
    }

    @Test
    @DisplayName("a note of another shape than a node's, which TensorFlow would believe")
    void notes() {
      refused(
          "is noted to be of another shape than it is",
          model ->
              node(model, "Tanh")
                  .putAttr(
                      "_output_shapes",
                      AttrValue.newBuilder()
                          .setList(
                              AttrValue.ListValue.newBuilder()
                                  .addShape(Mutants.shape(1 << 30, 1 << 30)))
                          .build()));
    }
  }
}
