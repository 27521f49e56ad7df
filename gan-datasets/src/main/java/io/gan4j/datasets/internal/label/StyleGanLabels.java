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
 * for none. A label is a whole number, or a row that marks one class with 1 and all others with 0.
 */
public final class StyleGanLabels {
  private static final int MOST_CLASSES = 1_000_000;

  private final String place;
  private final Map<String, Integer> labels = new HashMap<>();

  private StyleGanLabels(String place) {
    this.place = place;
  }

  /**
   * Reads a file.
   *
   * @param place what messages call it
   * @return a class for each picture, by its path in the data set; empty if it says there are none
   * @throws DataException if it is no such file
   */
  public static Optional<Map<String, Integer>> read(byte[] json, String place) {
    StyleGanLabels read = new StyleGanLabels(place);
    try (JsonParser parser = JsonMapper.shared().createParser(json)) {
      return read.file(parser) ? Optional.of(read.labels) : Optional.empty();
    } catch (JacksonException e) {
      throw new DataException(place + " is no JSON: " + e.getOriginalMessage(), e);
    }
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
    int label =
        switch (json.nextToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> whole(json, picture);
          case START_ARRAY -> marked(json, picture);
          default -> throw wrong(json);
        };
    require(json.nextToken() == JsonToken.END_ARRAY, json);
    if (labels.put(picture, label) != null) {
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

  private int marked(JsonParser json, String picture) {
    List<Double> row = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      require(json.currentToken().isNumeric(), json);
      row.add(json.getDoubleValue());
    }
    int mark = row.indexOf(1.0);
    if (mark < 0 || row.stream().filter(value -> value != 0).count() != 1) {
      throw new DataException(
          place
              + " has a vector that marks no class for "
              + picture
              + "; accepted: whole numbers, or rows with one 1 and otherwise 0; labels: false"
              + " leaves labels out");
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
