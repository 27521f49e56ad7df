package io.gan4j.tf.internal.session;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.play.PhaseEngine;
import io.gan4j.api.play.PlayerPass;
import io.gan4j.api.provider.FakeLabels;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.training.Phase;
import io.gan4j.tf.internal.graph.FirstAlike;
import io.gan4j.tf.internal.graph.Gradients;
import io.gan4j.tf.internal.graph.GraphOps;
import io.gan4j.tf.internal.graph.OneHot;
import io.gan4j.tf.internal.graph.ScopedNoise;
import io.gan4j.tf.internal.network.NetworkCompiler.CompiledPlayer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;

/**
 * One phase in the graph.
 *
 * @param <T> the graph's float type
 */
final class GraphEngine<T extends TFloating> implements PhaseEngine<Operand<T>> {
  private final Model<T> model;
  private final Ops tf;
  private final GraphOps<T> ops;
  private final PhaseNoise<T> noise;
  private final TrainingPasses<T> passes;
  private final JoinedPass<T> joined;
  private final FirstAlike<T> firsts = new FirstAlike<>();
  private final Set<String> readSamples = new LinkedHashSet<>();
  private final Set<String> readLabels = new LinkedHashSet<>();

  GraphEngine(Model<T> model, Phase phase) {
    this.model = model;
    this.tf = model.tf().withSubScope(scope(phase.name()));
    this.ops = new GraphOps<>(tf, model.kind().type(), model.collectives());
    this.noise = new PhaseNoise<>(model, tf);
    this.passes = new TrainingPasses<>(model, tf, noise);
    this.joined = new JoinedPass<>(tf, passes);
  }

  private static String scope(String phase) {
    return "phase." + phase.replaceAll("[^A-Za-z0-9_.\\-]", "");
  }

  Ops tf() {
    return tf;
  }

  /** All players' passes. */
  TrainingPasses<T> passes() {
    return passes;
  }

  /** Sides whose samples have to be fed. */
  Set<String> readSamples() {
    return readSamples;
  }

  /** Sides whose labels have to be fed. */
  Set<String> readLabels() {
    return readLabels;
  }

  @Override
  public TensorOps<Operand<T>> ops() {
    return ops;
  }

  @Override
  public NoiseSource<Operand<T>> noise() {
    // Not apart by term: terms of a phase that name the same stream see the same numbers.
    return new ScopedNoise<>("term/", noise.ofBatch());
  }

  @Override
  public NoiseSource<Operand<T>> noiseOf(Operand<T> samples) {
    return noise.of(samples);
  }

  @Override
  public Operand<T> number(Schedule schedule) {
    return model.number(schedule);
  }

  @Override
  public Operand<T> carried(String name) {
    Operand<T> carried = model.carried(name).read();
    return carried.shape().numDimensions() == 0
        ? carried
        : model.collectives().ownRows(tf, carried);
  }

  @Override
  public Operand<T> samples(String side) {
    readSamples.add(side);
    return model.inputs(side).real();
  }

  @Override
  public Operand<T> labels(String side) {
    readLabels.add(side);
    return oneHot(side, model.inputs(side).labels());
  }

  @Override
  public Operand<T> latents(String name) {
    return model
        .plan()
        .latents(name)
        .draw(ops, new ScopedNoise<>(Inference.stream(name), noise.ofBatch()));
  }

  @Override
  public Operand<T> drawnLabels(String side) {
    String stream = side.equals(Pairing.DATA) ? "labels" : "labels." + side;
    return model.plan().fakeLabels(side) instanceof FakeLabels.Shares shares
        ? oneHot(side, noise.labels(stream, shares))
        : oneHot(side, noise.labels(stream, classes(side)));
  }

  private Operand<T> oneHot(String side, Operand<? extends TNumber> labels) {
    return OneHot.of(tf, labels, classes(side), model.kind().type());
  }

  private int classes(String side) {
    LabelSpace labels = model.plan().side(side).labels();
    if (labels == null) {
      throw new ProviderException("the data has no labels");
    }
    return labels.count();
  }

  @Override
  public Operand<T> shared(Operand<T> made) {
    return firsts.of(made);
  }

  @Override
  public PlayerPass<Operand<T>> forward(Player player, Block<Operand<T>> block) {
    CompiledPlayer<T> compiled = passes.pass(player, block.pass(), block.inputs(), block.labels());
    return new PlayerPass<>(
        compiled.outputs(),
        compiled.features(),
        layer -> passes.layer(player, compiled.layers(), layer));
  }

  @Override
  public List<PlayerPass<Operand<T>>> forwardTogether(
      Player player, List<Block<Operand<T>>> blocks, boolean exactShift) {
    PlayerNetwork network = model.plan().player(player).network();
    if (exactShift && network.parts().size() > 1) {
      return PhaseEngine.super.forwardTogether(player, blocks, true);
    }
    return exactShift
        ? joined.upToLastWeights(player, network, blocks)
        : joined.whole(player, blocks);
  }

  @Override
  public List<Operand<T>> gradients(Operand<T> of, List<Operand<T>> others) {
    return Gradients.of(tf, of, others);
  }

  @Override
  public List<Operand<T>> kernels(Player player) {
    return model.player(player).kernels();
  }

  @Override
  public Object identity(Operand<T> tensor) {
    return tensor.asOutput();
  }
}
