package io.gan4j.tf.internal.export;

import com.google.protobuf.CodedOutputStream;
import io.gan4j.api.ProviderException;
import io.gan4j.tf.internal.device.SessionConfigs;
import io.gan4j.tf.internal.graph.GraphScope;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.train.Save;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TString;

/**
 * Writes networks as a SavedModel. The values come in as fetched tensors and go to disk through a
 * graph of their own, so the training graph holds nothing for exports and no value is rounded or
 * copied to the Java heap.
 */
public final class SavedModelWriter {
  private SavedModelWriter() {}

  /**
   * Writes a complete model or nothing.
   *
   * @param folder an empty or absent folder
   * @param generator builds the generator, reading each weight by its name
   * @param weights values by variable name, typed tensors that the caller closes; all are written
   * @param metadata written beside the model
   * @throws ProviderException if the folder is not empty or cannot be written
   */
  public static void write(
      Path folder,
      GeneratorGraph generator,
      Map<String, ? extends Tensor> weights,
      Map<String, String> metadata) {
    write(
        folder,
        new GeneratorSignatures(generator, PixelLevels.of(generator, metadata)),
        weights,
        ModelMetadata.with(metadata, generator.classes()));
  }

  /**
   * Writes a complete model or nothing.
   *
   * @param folder an empty or absent folder
   * @param model builds the networks, reading each weight by its name
   * @param weights values by variable name, typed tensors that the caller closes; all are written
   * @param metadata written beside the model
   * @throws ProviderException if the folder is not empty or cannot be written
   */
  public static void write(
      Path folder,
      ModelGraph model,
      Map<String, ? extends Tensor> weights,
      Map<String, String> metadata) {
    SortedMap<String, Tensor> sorted = new TreeMap<>(weights);
    try (ModelFolder draft = ModelFolder.create(folder)) {
      try (InferenceGraph graph = new InferenceGraph(sorted)) {
        SavedModel built = graph.build(model);
        Files.write(draft.file(ModelFolder.GRAPH_FILE), bytes(built));
        WarmUp.write(draft.file(WarmUp.FILE), built.getMetaGraphs(0).getSignatureDefMap());
      }
      writeVariables(draft.file(ModelFolder.VARIABLES), sorted);
      ModelMetadata.write(draft.file(ModelFolder.METADATA_FILE), metadata);
      ModelManifest.write(draft.folder(), draft.file(ModelManifest.FILE));
      draft.publish();
    } catch (IOException e) {
      throw new ProviderException(
          "cannot write the model " + folder + ": " + ModelFolder.reason(e), e);
    } catch (TensorFlowException e) {
      throw new ProviderException(
          "cannot write the model " + folder + ": " + ModelFolder.reason(e), e);
    }
  }

  /**
   * A message in the one way to write it: what is in maps comes in the order of its keys, where
   * TensorFlow gives it in an order of the process's own. Equal models are equal bytes.
   */
  private static byte[] bytes(SavedModel model) throws IOException {
    byte[] bytes = new byte[model.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    model.writeTo(out);
    out.checkNoSpaceLeft();
    return bytes;
  }

  /** One SaveV2 that is fed every value. */
  private static void writeVariables(Path prefix, SortedMap<String, Tensor> weights) {
    try (NativeHandle<Graph> graph = NativeResources.graph("graph that saves weights");
        NativeHandle<TString> file =
            NativeResources.text("path of saved weights", prefix.toString())) {
      Ops tf = GraphScope.ops(graph.get());
      List<Operand<?>> values = new ArrayList<>();
      weights.values().forEach(value -> values.add(tf.placeholder(InferenceGraph.typeOf(value))));
      List<String> names = List.copyOf(weights.keySet());
      Placeholder<TString> target =
          tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
      Save save =
          tf.train.save(
              target,
              InferenceGraph.strings(tf, names),
              InferenceGraph.strings(tf, Collections.nCopies(names.size(), "")),
              values);
      try (NativeHandle<Session> session =
          NativeResources.session("session that saves weights", graph, SessionConfigs.cpu())) {
        Session.Runner runner = session.get().runner().feed(target, file.get()).addTarget(save);
        for (int i = 0; i < names.size(); i++) {
          runner.feed(values.get(i), weights.get(names.get(i)));
        }
        NativeResources.runTargets(runner);
      }
    }
  }
}
