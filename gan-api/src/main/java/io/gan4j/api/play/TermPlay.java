package io.gan4j.api.play;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.ProviderException;
import io.gan4j.api.game.GameContext;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Signal;
import io.gan4j.api.tensor.NoiseSource;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Conditions;
import io.gan4j.api.term.PlayerOutput;
import io.gan4j.api.term.TermContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A phase as one of its terms sees it.
 *
 * @param play what all terms share
 * @param term the term's name
 * @param states what it carries, by name
 * @param remembers whether its fakes are in part those of earlier steps
 * @param <T> the provider's tensor
 */
record TermPlay<T>(PhasePlay<T> play, String term, Map<String, T> states, boolean remembers)
    implements GameContext<T> {

  @Override
  public TensorOps<T> ops() {
    return play.engine().ops();
  }

  @Override
  public NoiseSource<T> noise() {
    return play.engine().noise();
  }

  @Override
  public TermContext<T> in(Pairing pairing) {
    return new InPairing<>(this, play.in(pairing, remembers));
  }

  @Override
  public T value(Signal signal) {
    return play.value(signal);
  }

  @Override
  public Map<String, T> pass(Player player, Map<String, T> inputs) {
    Map<String, T> shared = new LinkedHashMap<>();
    inputs.forEach((name, input) -> shared.put(name, play.engine().shared(input)));
    T seen = play.seesLabels(player) ? labelsOfAny(player, shared) : null;
    PlayerPass<T> pass = play.passOther(player, shared, seen);
    Map<String, T> outputs = new LinkedHashMap<>(pass.outputs());
    outputs.values().forEach(output -> shared.values().forEach(from -> passOn(from, output)));
    return outputs;
  }

  private T labelsOfAny(Player player, Map<String, T> inputs) {
    return inputs.values().stream()
        .flatMap(input -> play.labelsOf(input).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new ProviderException(
                    "term '"
                        + term
                        + "' passes what has no labels through the "
                        + player
                        + ", which sees labels"));
  }

  private void passOn(T from, T output) {
    Optional<T> labels = play.labelsOf(from);
    labels.ifPresent(known -> play.madeFor(output, () -> known));
  }

  @Override
  public T labels(String side) {
    return play.labels(side);
  }

  @Override
  public T labelsOf(Signal.Made made) {
    return play.labelsFor(made);
  }

  @Override
  public List<T> gradients(T of, List<T> others) {
    return play.gradients(of, others);
  }

  @Override
  public List<T> kernels(Player player) {
    return play.engine().kernels(player);
  }

  @Override
  public T state(String name) {
    T state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException(
          "term '" + term + "' declares no state '" + name + "', only " + states.keySet());
    }
    return state;
  }

  /**
   * The same within a pairing.
   *
   * @param own the term's
   * @param pairing what all terms of the pairing share
   * @param <T> the provider's tensor
   */
  private record InPairing<T>(TermPlay<T> own, PairingPlay<T> pairing) implements TermContext<T> {

    @Override
    public TensorOps<T> ops() {
      return own.ops();
    }

    @Override
    public NoiseSource<T> noise() {
      return own.noise();
    }

    @Override
    public T real() {
      return pairing.real();
    }

    @Override
    public T latents() {
      return pairing.latents();
    }

    @Override
    public T fake() {
      return pairing.fake();
    }

    @Override
    public T labels() {
      return pairing.labels();
    }

    @Override
    public T fakeLabels() {
      return pairing.fakeLabels();
    }

    @Override
    public Conditions<T> conditionsOf(T samples) {
      return pairing.conditionsOf(samples);
    }

    @Override
    public PlayerOutput<T> discriminate(T samples, Conditions<T> conditions) {
      return pairing.discriminate(samples, conditions);
    }

    @Override
    public T generate(T latents) {
      return pairing.generate(latents);
    }

    @Override
    public T generate(T latents, @Nullable T labels) {
      return pairing.generate(latents, labels);
    }

    @Override
    public T features(T samples, String layer) {
      return pairing.features(samples, layer);
    }

    @Override
    public T inputGradient(T of, T samples) {
      return own.gradients(of, List.of(own.play().engine().shared(samples))).get(0);
    }

    @Override
    public List<T> kernels(PlayerRole role) {
      return pairing.kernels(role);
    }

    @Override
    public T state(String name) {
      return own.state(name);
    }
  }
}
