package io.gan4j.datasets;

import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The two parts in which sets are published. */
public enum Part {
  /** What a GAN is trained on. */
  TRAIN,
  /** What is held out. */
  TEST;

  static Part named(String name) {
    return named(Part.class, name);
  }

  /**
   * The part that a split names.
   *
   * @throws InvalidValueException if none is called so
   */
  static <P extends Enum<P>> P named(Class<P> parts, String name) {
    P[] all = parts.getEnumConstants();
    return Arrays.stream(all)
        .filter(part -> inWords(part).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    "split",
                    "must name a part that there is, "
                        + Arrays.stream(all).map(Part::inWords).collect(Collectors.joining(", "))
                        + "; found '"
                        + name
                        + "'"));
  }

  /** Refuses to look for a part in a single file. */
  static InvalidValueException inOneFile(String name, Object file) {
    return new InvalidValueException(
        "split",
        "must not name a part, for "
            + file
            + " is a single file; found '"
            + name
            + "': give the folder, or leave the name out");
  }

  private static String inWords(Enum<?> part) {
    return part.name().toLowerCase(Locale.ROOT);
  }
}
