package io.gan4j.core.run;

import io.gan4j.api.config.FreezeConfig;
import io.gan4j.api.config.PartConfig;
import io.gan4j.api.config.PlayerConfig;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.game.Player;
import io.gan4j.api.game.Port;
import io.gan4j.api.game.Seat;
import io.gan4j.api.game.Signal;
import io.gan4j.api.network.Architecture;
import io.gan4j.api.network.Architecture.Layout;
import io.gan4j.api.network.NetworkPart;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.network.PlayerNetwork;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.provider.Freezing;
import io.gan4j.api.provider.PlayerPlan;
import io.gan4j.api.provider.PlayerPlan.PartPlan;
import io.gan4j.api.provider.SidePlan;
import io.gan4j.api.spec.InvalidValueException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Lays out one player of a game and checks that it gives what its seat asks for. */
final class PlayerLayout {
  private final Seat seat;
  private final PlayerConfig config;
  private final Map<String, SidePlan> sides;
  private final Function<String, String> description;
  private final Function<String, Shape> latents;
  private final BiConsumer<String, String> refuse;
  private final String path;

  /**
   * @param sides of the data
   * @param description of a side's data, for messages
   * @param latents shape of one latent, by the name of the latents
   * @param refuse is told of what does not fit: a path in the configuration, and a message
   */
  PlayerLayout(
      Seat seat,
      PlayerConfig config,
      Map<String, SidePlan> sides,
      Function<String, String> description,
      Function<String, Shape> latents,
      BiConsumer<String, String> refuse) {
    this.seat = seat;
    this.config = config;
    this.sides = sides;
    this.description = description;
    this.latents = latents;
    this.refuse = refuse;
    this.path = RunConfig.pathOf(seat.player());
  }

  /** The player's plan; empty if it cannot be laid out. What does not fit is told. */
  Optional<PlayerPlan> plan() {
    Map<String, Shape> known = new LinkedHashMap<>();
    seat.inputs().forEach((name, port) -> known.put(name, shape(port)));
    Map<String, Shape> inputs = new LinkedHashMap<>(known);
    List<NetworkPart> parts = new ArrayList<>();
    Map<String, PartPlan> plans = new LinkedHashMap<>();
    List<String> all = List.copyOf(inputs.keySet());
    for (int i = 0; i < config.parts().size(); i++) {
      PartConfig part = config.parts().get(i);
      List<String> from = part.inputs() == null ? all : part.inputs();
      String at = path + ".parts[" + i + "]";
      Optional<NetworkPart> laidOut =
          layOut(
              at,
              () -> {
                Shape joined = PlayerNetwork.joined(part.name(), from, known);
                return new NetworkPart(
                    part.name(), from, part.network().network(layout(joined), joined));
              });
      if (laidOut.isEmpty()) {
        return Optional.empty();
      }
      parts.add(laidOut.get());
      known.put(part.name(), laidOut.get().layers().outputShape());
      plans.put(
          part.name(),
          new PartPlan(
              part.learningRateFactor(),
              part.average() == null ? config.average() : part.average()));
    }
    List<String> from =
        config.inputs() != null
            ? config.inputs()
            : parts.isEmpty() ? all : List.of(parts.get(parts.size() - 1).name());
    Optional<NetworkPart> main =
        layOut(
            path,
            () -> {
              Shape joined = PlayerNetwork.joined("", from, known);
              return new NetworkPart("", from, network(layout(joined), joined));
            });
    if (main.isEmpty()) {
      return Optional.empty();
    }
    parts.add(main.get());
    return checked(inputs, parts, plans);
  }

  private Optional<PlayerPlan> checked(
      Map<String, Shape> inputs, List<NetworkPart> parts, Map<String, PartPlan> plans) {
    Map<String, String> outputs = new LinkedHashMap<>();
    for (Map.Entry<String, Port> output : seat.outputs().entrySet()) {
      // A part may be called as an output is; anything else comes out of the network.
      boolean ofPart = parts.stream().anyMatch(part -> part.name().equals(output.getKey()));
      String part = ofPart ? output.getKey() : "";
      if (!ofPart && outputs.containsValue("")) {
        refuse.accept(
            path + ".parts",
            "must name a part '" + output.getKey() + "', which gives what the game asks of it");
        return Optional.empty();
      }
      outputs.put(output.getKey(), part);
      check(named(parts, part).layers(), output.getValue());
    }
    PlayerNetwork network = new PlayerNetwork(inputs, parts, outputs);
    return Optional.of(
        PlayerPlan.builder(network, config.optimizer())
            .average(config.average())
            .constraints(config.constraints())
            .maxGradientNorm(config.maxGradientNorm())
            .side(side())
            .parts(plans)
            .frozen(frozen(network))
            .augmentations(HeldOutProbability.fed(config.augmentations()))
            .build());
  }

  private Freezing frozen(PlayerNetwork network) {
    FreezeConfig freeze = config.freeze();
    if (freeze == null) {
      return Freezing.NONE;
    }
    try {
      Long until = freeze.until();
      return Freezing.of(
          network, freeze.patterns(), until == null ? Freezing.FOR_GOOD : until.longValue());
    } catch (InvalidValueException e) {
      refuse.accept(path + ".freeze." + e.parameter(), String.valueOf(e.problem()));
      return Freezing.NONE;
    }
  }

