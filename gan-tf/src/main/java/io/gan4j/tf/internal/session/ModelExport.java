package io.gan4j.tf.internal.session;

import io.gan4j.api.Player;
import io.gan4j.tf.internal.export.SavedModelWriter;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.types.family.TFloating;

/**
 * Writes the players of a run as models for inference.
 *
 * @param model whose players they are
 * @param session that holds the variables' values
 * @param <T> the graph's float type
 */
record ModelExport<T extends TFloating>(Model<T> model, Session session) {

  /** The generator, with averaged weights where an average is kept. */
  void generator(Path folder, Map<String, String> metadata) {
    ExportedGenerator generator = new ExportedGenerator(model.plan(), model.compiler());
    write(
        Player.GENERATOR,
        PlayerGraph::sampled,
        weights -> SavedModelWriter.write(folder, generator, weights, metadata));
  }

  /** The discriminator, with the weights that it scores with: averages are for samples. */
  void discriminator(Path folder, Map<String, String> metadata) {
    ExportedDiscriminator discriminator = new ExportedDiscriminator(model.plan(), model.compiler());
    write(
        Player.DISCRIMINATOR,
        Parameter::variable,
        weights -> SavedModelWriter.write(folder, discriminator, weights, metadata));
  }

  /**
   * Fetches a player's parameters and all tables, and hands them over by name.
   *
   * @param exported what goes under a parameter's name: its own variable or another
   */
  private void write(
      Player player,
      Function<Parameter<T>, Variable<T>> exported,
      Consumer<Map<String, Tensor>> writer) {
    Map<String, Variable<T>> variables = new LinkedHashMap<>();
    model
        .player(player)
        .parameters()
        .forEach(p -> variables.put(p.variable().name(), exported.apply(p)));
    model.tables().all().forEach(table -> variables.put(table.name(), table));
    Session.Runner runner = session.runner();
    variables.values().forEach(variable -> runner.fetch(variable.read()));
    try (NativeHandle<Result> fetched = NativeResources.run("exported weights", runner)) {
      Result result = fetched.get();
      Map<String, Tensor> weights = new LinkedHashMap<>();
      for (String name : variables.keySet()) {
        weights.put(name, result.get(weights.size()));
      }
      writer.accept(weights);
    }
  }
}
