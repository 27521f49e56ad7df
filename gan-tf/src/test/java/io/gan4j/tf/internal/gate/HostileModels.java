package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.WireFormat;
import io.gan4j.tf.internal.export.FrozenMeans;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * Hostile models, made of good ones: each kind of node, attribute and edge changed, sizes changed,
 * bytes of their files changed, and the attacks that are known.
 */
final class HostileModels {
  static final String GRAPH = "saved_model.pb";

  /** Which of the many graphs are taken in which one of all operations is changed. */
  private static final int OPERATIONS_EVERY = 5;

  private HostileModels() {}

  /** What a good model is changed in. */
  enum Kind {
    /** A file of an exported generator. */
    GENERATOR,
    /** A frozen graph of means over images. */
    MEANS,
    /** A frozen graph of every operation that is let in. */
    OPERATIONS
  }

  /**
   * A hostile model.
   *
   * @param file what is changed of a generator
   * @param bytes what it becomes
   */
  record Hostile(String name, Kind kind, String file, Supplier<byte[]> bytes) {}

  /**
   * All of them, in an order that does not change.
   *
   * @param generator folder of a good one
   */
  static List<Hostile> of(Path generator) throws IOException {
    List<Hostile> all = new ArrayList<>();
    MetaGraphDef good =
        SavedModel.parseFrom(Files.readAllBytes(generator.resolve(GRAPH))).getMetaGraphs(0);
    Mutants models = new Mutants(good);
    HostileNodes.addTo(models);
    HostileSizes.addTo(models);
    HostileParts.addTo(models);
    HostileFunctions.addTo(models);
    models
        .all()
        .forEach(
            (name, model) ->
                all.add(new Hostile(name, Kind.GENERATOR, GRAPH, () -> file(model.get()))));
    all.add(new Hostile("empty nodes", Kind.GENERATOR, GRAPH, HostileModels::emptyNodes));
    flips(all, generator, GRAPH, 200);
    flips(all, generator, "variables/variables.index", 60);
    flips(all, generator, "variables/variables.data-00000-of-00001", 40);
    frozen(all, Kind.MEANS, FrozenMeans.graph(), 1);
    try (Graph graph = new Graph()) {
      OperationExamples.build(graph);
      frozen(all, Kind.OPERATIONS, graph.toGraphDef(), OPERATIONS_EVERY);
    }
    return all;
  }

  /** As many nodes as a file of 32 MB can hold. */
  private static byte[] emptyNodes() {
    byte[] nodes = new byte[31 << 20];
    for (int i = 0; i < nodes.length; i += 2) {
      nodes[i] = GraphDef.NODE_FIELD_NUMBER << 3 | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }
    UnknownFieldSet graph = field(MetaGraphDef.GRAPH_DEF_FIELD_NUMBER, ByteString.copyFrom(nodes));
    return field(SavedModel.META_GRAPHS_FIELD_NUMBER, graph.toByteString()).toByteArray();
  }

  private static UnknownFieldSet field(int number, ByteString value) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build())
        .build();
  }

  private static byte[] file(MetaGraphDef model) {
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(1)
        .addMetaGraphs(model)
        .build()
        .toByteArray();
  }

  private static void frozen(List<Hostile> all, Kind kind, GraphDef good, int every) {
    Mutants graphs = new Mutants(MetaGraphDef.newBuilder().setGraphDef(good).build());
    HostileNodes.addTo(graphs);
    HostileSizes.addTo(graphs);
    List<String> names = List.copyOf(graphs.all().keySet());
    for (int i = 0; i < names.size(); i += every) {
      String name = names.get(i);
      Supplier<MetaGraphDef> model = Objects.requireNonNull(graphs.all().get(name));
      all.add(
          new Hostile(kind + ": " + name, kind, "", () -> model.get().getGraphDef().toByteArray()));
    }
  }

  /** Up to three bytes of a file changed. */
  private static void flips(List<Hostile> all, Path generator, String file, int count)
      throws IOException {
    byte[] good = Files.readAllBytes(generator.resolve(file));
    for (int i = 0; i < count; i++) {
      Random random = new Random(i);
      byte[] changed = good.clone();
      for (int j = 0; j <= i % 3; j++) {
        changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
      }
      all.add(new Hostile(file + " changed, " + i, Kind.GENERATOR, file, () -> changed));
    }
  }
}
