package io.gan4j.core.run;

import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.Scale;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.Suggestions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/** Values for what an exported generator is conditioned on, by name and in their own units. */
public final class ConditionValues {
  private static final String NUMBER = "[-+]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:[eE][-+]?\\d+)?";
  private static final Pattern VALUE =
      Pattern.compile("(" + NUMBER + ")(?:\\.\\.(" + NUMBER + "))?");
  private static final int SHOWN = 10;

  private final List<Known> known;

  /**
   * One of the numbers.
   *
   * @param low the lowest of the data, or −1 where nothing is known
   * @param usual a value that most samples are near
   * @param high the highest of the data, or 1
   */
  private record Known(String name, double low, double usual, double high) {}

  /** From a value to another, or one of them twice. */
  private record Span(double from, double to) {}

  private ConditionValues(List<Known> known) {
    this.known = List.copyOf(known);
  }

  /** Those of a generator. Their names are their places where its metadata does not say any. */
  public static ConditionValues of(GeneratorModel model) {
    int count = model.conditions();
    Optional<Columns> columns = ExportedSamples.conditions(model.metadata(), count);
    List<Known> known = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int place = i;
      known.add(
          columns
              .map(c -> known(c.columns().get(place)))
              .orElseGet(() -> new Known(Integer.toString(place), -1, 0, 1)));
    }
    return new ConditionValues(known);
  }

  private static Known known(Column column) {
    NumberColumn number = (NumberColumn) column;
    double low = number.limits().low();
    double high = number.limits().high();
    double mean = ((Scale.Standard) number.scale()).mean();
    return new Known(number.name(), low, Math.max(low, Math.min(high, mean)), high);
  }

  /** Their names, in order. */
  public List<String> names() {
    return known.stream().map(Known::name).toList();
  }

  /** How they could be asked for: {@code smile=0.5,age=40}. */
  public String example() {
    return known.stream()
            .limit(SHOWN)
            .map(each -> each.name() + "=" + (float) each.usual())
            .collect(Collectors.joining(","))
        + (known.size() > SHOWN ? ",…" : "");
  }

  /** Whether anything that is asked for is a range. */
  public static boolean hasRange(List<String> asked) {
    return asked.stream().anyMatch(text -> text.contains(".."));
  }

  /**
   * What is asked for.
   *
   * @param asked texts such as {@code smile=1,age=20..60}: each of the numbers once
   * @param count of samples, over which ranges go evenly, both ends included
   * @return {@code [count, numbers]}
   * @throws IllegalArgumentException if a number is unknown, missing, named twice or not finite
   */
  public FloatNdArray parse(List<String> asked, int count) {
    Map<String, Span> spans = new LinkedHashMap<>();
    for (String text : asked) {
      for (String part : text.split(",", -1)) {
        int equals = part.lastIndexOf('=');
        if (equals < 1) {
          throw new IllegalArgumentException(
              "must be name=value, as in " + example() + ", found '" + part + "'");
        }
        String name = part.substring(0, equals).strip();
        if (!names().contains(name)) {
          throw new IllegalArgumentException(
              "there is no '"
                  + name
                  + "'"
                  + Suggestions.ending(Suggestions.near(name, names()), names()));
        }
        if (spans.put(name, span(name, part.substring(equals + 1).strip())) != null) {
          throw new IllegalArgumentException("'" + name + "' is there twice");
        }
      }
    }
    List<String> missing = names().stream().filter(name -> !spans.containsKey(name)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "must have a value for each of "
              + String.join(", ", names())
              + "; missing: "
              + String.join(", ", missing));
    }
    FloatNdArray values = NdArrays.ofFloats(Shape.of(count, known.size()));
    for (int i = 0; i < count; i++) {
      double share = count == 1 ? 0 : (double) i / (count - 1);
      for (int k = 0; k < known.size(); k++) {
        Span span = spans.getOrDefault(known.get(k).name(), new Span(0, 0));
        values.setFloat((float) (span.from() + share * (span.to() - span.from())), i, k);
      }
    }
    return values;
  }

  private static Span span(String name, String text) {
    Matcher value = VALUE.matcher(text);
    if (!value.matches()) {
      throw new IllegalArgumentException(
          name + " must be a finite number, or a range as in 1..2, found '" + text + "'");
    }
    double from = finite(name, value.group(1));
    String end = value.group(2);
    return new Span(from, end == null ? from : finite(name, end));
  }

  private static double finite(String name, String text) {
    double number = Double.parseDouble(text);
    if (!Float.isFinite((float) number)) {
      throw new IllegalArgumentException(name + " is too large a number: '" + text + "'");
    }
    return number;
  }

  /**
   * A row for each of the numbers, in which it goes from its lowest to its highest, all others at a
   * usual value: {@code [numbers · perRow, numbers]}.
   *
   * @param perRow samples in a row, above 1
   */
  public FloatNdArray sweep(int perRow) {
    FloatNdArray values = NdArrays.ofFloats(Shape.of((long) known.size() * perRow, known.size()));
    for (int row = 0; row < known.size(); row++) {
      for (int i = 0; i < perRow; i++) {
        for (int k = 0; k < known.size(); k++) {
          Known each = known.get(k);
          double share = (double) i / (perRow - 1);
          double value = k == row ? each.low() + share * (each.high() - each.low()) : each.usual();
          values.setFloat((float) value, (long) row * perRow + i, k);
        }
      }
    }
    return values;
  }
}
