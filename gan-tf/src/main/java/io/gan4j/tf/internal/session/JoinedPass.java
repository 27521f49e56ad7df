package io.gan4j.tf.internal.session;

import io.gan4j.api.game.Player;
import io.gan4j.api.network.NetworkSpec.Placed;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.play.PhaseEngine.Block;
import io.gan4j.api.play.PlayerPass;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.tf.internal.graph.JoinedNoise;
import io.gan4j.tf.internal.network.NetworkCompiler.Compiled;
import io.gan4j.tf.internal.network.NetworkCompiler.CompiledPlayer;
import io.gan4j.tf.internal.network.PlayerInputs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Two blocks of rows in one pass through a player, which saves the time of a second one.
 *
 * @param tf the phase's operations
 * @param passes of the phase
 * @param <T> the graph's float type
 */
record JoinedPass<T extends TFloating>(Ops tf, TrainingPasses<T> passes) {

  /** All layers together. */
  List<PlayerPass<Operand<T>>> whole(Player player, List<Block<Operand<T>>> blocks) {
    CompiledPlayer<T> compiled =
        passes.pass(player, name(blocks), inputs(blocks), labels(blocks), noise(player, blocks));
    int rows = rows(blocks);
    List<PlayerPass<Operand<T>>> parts = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      int first = i * rows;
      Map<String, Operand<T>> outputs = new LinkedHashMap<>();
      compiled.outputs().forEach((name, all) -> outputs.put(name, rows(all, first, rows)));
      parts.add(
          new PlayerPass<>(
              outputs,
              rows(compiled.features(), first, rows),
              layer -> rows(passes.layer(player, compiled.layers(), layer), first, rows)));
    }
    return parts;
  }

  /**
   * A critic's last layer, which is the cheapest, is passed by each block alone: what real samples
   * and fakes ask of its bias under a hinge or Wasserstein loss cancels, and exactly so only
   * between two sums of the same form.
   *
   * @param network of one part
   */
  List<PlayerPass<Operand<T>>> upToLastWeights(
      Player player, PlayerNetwork network, List<Block<Operand<T>>> blocks) {
    List<Placed> layers = network.placed();
    int together = lastWithWeights(layers);
    List<Placed> apart = layers.subList(together, layers.size());
    Operand<T> input = PlayerInputs.joined(tf, List.copyOf(inputs(blocks).values()));
    Compiled<T> trunk =
        passes.pass(
            player,
            name(blocks),
            layers.subList(0, together),
            input,
            labels(blocks),
            noise(player, blocks));
    int rows = rows(blocks);
    List<PlayerPass<Operand<T>>> parts = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      Block<Operand<T>> block = blocks.get(i);
      int first = i * rows;
      Compiled<T> top =
          passes.pass(
              player,
              block.pass(),
              apart,
              rows(trunk.output(), first, rows),
              block.labels(),
              passes.noiseOf(player, block));
      Function<String, Operand<T>> layer =
          name ->
              top.layers().containsKey(name)
                  ? passes.layer(player, top.layers(), name)
                  : rows(passes.layer(player, trunk.layers(), name), first, rows);
      Map<String, Operand<T>> outputs = new LinkedHashMap<>();
      network.outputs().keySet().forEach(output -> outputs.put(output, top.output()));
      parts.add(new PlayerPass<>(outputs, top.features(), layer));
    }
    return parts;
  }

  private static int lastWithWeights(List<Placed> layers) {
    int last = layers.size() - 1;
    while (last > 0 && layers.get(last).parameters().isEmpty()) {
      last--;
    }
    return last;
  }

  private static <T extends TFloating> String name(List<Block<Operand<T>>> blocks) {
    return blocks.stream().map(Block::pass).collect(Collectors.joining("-and-"));
  }

  private Map<String, Operand<T>> inputs(List<Block<Operand<T>>> blocks) {
    Map<String, Operand<T>> inputs = new LinkedHashMap<>();
    for (String name : blocks.get(0).inputs().keySet()) {
      inputs.put(
          name,
          concat(blocks.stream().map(b -> Objects.requireNonNull(b.inputs().get(name))).toList()));
    }
    return inputs;
  }

  private @Nullable Operand<T> labels(List<Block<Operand<T>>> blocks) {
    List<Operand<T>> labels = new ArrayList<>();
    for (Block<Operand<T>> block : blocks) {
      Operand<T> own = block.labels();
      if (own != null) {
        labels.add(own);
      }
    }
    return labels.size() < blocks.size() ? null : concat(labels);
  }

  private NoiseSource<Operand<T>> noise(Player player, List<Block<Operand<T>>> blocks) {
    if (blocks.size() != 2) {
      throw new IllegalArgumentException(blocks.size() + " blocks");
    }
    return new JoinedNoise<>(
        tf, passes.noiseOf(player, blocks.get(0)), passes.noiseOf(player, blocks.get(1)));
  }

  private static <T extends TFloating> int rows(List<Block<Operand<T>>> blocks) {
    Operand<T> first = blocks.get(0).inputs().values().iterator().next();
    return Math.toIntExact(first.shape().get(0));
  }

  private Operand<T> concat(List<Operand<T>> blocks) {
    return tf.concat(blocks, tf.constant(0));
  }

  private Operand<T> rows(Operand<T> all, int first, int count) {
    int[] begin = new int[all.shape().numDimensions()];
    int[] size = new int[begin.length];
    Arrays.fill(size, -1);
    begin[0] = first;
    size[0] = count;
    return tf.slice(all, tf.constant(begin), tf.constant(size));
  }
}
