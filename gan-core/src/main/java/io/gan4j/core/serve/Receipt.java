package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.internal.Sha256;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.InvalidValueException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * All that a sample is made of, in one line of text: {@code gan4j:HASH:SEED:INDEX}, then {@code
 * :LABEL} of a generator that sees labels, and {@code :z3=0.5,z7=-1.0} where latents were set to
 * other values. Whoever has the model makes the same sample again, to the bit.
 *
 * @param model SHA-256 of the generator, in hexadecimal digits
 * @param seed of its latents
 * @param index which of the seed's samples, from 0
 * @param label its class; null if the generator sees none
 * @param latents values that were set, by their place in the latent
 */
public record Receipt(
    String model,
    long seed,
    int index,
    @Nullable Integer label,
    SortedMap<Integer, Float> latents) {
  private static final String PREFIX = "gan4j";
  private static final int MOST_INDEX = 1 << 20;
  private static final String NO_LABEL = "-";
  private static final int LONGEST = 300;

  public Receipt {
    Check.rule(model.matches("[0-9a-f]{64}"), "model", "must be 64 hexadecimal digits", model);
    Check.rule(
        index >= 0 && index < MOST_INDEX, "index", "must be from 0 to " + (MOST_INDEX - 1), index);
    latents = Collections.unmodifiableSortedMap(new TreeMap<>(latents));
  }

  /**
   * The SHA-256 of an exported generator: of its list of files and their SHA-256, or of a file that
   * is a generator by itself.
   *
   * @throws GanException if it cannot be read
   */
  public static String hash(Path model) {
    Path manifest = model.resolve("assets.extra").resolve("manifest.json");
    try {
      return Sha256.of(Files.isDirectory(model) ? manifest : model);
    } catch (IOException e) {
      throw new GanException(model + " cannot be read: " + e, e);
    }
  }

  /**
   * Reads a receipt.
   *
   * @throws GanException if it is none
   */
  public static Receipt parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts.length < 4 || parts.length > 6 || !parts[0].equals(PREFIX)) {
      throw refused(text, "it is not gan4j:HASH:SEED:INDEX, with :LABEL and :z3=0.5 where needed");
    }
    try {
      boolean labelled = parts.length > 4 && !parts[4].equals(NO_LABEL);
      return new Receipt(
          parts[1],
          Long.parseLong(parts[2]),
          Integer.parseInt(parts[3]),
          labelled ? Integer.valueOf(parts[4]) : null,
          parts.length > 5 ? latents(parts[5]) : new TreeMap<>());
    } catch (IllegalArgumentException | InvalidValueException e) {
      throw refused(text, String.valueOf(e.getMessage()));
    }
  }

  private static GanException refused(String text, String why) {
    return new GanException("the receipt " + Excerpt.of(text, LONGEST) + " is none: " + why);
  }

  private static SortedMap<Integer, Float> latents(String text) {
    SortedMap<Integer, Float> latents = new TreeMap<>();
    for (String one : text.split(",", -1)) {
      if (!one.matches("z\\d{1,7}=[^=]{1,32}")) {
        throw new IllegalArgumentException("'" + Excerpt.of(one, 40) + "' sets no latent");
      }
      float value = Float.parseFloat(one.substring(one.indexOf('=') + 1));
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("a latent must be a finite number, found " + value);
      }
      latents.put(Integer.valueOf(one.substring(1, one.indexOf('='))), value);
    }
    return latents;
  }

  /**
   * The latent, {@code [1, …]}.
   *
   * @throws GanException if the generator's samples depend on others, or it has no such latent
   */
  public FloatNdArray latent(GeneratorModel generator) {
    FloatNdArray first =
        generator
            .latents(seed, 1)
            .orElseThrow(
                () ->
                    new GanException(
                        "samples of this generator depend on what is drawn beside them, so that"
                            + " none is made again by itself: export it again"));
    GeneratorService.requireNear(index, first.size());
    FloatNdArray drawn = index == 0 ? first : generator.latents(seed, index + 1).orElseThrow();
    float[] values = SampleBatch.of(drawn, null).part(index, 1).latents();
    for (Map.Entry<Integer, Float> set : latents.entrySet()) {
      if (set.getKey() >= values.length) {
        throw new GanException(
            "there is no latent z" + set.getKey() + ": they are z0 to z" + (values.length - 1));
      }
      values[set.getKey()] = set.getValue();
    }
    return SampleBatch.array(drawn.shape().tail().prepend(1), values);
  }

  /**
   * Makes the sample again, {@code [1, …]}.
   *
   * @throws GanException if it cannot be
   * @throws IllegalArgumentException if the label does not fit the generator
   */
  public FloatNdArray sample(GeneratorModel generator) {
    return SampleBatch.of(latent(generator), labels()).made(generator, ServiceOptions.STEP);
  }

  /** The label as a generator takes it; null if there is none. */
  public int @Nullable [] labels() {
    return label == null ? null : new int[] {label};
  }

  @Override
  public String toString() {
    String set =
        latents.entrySet().stream()
            .map(entry -> "z" + entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(","));
    return PREFIX
        + ":"
        + model
        + ":"
        + seed
        + ":"
        + index
        + (label == null ? set.isEmpty() ? "" : ":" + NO_LABEL : ":" + label)
        + (set.isEmpty() ? "" : ":" + set);
  }
}