  private static NetworkPart named(List<NetworkPart> parts, String name) {
    return parts.stream().filter(part -> part.name().equals(name)).findFirst().orElseThrow();
  }

  private Shape shape(Port port) {
    if (port instanceof Port.Samples samples) {
      return side(samples.side()).samples().shape();
    }
    if (port instanceof Port.Latents own) {
      return latents.apply(own.latents());
    }
    throw new IllegalStateException("an input of the " + seat.player() + " takes " + port);
  }

  private SidePlan side(String name) {
    SidePlan side = sides.get(name);
    if (side == null) {
      throw new IllegalStateException("no side '" + name + "' in " + sides.keySet());
    }
    return side;
  }

  /** The side whose classes it sees. */
  private String side() {
    return seat.side().orElseGet(() -> sides.keySet().iterator().next());
  }

  /**
   * What an architecture is told: samples are of the player's side, joined with what else goes in.
   */
  private Layout layout(Shape input) {
    SidePlan side = side(side());
    SampleSpace samples = side.samples();
    boolean judges = seat.outputs().containsKey(Signal.SCORES);
    return new Layout(
        judges ? latents.apply(Signal.LATENTS) : input,
        judges && !input.equals(samples.shape())
            ? new SampleSpace(input, Element.FLOAT32, Range.UNBOUNDED)
            : samples,
        Optional.ofNullable(side.labels()));
  }

  private NetworkSpec network(Layout layout, Shape input) {
    Architecture architecture = config.network();
    if (seat.outputs().get(Signal.SAMPLES) instanceof Port.Samples) {
      return architecture.generator(layout);
    }
    if (seat.outputs().get(Signal.SCORES) instanceof Port.Scores) {
      return architecture.discriminator(layout);
    }
    return architecture.network(layout, input);
  }

  /** Makes a part of a network. */
  private interface Making {
    NetworkPart make();
  }

  private Optional<NetworkPart> layOut(String at, Making making) {
    String network = at + ".network";
    try {
      NetworkPart part = making.make();
      part.layers().placed();
      part.layers().requireLabels(labels());
      return Optional.of(part);
    } catch (ShapeMismatchException e) {
      refuse.accept(network, String.valueOf(e.getMessage()));
    } catch (InvalidValueException e) {
      refuse.accept(
          e.parameter().isEmpty() ? network : network + "." + e.parameter(),
          String.valueOf(e.problem()));
    }
    return Optional.empty();
  }

  private @Nullable LabelSpace labels() {
    return side(side()).labels();
  }

  private void check(NetworkSpec network, Port output) {
    if (output instanceof Port.Samples samples) {
      checkSamples(network, samples.side());
    } else if (output instanceof Port.Scores) {
      checkRaw(network, "raw scores are unbounded");
    } else if (output instanceof Port.ClassScores classes) {
      LabelSpace labels = side(classes.side()).labels();
      if (labels == null) {
        refuse.accept(path, "gives a score per class, and the data has no classes");
      } else {
        checkShape(network, Shape.of(labels.count()), "a score per class");
        checkRaw(network, "scores of classes are unbounded");
      }
    } else if (output instanceof Port.Values values) {
      checkShape(network, Shape.of(values.size()), "values");
      checkRaw(network, "what it estimates is unbounded");
    } else if (output instanceof Port.Latents own) {
      checkShape(network, latents.apply(own.latents()), "latents");
    }
  }

  private void checkShape(NetworkSpec network, Shape wanted, String what) {
    Shape output = network.outputShape();
    if (!output.equals(wanted)) {
      refuse.accept(
          path + ".network",
          "the " + player() + " makes " + what + " of shape " + output + ", not " + wanted);
    }
  }

  private Player player() {
    return seat.player();
  }

  private void checkRaw(NetworkSpec network, String why) {
    Range scores = network.outputRange();
    if (!scores.equals(Range.UNBOUNDED)) {
      refuse.accept(
          path + ".network",
          "the "
              + player()
              + "'s output lies in "
              + scores
              + ", but "
              + why
              + ": leave the activation off its last layer, the loss applies what it needs");
    }
  }

  private void checkSamples(NetworkSpec network, String side) {
    SampleSpace samples = side(side).samples();
    Shape output = network.outputShape();
    if (!output.equals(samples.shape())) {
      refuse.accept(
          path + ".network",
          "the "
              + player()
              + " makes samples of shape "
              + output
              + ", the data has "
              + samples.shape()
              + " ("
              + description.apply(side)
              + ")");
    }
    Range made = network.outputRange();
    boolean meets = made.bounded() ? made.equals(samples.range()) : made.contains(samples.range());
    if (!meets) {
      refuse.accept(
          path + ".network",
          "the "
              + player()
              + "'s output lies in "
              + made
              + ", the data in "
              + samples.range()
              + "; use an output activation for "
              + samples.range()
              + rangeAdvice(made, samples));
    }
  }

  /** Only the range of 8-bit samples is the run file's to choose. */
  private static String rangeAdvice(Range made, SampleSpace samples) {
    if (samples.element() != Element.UINT8) {
      return "";
    }
    if (made.equals(Range.SYMMETRIC)) {
      return ", or set data.range to symmetric";
    }
    return made.equals(Range.UNIT) ? ", or set data.range to unit" : "";
  }
}
