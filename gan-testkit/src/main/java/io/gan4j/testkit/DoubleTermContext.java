package io.gan4j.testkit;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Conditions;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.TermContext;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context of two players that compute on plain doubles. Gradients with respect to samples are not
 * there: a term that needs {@link Need#INPUT_GRADIENTS} is refused when it asks.
 */
public final class DoubleTermContext implements TermContext<DoubleTensor> {

  /** The two players, in training mode. */
  public interface Players {
    /** The generator's samples for latents. */
    DoubleTensor generate(DoubleTensor latents);

    /** What the discriminator says of samples. */
    PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples);

    /** Whether a player sees labels; by default neither does. */
    default boolean seesLabels(PlayerRole role) {
      return false;
    }

    /** The generator's samples for latents and one-hot labels, null if it sees none. */
    default DoubleTensor generate(DoubleTensor latents, @Nullable DoubleTensor labels) {
      return generate(latents);
    }

    /** What the discriminator says of samples under one-hot labels, null if it sees none. */
    default PlayerOutput<DoubleTensor> discriminate(
        DoubleTensor samples, @Nullable DoubleTensor labels) {
      return discriminate(samples);
    }

    /** What a layer of the discriminator makes of samples. */
    default DoubleTensor features(DoubleTensor samples, String layer) {
      throw new UnsupportedOperationException("this discriminator has no layers");
    }

    /** The kernels of a role. */
    List<DoubleTensor> kernels(PlayerRole role);
  }

  /**
   * What the context is given.
   *
   * @param real real samples, {@code [batch, …]}; null if there are none
   * @param labels their labels, one-hot, {@code [batch, classes]}; null if there are none
   * @param latents the generator's latents, {@code [batch, …]}
   * @param fakeLabels the labels of the fakes, one-hot, {@code [batch, classes]}; null if there are
   *     none
   * @param noise the terms' own noise
   */
  public record Inputs(
      @Nullable DoubleTensor real,
      @Nullable DoubleTensor labels,
      DoubleTensor latents,
      @Nullable DoubleTensor fakeLabels,
      NoiseSource<DoubleTensor> noise) {

    /** Without labels of the fakes. */
    public Inputs(
        @Nullable DoubleTensor real,
        @Nullable DoubleTensor labels,
        DoubleTensor latents,
        NoiseSource<DoubleTensor> noise) {
      this(real, labels, latents, null, noise);
    }
  }

  private final TensorOps<DoubleTensor> ops;
  private final Players players;
  private final Inputs inputs;
  private final Map<String, Double> state;
  private final IdentityHashMap<DoubleTensor, Map<Object, PlayerOutput<DoubleTensor>>> judged =
      new IdentityHashMap<>();
  private final IdentityHashMap<DoubleTensor, Map<Object, DoubleTensor>> generated =
      new IdentityHashMap<>();
  private final IdentityHashMap<DoubleTensor, DoubleTensor> labelsOfGenerated =
      new IdentityHashMap<>();

  /**
   * @param state the term's state before this step, by name
   */
  public DoubleTermContext(
      TensorOps<DoubleTensor> ops, Players players, Inputs inputs, Map<String, Double> state) {
    this.ops = ops;
    this.players = players;
    this.inputs = inputs;
    this.state = Map.copyOf(state);
  }

  @Override
  public TensorOps<DoubleTensor> ops() {
    return ops;
  }

  @Override
  public NoiseSource<DoubleTensor> noise() {
    return inputs.noise();
  }

  @Override
  public DoubleTensor real() {
    return given(inputs.real(), "real samples");
  }

  @Override
  public DoubleTensor latents() {
    return inputs.latents();
  }

  @Override
  public DoubleTensor fake() {
    return generate(inputs.latents());
  }

  @Override
  public DoubleTensor labels() {
    return given(inputs.labels(), "labels");
  }

  @Override
  public DoubleTensor fakeLabels() {
    return given(inputs.fakeLabels(), "labels of the fakes");
  }

  @Override
  public Conditions<DoubleTensor> conditionsOf(DoubleTensor samples) {
    return new Conditions<>(labelsOf(samples), Map.of());
  }

  @SuppressWarnings("ReferenceEquality") // samples are known by what they are, not by their values
  private @Nullable DoubleTensor labelsOf(DoubleTensor samples) {
    if (!players.seesLabels(PlayerRole.DISCRIMINATOR)) {
      return null;
    }
    return samples == inputs.real()
        ? labels()
        : given(labelsOfGenerated.get(samples), "labels of these samples");
  }

  @Override
  public PlayerOutput<DoubleTensor> discriminate(
      DoubleTensor samples, Conditions<DoubleTensor> conditions) {
    DoubleTensor seen =
        players.seesLabels(PlayerRole.DISCRIMINATOR)
            ? given(conditions.labels(), "labels to judge by")
            : null;
    return judged
        .computeIfAbsent(samples, s -> new IdentityHashMap<>())
        .computeIfAbsent(key(seen), l -> players.discriminate(samples, seen));
  }

  @Override
  public DoubleTensor generate(DoubleTensor latents) {
    return made(latents, players.seesLabels(PlayerRole.GENERATOR) ? fakeLabels() : null);
  }

  @Override
  public DoubleTensor generate(DoubleTensor latents, DoubleTensor labels) {
    return made(latents, players.seesLabels(PlayerRole.GENERATOR) ? labels : null);
  }

  private DoubleTensor made(DoubleTensor latents, @Nullable DoubleTensor labels) {
    DoubleTensor samples =
        generated
            .computeIfAbsent(latents, l -> new IdentityHashMap<>())
            .computeIfAbsent(key(labels), l -> players.generate(latents, labels));
    DoubleTensor judgedUnder = labels == null ? inputs.fakeLabels() : labels;
    if (judgedUnder != null) {
      labelsOfGenerated.put(samples, judgedUnder);
    }
    return samples;
  }

  private Object key(@Nullable DoubleTensor labels) {
    return labels == null ? this : labels;
  }

  @Override
  public DoubleTensor features(DoubleTensor samples, String layer) {
    return players.features(samples, layer);
  }

  @Override
  public DoubleTensor inputGradient(DoubleTensor of, DoubleTensor samples) {
    throw new UnsupportedOperationException("there are no input gradients on plain doubles");
  }

  @Override
  public List<DoubleTensor> kernels(PlayerRole role) {
    return players.kernels(role);
  }

  @Override
  public DoubleTensor state(String name) {
    return DoubleTensor.scalar(given(state.get(name), "state '" + name + "'"));
  }

  private static <V> V given(@Nullable V value, String what) {
    if (value == null) {
      throw new IllegalStateException("this context has no " + what);
    }
    return value;
  }
}
