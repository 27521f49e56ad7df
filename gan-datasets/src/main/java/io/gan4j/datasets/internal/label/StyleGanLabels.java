package io.gan4j.datasets.internal.label;

import io.gan4j.api.DataException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * StyleGAN's {@code dataset.json}: {@code {"labels": [["00000/img00000000.png", 6], …]}}, or null
 * for none. A label is a whole number, or a row of numbers; rows that all mark one class with 1 and
 * the others with 0 are classes as well.
 */
public final class StyleGanLabels {
  private static final int MOST_CLASSES = 1_000_000;

  private final String place;
  private final Map<String, Integer> classes = new HashMap<>();
  private final Map<String, float[]> rows = new HashMap<>();

  private StyleGanLabels(String place) {
    this.place = place;
  }

  /**
   * Reads a file.
   *
   * @param place what messages call it
   * @return empty if it says that there are none
   * @throws DataException if it is no such file
   */
  public static Optional<StyleGanLabels> read(byte[] json, String place) {
    StyleGanLabels read = new StyleGanLabels(place);
    try (JsonParser parser = JsonMapper.shared().createParser(json)) {
      if (!read.file(parser)) {
        return Optional.empty();
      }
      read.settle();
      return Optional.of(read);
    } catch (JacksonException e) {
      throw new DataException(place + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** A class for each picture, by its path in the data set; empty if labels are vectors. */
  public Map<String, Integer> classes() {
    return classes;
  }

  /** A vector for each picture, by its path in the data set; empty if labels are classes. */
  public Map<String, float[]> vectors() {
    return rows;
  }

  /** Whether there are labels. */
  private boolean file(JsonParser json) {
    require(json.nextToken() == JsonToken.START_OBJECT, json);
    boolean found = false;
    boolean none = false;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = json.currentName().equals("labels");
      JsonToken value = json.nextToken();
      if (wanted && value == JsonToken.START_ARRAY) {
        found = true;
        while (json.nextToken() == JsonToken.START_ARRAY) {
          entry(json);
        }
      } else {
        none |= wanted && value == JsonToken.VALUE_NULL;
        json.skipChildren();
      }
    }
    require(found || none, json);
    return found;
  }

  private void entry(JsonParser json) {
    require(json.nextToken() == JsonToken.VALUE_STRING, json);
    String picture = json.getString().replace('\\', '/');
    boolean known = classes.containsKey(picture) || rows.containsKey(picture);
    switch (json.nextToken()) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> classes.put(picture, whole(json, picture));
      case START_ARRAY -> rows.put(picture, row(json));
      default -> throw wrong(json);
    }
    require(json.nextToken() == JsonToken.END_ARRAY, json);
    if (known) {
      throw new DataException(place + " has two labels of " + picture + ": which is meant?");
    }
  }

  private int whole(JsonParser json, String picture) {
    double value = json.getDoubleValue();
    if (value != Math.rint(value) || value < 0 || value >= MOST_CLASSES) {
      throw new DataException(
          place + " has the label " + value + " of " + picture + "; accepted: 0 to 999999");
    }
    return (int) value;
  }

  private float[] row(JsonParser json) {
    List<Float> row = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken().isNumeric(), json);
      row.add(json.getFloatValue());
    }
    float[] values = new float[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  /** Makes classes of rows that all mark one. */
  private void settle() {
    int width = rows.values().stream().mapToInt(row -> row.length).findFirst().orElse(0);
    for (Map.Entry<String, float[]> row : rows.entrySet()) {
      boolean finite = true;
      for (float value : row.getValue()) {
        finite &= Float.isFinite(value);
      }
      if (!classes.isEmpty() || row.getValue().length != width || width == 0 || !finite) {
        throw new DataException(
            place
                + " has a row of "
                + row.getValue().length
                + " numbers for "
                + row.getKey()
                + "; accepted: whole numbers for all, or finite rows of one length for all;"
                + " labels: false leaves labels out");
      }
    }
    if (rows.values().stream().allMatch(row -> marked(row) >= 0)) {
      rows.forEach((picture, row) -> classes.put(picture, marked(row)));
      rows.clear();
    }
  }

  /** The class that a row marks; negative if it is no such row. */
  private static int marked(float[] row) {
    int mark = -1;
    for (int i = 0; i < row.length; i++) {
      if (row[i] == 1 && mark < 0) {
        mark = i;
      } else if (row[i] != 0) {
        return -1;
      }
    }
    return mark;
  }

  private void require(boolean holds, JsonParser json) {
    if (!holds) {
      throw wrong(json);
    }
  }

  private DataException wrong(JsonParser json) {
    return new DataException(
        place
            + ", line "
            + json.currentLocation().getLineNr()
            + ", is not as StyleGAN writes it: {\"labels\": [[\"00000/img00000000.png\", 6], …]}");
  }
}
