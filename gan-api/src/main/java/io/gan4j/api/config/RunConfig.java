package io.gan4j.api.config;

import io.gan4j.api.data.Latents;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Seat;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.api.term.Loss;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole run as data: what a run file says, all defaults filled in. */
@Doc("A whole run")
public record RunConfig(
    @Doc("Name of the run; the run directory is named after it") @Default("run") String name,
    @Doc("Seed of every random number of the run") @Default("7") long seed,
    @Doc("Where to run: auto, cpu, or gpu:N") @Default("auto") String device,
    @Doc(
            "float32, or mixed: products and convolutions in bfloat16 where the CPU has"
                + " instructions for it, all else in float32")
        @Default("float32")
        Precision precision,
    @Doc("The engine, by its name: see gan list providers; the first of those installed if absent")
        @Nullable String provider,
    @Doc("Where the real samples come from") DataConfig data,
    @Doc("Distribution of the generator's input") @Default("{type: normal, size: 100}")
        Latents latents,
    @Doc("Players and their connections: see gan list games") @Default("standard") Game game,
    @Doc("The generator, in a game that has one of this name") @Nullable PlayerConfig generator,
    @Doc("The discriminator, in a game that has one of this name")
        @Nullable PlayerConfig discriminator,
    @Doc("The players of another game, by their names") @Default("{}")
        Map<String, PlayerConfig> players,
    @Doc("What the players of a pairing minimise") @Default("non-saturating") Loss loss,
    @Doc("Further terms of the players' losses: penalties, auxiliary losses") @Default("[]")
        List<TermConfig> terms,
    @Doc("Losses and terms of single pairings of another game, by the pairing's name")
        @Default("{}")
        Map<String, PairingConfig> pairings,
    @Doc("Further sides of the data of another game, by the side's name") @Default("{}")
        Map<String, DataConfig> sides,
    @Doc("Number of training steps, and the order of the updates") @Default("{}")
        TrainingConfig training,
    @Doc("Sample grids during training") @Default("{}") SamplesConfig samples,
    @Doc("Checkpoints during training") @Default("{}") CheckpointsConfig checkpoints,
    @Doc("What is watched during training, and what is done about it") @Default("{}")
        WatchesConfig watches,
    @Doc("Weights that the players begin with, taken from another run; none if absent")
        @Nullable InitFromConfig initFrom,
    @Doc("What is measured during training and by gan evaluate") @Default("[]")
        List<Metric> metrics,
    @Doc("How it is measured") @Default("{}") EvaluationConfig evaluation,
    @Doc("Plugins that the run needs on the class path; none if absent")
        @Nullable List<PluginConfig> plugins,
    @Doc(
            "Classes that fakes are made for: uniform, empirical (as the data has them) or batch"
                + " (those of the real samples, by place); absent: uniform")
        @Nullable Conditions conditions) {

  public RunConfig {
    Check.rule(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
        "name",
        "must be letters, digits, '.', '_' or '-' (at most 100, no path)",
        "'" + name + "'");
    Check.rule(
        device.matches("auto|cpu|gpu(:\\d{1,3})?"),
        "device",
        "must be auto, cpu or gpu:N",
        "'" + device + "'");
    terms = TermConfig.ownNames("terms", terms);
    players = Collections.unmodifiableMap(new LinkedHashMap<>(players));
    pairings = Collections.unmodifiableMap(new LinkedHashMap<>(pairings));
    sides = Collections.unmodifiableMap(new LinkedHashMap<>(sides));
    metrics = List.copyOf(metrics);
    plugins = plugins == null ? null : List.copyOf(plugins);
    requirePlayers(game, generator, discriminator, players);
    Check.relation(
        evaluation.everyImages() == 0 || !metrics.isEmpty(),
        "metrics",
        Set.of("evaluation"),
        "must name what evaluation.everyImages is to measure",
        "none");
  }

  private static void requirePlayers(
      Game game,
      @Nullable PlayerConfig generator,
      @Nullable PlayerConfig discriminator,
      Map<String, PlayerConfig> players) {
    List<String> missing = new ArrayList<>();
    for (Seat seat : game.seats()) {
      Player player = seat.player();
      boolean said =
          player.equals(Player.GENERATOR)
              ? generator != null
              : player.equals(Player.DISCRIMINATOR)
                  ? discriminator != null
                  : players.containsKey(player.key());
      if (!said) {
        missing.add(pathOf(player));
      }
    }
    if (!missing.isEmpty()) {
      throw new InvalidValueException(
          missing.get(0).replaceAll("[.].*", ""),
          "is missing; this game needs " + String.join(", ", missing) + ", each a map");
    }
  }

  /** What the run file says of a player; empty if it says nothing. */
  public Optional<PlayerConfig> player(Player player) {
    if (player.equals(Player.GENERATOR) && generator != null) {
      return Optional.of(generator);
    }
    if (player.equals(Player.DISCRIMINATOR) && discriminator != null) {
      return Optional.of(discriminator);
    }
    return Optional.ofNullable(players.get(player.key()));
  }

  /** Where the run file says it: {@code generator}, {@code players.encoder}. */
  public static String pathOf(Player player) {
    return player.equals(Player.GENERATOR) || player.equals(Player.DISCRIMINATOR)
        ? player.key()
        : "players." + player.key();
  }

  /** The loss of a pairing. */
  public Loss lossOf(Pairing pairing) {
    PairingConfig own = pairings.get(pairing.name());
    return own == null || own.loss() == null ? loss : own.loss();
  }

  /** The further terms of a pairing. */
  public List<TermConfig> termsOf(Pairing pairing) {
    PairingConfig own = pairings.get(pairing.name());
    return own == null ? terms : own.terms();
  }

  /** The same run on other data. */
  public RunConfig withData(DataConfig other) {
    return new RunConfig(
        name,
        seed,
        device,
        precision,
        provider,
        other,
        latents,
        game,
        generator,
        discriminator,
        players,
        loss,
        terms,
        pairings,
        sides,
        training,
        samples,
        checkpoints,
        watches,
        initFrom,
        metrics,
        evaluation,
        plugins,
        conditions);
  }

  /** The same run with other further sides of its data. */
  public RunConfig withSides(Map<String, DataConfig> other) {
    return new RunConfig(
        name,
        seed,
        device,
        precision,
        provider,
        data,
        latents,
        game,
        generator,
        discriminator,
        players,
        loss,
        terms,
        pairings,
        other,
        training,
        samples,
        checkpoints,
        watches,
        initFrom,
        metrics,
        evaluation,
        plugins,
        conditions);
  }
}
