package io.gan4j.cli;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.ParameterSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.memory.HostMemory;
import io.gan4j.core.run.Datasets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/**
 * What {@code --dry-run} prints: the resolved configuration, the data, the networks as tables, the
 * memory they need, and what speaks against the run.
 */
final class DryRun {
  private final Gan gan;
  private final Console console;

  DryRun(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  void show(RunFile file) {
    GanPlan plan = gan.plan(file);
    console.out().print(gan.resolved(file.config()));
    sides(file);
    plan.players().forEach(this::table);
    memory(gan.memory(file));
    List<String> warnings = gan.warnings(file.config(), plan);
    if (!warnings.isEmpty()) {
      console.out().println();
      warnings.forEach(warning -> console.entry("warning", 9, warning));
    }
  }

  /** The samples of each side of the data, and the vectors that they carry. */
  private void sides(RunFile file) {
    Map<String, Dataset> sides = gan.sides(file);
    try {
      console.out().println();
      side("side of the data", "a sample", "samples");
      sides.forEach(
          (name, dataset) -> {
            side(
                SideText.of(file.config().game(), name),
                shape(dataset.space().shape()),
                dataset.description());
            dataset
                .vectors()
                .ifPresent(
                    vectors ->
                        side(
                            "vectors beside each",
                            shape(vectors.space().shape()),
                            String.join(", ", SideText.columns(vectors))));
          });
    } finally {
      Datasets.close(sides.values());
    }
  }

  private void side(String name, String sample, String samples) {
    console.out().printf(Locale.ROOT, "%-24s  %-20s  %s%n", name, sample, samples);
  }

  private void memory(MemoryPlan memory) {
    console
        .out()
        .printf(
            Locale.ROOT,
            "%nmemory at its peak      %9s  resident in this process, or on the GPU (*) if"
                + " it trains there%n",
            Quantities.bytes(memory.total()));
    part(memory.engine(), "Java, the engine's native library and its graph");
    part(memory.weights(), "weights, optimiser slots and averages (*)");
    part(memory.step(), "activations and gradients of the largest phase (*)");
    part(memory.copies(), "batches, and the state while a checkpoint is written");
    part(memory.data(), "samples held in memory");
    console
        .out()
        .printf(
            Locale.ROOT,
            "memory there is for it  %9s%n",
            Quantities.bytes(HostMemory.ofThisMachine().room()));
  }

  private void part(long bytes, String what) {
    console.out().printf(Locale.ROOT, "%33s  %s%n", Quantities.bytes(bytes), what);
  }

  private void table(Player player, PlayerPlan plan) {
    PlayerNetwork network = plan.network();
    int width =
        Math.max(24, network.placed().stream().mapToInt(p -> p.name().length()).max().orElse(0));
    console
        .out()
        .printf(
            Locale.ROOT,
            "%n%-" + width + "s  %-20s  %s%n",
            player.key(),
            "output shape",
            "parameters");
    network
        .inputs()
        .forEach(
            (name, shape) ->
                console
                    .out()
                    .printf(
                        Locale.ROOT,
                        "%-" + width + "s  %-20s  %s%n",
                        network.inputs().size() == 1 ? "input" : name,
                        shape(shape),
                        ""));
    for (Placed placed : network.placed()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "%-" + width + "s  %-20s  %,d%s%n",
              placed.name(),
              shape(placed.output()),
              placed.trainedValues(),
              frozen(placed, plan.frozen()));
    }
    console
        .out()
        .printf(
            Locale.ROOT, "%-" + width + "s  %-20s  %,d%n", "total", "", network.trainedValues());
  }

  /** What of a layer does not move. */
  private static String frozen(Placed placed, Freezing frozen) {
    List<String> names =
        placed.parameters().stream()
            .filter(parameter -> frozen.holds(Freezing.name(placed, parameter), 0))
            .map(ParameterSpec::name)
            .toList();
    if (names.isEmpty()) {
      return "";
    }
    boolean whole = names.size() == placed.parameters().size();
    return "  "
        + (whole ? "" : String.join(", ", names) + " ")
        + "frozen"
        + (frozen.thaws() ? " until step " + frozen.until() : "");
  }

  private static String shape(Shape shape) {
    return Arrays.stream(shape.asArray())
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
