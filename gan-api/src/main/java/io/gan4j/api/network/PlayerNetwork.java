package io.gan4j.api.network;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Range;
import io.gan4j.api.network.NetworkSpec.Placed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A player's network: named inputs, parts in order, named outputs. Most have one of each.
 *
 * @param inputs shape of each input by its name, without the batch axis, in their order
 * @param parts in the order in which they are computed; at least one
 * @param outputs the part that gives each output, by the output's name
 */
public record PlayerNetwork(
    Map<String, Shape> inputs, List<NetworkPart> parts, Map<String, String> outputs) {

  /** The input and output that holds samples. */
  public static final String SAMPLES = "samples";

  /** The input and output that holds latents. */
  public static final String LATENTS = "latents";

  /** The output that holds raw scores. */
  public static final String SCORES = "scores";

  /**
   * @throws ShapeMismatchException if a part names no input or earlier part, cannot join what it
   *     names, or has layers for another shape; or if an output names no part
   */
  public PlayerNetwork {
    inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    parts = List.copyOf(parts);
    outputs = Collections.unmodifiableMap(new LinkedHashMap<>(outputs));
    Map<String, Shape> known = new LinkedHashMap<>(inputs);
    for (NetworkPart part : parts) {
      Shape joined = joined(part, known);
      if (!joined.equals(part.layers().input())) {
        throw new ShapeMismatchException(
            called(part) + "takes " + part.layers().input() + ", and its inputs are " + joined);
      }
      if (known.containsKey(part.name())) {
        throw new ShapeMismatchException("two parts or inputs are called '" + part.name() + "'");
      }
      // A single part finds its own mistakes when it is placed.
      known.put(part.name(), parts.size() == 1 ? joined : part.layers().outputShape());
    }
    for (String part : outputs.values()) {
      if (!known.containsKey(part)) {
        throw new ShapeMismatchException(
            "no part is called '" + part + "', only " + new TreeSet<>(known.keySet()));
      }
    }
  }

  /** A generator's: latents to samples. */
  public static PlayerNetwork generator(NetworkSpec layers) {
    return of(LATENTS, layers, SAMPLES);
  }

  /** A discriminator's: samples to scores. */
  public static PlayerNetwork discriminator(NetworkSpec layers) {
    return of(SAMPLES, layers, SCORES);
  }

  /** A network of one part, from one input to one output. */
  public static PlayerNetwork of(String input, NetworkSpec layers, String output) {
    return new PlayerNetwork(
        Map.of(input, layers.input()),
        List.of(new NetworkPart("", List.of(input), layers)),
        Map.of(output, ""));
  }

  /**
   * The shape of a part's input.
   *
   * @param known shapes of the inputs and of the earlier parts, by name
   * @throws ShapeMismatchException if it has none
   */
  public static Shape joined(NetworkPart part, Map<String, Shape> known) {
    return joined(part.name(), part.inputs(), known);
  }

  /** The same of a part that has no layers yet. */
  public static Shape joined(String part, List<String> inputs, Map<String, Shape> known) {
    Shape joined = null;
    for (String name : inputs) {
      Shape next = known.get(name);
      if (next == null) {
        throw new ShapeMismatchException(
            called(part)
                + "has no input '"
                + name
                + "'; there are "
                + known.keySet().stream().filter(k -> !k.isEmpty()).toList());
      }
      joined = joined == null ? next : joined(part, joined, next);
    }
    if (joined == null) {
      throw new ShapeMismatchException(called(part) + "has no inputs");
    }
    return joined;
  }

  private static Shape joined(String part, Shape first, Shape second) {
    int last = first.numDimensions() - 1;
    if (last < 0
        || second.numDimensions() != last + 1
        || !first.take(last).equals(second.take(last))) {
      throw new ShapeMismatchException(
          called(part)
              + "cannot join "
              + first
              + " and "
              + second
              + ": they differ in more than the last axis. Bring them to one shape in parts of"
              + " their own");
    }
    long[] sizes = first.asArray();
    sizes[last] += second.get(last);
    return Shape.of(Arrays.copyOf(sizes, sizes.length));
  }

  private static String called(NetworkPart part) {
    return called(part.name());
  }

  private static String called(String part) {
    return part.isEmpty() ? "the network " : "part '" + part + "' ";
  }

  /** All layers in order. */
  public List<LayerSpec> layers() {
    return parts.stream().flatMap(part -> part.layers().layers().stream()).toList();
  }

  /** The only input's shape, or the first's. */
  public Shape input() {
    return inputs.values().iterator().next();
  }

  /** All layers in order, each with its name in the player. */
  public List<Placed> placed() {
    List<Placed> placed = new ArrayList<>();
    for (NetworkPart part : parts) {
      part.layers()
          .placed()
          .forEach(layer -> placed.add(layer.named(part.prefix() + layer.name())));
    }
    return placed;
  }

  /** A part by its name. */
  public NetworkPart part(String name) {
    return parts.stream()
        .filter(part -> part.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no part '" + name + "'"));
  }

  /** Whether it has an output of this name. */
  public boolean gives(String output) {
    return outputs.containsKey(output);
  }

  private NetworkPart giving(String output) {
    String part = outputs.get(output);
    if (part == null) {
      throw new IllegalArgumentException("no output '" + output + "', only " + outputs.keySet());
    }
    return part(part);
  }

  /** Shape of one output. */
  public Shape outputShape(String output) {
    return giving(output).layers().outputShape();
  }

  /** Shape of the first output. */
  public Shape outputShape() {
    return outputShape(outputs.keySet().iterator().next());
  }

  /** Range of the first output's values. */
  public Range outputRange() {
    return outputRange(outputs.keySet().iterator().next());
  }

  /** Range of an output's values. */
  public Range outputRange(String output) {
    return giving(output).layers().outputRange();
  }

  /** Whether any layer makes a sample's output depend on the rest of the batch. */
  public boolean mixesSamples() {
    return parts.stream().anyMatch(part -> part.layers().mixesSamples());
  }

  /** Whether any layer sees the labels of the samples that pass. */
  public boolean seesLabels() {
    return parts.stream().anyMatch(part -> part.layers().seesLabels());
  }

  /** As {@link NetworkSpec#requireLabels}. */
  public void requireLabels(@Nullable LabelSpace labels) {
    parts.forEach(part -> part.layers().requireLabels(labels));
  }

  /** Values in all trained parameters. */
  public long trainedValues() {
    return parts.stream().mapToLong(part -> part.layers().trainedValues()).sum();
  }

  /** Values in all statistics. */
  public long statisticValues() {
    return parts.stream().mapToLong(part -> part.layers().statisticValues()).sum();
  }
}
