package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from the metadata beside an exported generator, of which one cannot know who wrote it.
 */
public final class ModelFacts {
  private final Map<String, String> metadata;

  /**
   * @param metadata as it was read
   */
  public ModelFacts(Map<String, String> metadata) {
    this.metadata = Map.copyOf(metadata);
  }

  /**
   * A number.
   *
   * @param absent what stands for one that is not there
   * @throws GanException if it is there and no number
   */
  public double number(String key, double absent) {
    return one(key, absent, Double::parseDouble);
  }

  /**
   * A whole number, at least 0.
   *
   * @param absent what stands for one that is not there
   * @throws GanException if it is there and none
   */
  public long count(String key, long absent) {
    return one(
        key,
        absent,
        text -> {
          long count = Long.parseLong(text);
          if (count < 0) {
            throw new NumberFormatException();
          }
          return count;
        });
  }

  private <T> T one(String key, T absent, Function<String, T> parse) {
    String text = metadata.get(key);
    if (text == null) {
      return absent;
    }
    try {
      return parse.apply(text);
    } catch (NumberFormatException e) {
      throw refused(key, text);
    }
  }

  /**
   * Finite numbers with commas between them; null if they are not there.
   *
   * @throws GanException if they are there and one is none
   */
  @Nullable List<Double> numbers(String key) {
    return several(
        key,
        text -> {
          double number = Double.parseDouble(text);
          if (!Double.isFinite(number)) {
            throw new NumberFormatException();
          }
          return number;
        });
  }

  /**
   * Sizes, above 0, with commas between them; null if they are not there.
   *
   * @throws GanException if they are there and one is none
   */
  @Nullable List<Integer> sizes(String key) {
    return several(
        key,
        text -> {
          int size = Integer.parseInt(text);
          if (size < 1) {
            throw new NumberFormatException();
          }
          return size;
        });
  }

  private <T> @Nullable List<T> several(String key, Function<String, T> parse) {
    String text = metadata.get(key);
    if (text == null) {
      return null;
    }
    try {
      return Arrays.stream(text.split(",", -1)).map(parse).toList();
    } catch (NumberFormatException e) {
      throw refused(key, text);
    }
  }

  private static GanException refused(String key, String text) {
    return new GanException(
        "this model's metadata has " + Excerpt.quoted(text) + " for its " + key);
  }
}
