package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.Maker;
import io.gan4j.tf.internal.export.SavedModelWriter;
import io.gan4j.tf.internal.graph.Variable;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

  /**
   * One player. Averages are for samples: one that gives scores is written with the weights that it
   * scores with.
   */
  void write(Player player, Path folder, Map<String, String> metadata) {
    GanPlan plan = model.plan();
    Optional<Maker> generator =
        plan.makers().stream()
            .filter(maker -> maker.player().equals(player))
            .filter(maker -> maker.sampler().isPresent() || plan.conditionOf(maker).isPresent())
            .findFirst();
    boolean scores = plan.player(player).network().gives(Signal.SCORES);
    write(
        player,
        scores ? Parameter::variable : PlayerGraph::sampled,
        weights -> {
          if (generator.isPresent()) {
            ExportedGenerator exported =
                new ExportedGenerator(plan, generator.get(), model.compiler());
            SavedModelWriter.write(folder, exported, weights, metadata);
          } else {
            ExportedPlayer exported = new ExportedPlayer(plan, player, model.compiler());
            SavedModelWriter.write(folder, exported, weights, metadata);
          }
        });
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
