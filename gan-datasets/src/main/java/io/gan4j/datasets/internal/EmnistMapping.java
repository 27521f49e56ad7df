package io.gan4j.datasets.internal;

import io.gan4j.api.DataException;
import io.gan4j.api.data.LabelSpace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * EMNIST's classes: lines of a label and the codes of the characters it stands for. Its letters
 * begin at 1, so labels become places in this list: no class is left without samples.
 */
record EmnistMapping(String name, TreeMap<Integer, String> classes) {
  private static final int MOST_BYTES = 1 << 16;

  /**
   * Reads a mapping.
   *
   * @throws DataException if it is of another form, or has a label twice
   */
  static EmnistMapping read(Source source) {
    TreeMap<Integer, String> classes = new TreeMap<>();
    try (Content in = Content.open(source)) {
      String text = new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII);
      for (String line : text.lines().filter(line -> !line.isBlank()).toList()) {
        if (!line.strip().matches("\\d{1,5}( \\d{1,5}){1,2}")) {
          throw new DataException(
              source.name() + " is no mapping of EMNIST: it has the line '" + line + "'");
        }
        String[] numbers = line.strip().split(" ", -1);
        StringBuilder characters = new StringBuilder();
        for (int i = 1; i < numbers.length; i++) {
          characters.append((char) Integer.parseInt(numbers[i]));
        }
        if (classes.put(Integer.parseInt(numbers[0]), characters.toString()) != null) {
          throw new DataException(source.name() + " has the label " + numbers[0] + " twice");
        }
      }
    } catch (IOException e) {
      throw new DataException(source.name() + " cannot be read: " + Content.why(e), e);
    }
    if (classes.isEmpty()) {
      throw new DataException(source.name() + " names no class");
    }
    return new EmnistMapping(source.name(), classes);
  }

  /** Labels of these classes. */
  Labels labels(int[] numbers, String labelFile) {
    List<Integer> keys = new ArrayList<>(classes.keySet());
    Map<Integer, Integer> places = new TreeMap<>();
    keys.forEach(key -> places.put(key, places.size()));
    int[] values = new int[numbers.length];
    for (int i = 0; i < values.length; i++) {
      Integer place = places.get(numbers[i]);
      if (place == null) {
        throw new DataException(
            labelFile
                + ": label "
                + i
                + " is "
                + numbers[i]
                + ", which "
                + name
                + " does not have");
      }
      values[i] = place;
    }
    return new Labels(values, new LabelSpace(List.copyOf(classes.values())));
  }
}
