package io.gan4j.core.run;

import io.gan4j.api.GanException;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.PixelDecoder;
import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.InvalidValueException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the samples of an exported generator are, from the metadata written beside it. */
public final class ExportedSamples {
  /** The side of the data that the samples are like, where it is not the first. */
  static final String SIDE = "side";

  private static final String COLUMNS = "columns";
  private static final String CONDITIONS = "conditions";
  private static final int LONGEST_REASON = 300;
  private static final String LOW = "rangeLow";
  private static final String HIGH = "rangeHigh";
  private static final JsonMapper JSON = JsonMapper.shared();

  private ExportedSamples() {}

  /**
   * The space of samples that can be shown as pictures.
   *
   * @param model the folder of the generator
   * @param batch shape of a batch of samples, {@code [n, …]}
   * @throws io.gan4j.api.DataException if what is beside the generator for that is damaged
   * @throws GanException if they are no pictures, or the metadata does not say their range
   */
  public static SampleSpace imageSpace(Path model, Map<String, String> metadata, Shape batch) {
    ModelFacts facts = new ModelFacts(metadata);
    double low = facts.number(LOW, Double.NaN);
    double high = facts.number(HIGH, Double.NaN);
    Shape sample = batch.subShape(1, batch.numDimensions());
    PixelDecoder depiction = ChannelLevels.read(metadata);
    if (depiction == null) {
      depiction = LinearPixels.read(model, Math.toIntExact(sample.size()));
    }
    if (depiction != null) {
      return new SampleSpace(sample, Element.FLOAT32, Range.UNBOUNDED, depiction);
    }
    if (!(low < high) || !Double.isFinite(low) || !Double.isFinite(high)) {
      throw new GanException(
          "these samples have no bounded range, so they are no pictures: use --out FILE.npy");
    }
    SampleSpace space = new SampleSpace(sample, Element.FLOAT32, new Range(low, high));
    if (!space.isImage()) {
      throw new GanException("samples of shape " + sample + " are no pictures: use --out FILE.npy");
    }
    return space;
  }

  /** What a generator's conditions are, as metadata. */
  static Map<String, String> describeConditions(Columns columns) {
    return Map.of(CONDITIONS, JSON.writeValueAsString(columns));
  }

  /**
   * The side of the data of a run that an exported generator's samples are like; null for its
   * first.
   *
   * @param config the run's
   * @throws GanException if its game has no such side
   */
  public static @Nullable String side(Map<String, String> metadata, RunConfig config) {
    String side = metadata.get(SIDE);
    if (side != null && !config.game().sides().contains(side)) {
      throw new GanException(
          "this model's metadata has "
              + Excerpt.quoted(side)
              + " for its side of the data, and its game has "
              + String.join(", ", config.game().sides()));
    }
    return side;
  }

  /** The columns of a table's rows as metadata. */
  static Map<String, String> describe(Columns columns) {
    return Map.of(COLUMNS, JSON.writeValueAsString(columns));
  }

  /**
   * The columns of an exported generator's rows; empty if its samples are no rows of a table.
   *
   * @throws GanException in one line, if the metadata does not say so in a way that can be
   */
  public static Optional<Columns> columns(Map<String, String> metadata) {
    return columns(metadata, COLUMNS);
  }

  /**
   * What an exported generator's conditions are; empty if the metadata does not say, or says it of
   * another number of them.
   *
   * @param count numbers of a condition
   * @throws GanException in one line, if the metadata does not say so in a way that can be
   */
  public static Optional<Columns> conditions(Map<String, String> metadata, int count) {
    return columns(metadata, CONDITIONS)
        .filter(columns -> columns.width() == count && columns.standard().isPresent());
  }

  private static Optional<Columns> columns(Map<String, String> metadata, String key) {
    String text = metadata.get(key);
    if (text == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Check.given(key, JSON.readValue(text, Columns.class)));
    } catch (JacksonException e) {
      throw unsaid(key, place(e) + reason(e), e);
    } catch (InvalidValueException e) {
      throw unsaid(key, String.valueOf(e.getMessage()), e);
    }
  }

  private static GanException unsaid(String key, String why, Exception cause) {
    return new GanException(
        "this model's metadata does not say what its "
            + key
            + " are: "
            + Excerpt.of(why, LONGEST_REASON),
        cause);
  }

  /** Where in the tree it is: {@code columns[2].limits: }. Empty for the whole. */
  private static String place(JacksonException failure) {
    StringBuilder place = new StringBuilder();
    for (JacksonException.Reference step : failure.getPath()) {
      String name = step.getPropertyName();
      if (name == null) {
        place.append('[').append(step.getIndex()).append(']');
      } else {
        place.append(place.isEmpty() ? "" : ".").append(name);
      }
    }
    return place.isEmpty() ? "" : place + ": ";
  }

  /** What a record's constructor found, rather than that it could not be constructed. */
  private static String reason(JacksonException failure) {
    return String.valueOf(
        failure.getCause() instanceof InvalidValueException invalid
            ? invalid.getMessage()
            : failure.getOriginalMessage());
  }

  /** A class's name as it is written beside a generator that sees labels. */
  private static String key(int label) {
    return "label." + label;
  }

  /** The names of the classes as metadata. */
  static Map<String, String> describe(LabelSpace labels) {
    Map<String, String> metadata = new TreeMap<>();
    for (int label = 0; label < labels.count(); label++) {
      metadata.put(key(label), labels.names().get(label));
    }
    return metadata;
  }

  /**
   * The classes of a generator that sees labels: their names where the metadata has them, their
   * numbers elsewhere.
   *
   * @param classes how many, above 0
   */
  public static LabelSpace labels(Map<String, String> metadata, int classes) {
    return new LabelSpace(
        IntStream.range(0, classes)
            .mapToObj(label -> metadata.getOrDefault(key(label), Integer.toString(label)))
            .toList());
  }

  /**
   * The space of an exported generator's samples, as the data set has it.
   *
   * @throws GanException if the metadata does not say
   */
  public static SampleSpace space(Map<String, String> metadata) {
    ModelFacts facts = new ModelFacts(metadata);
    List<Integer> shape = facts.sizes("sampleShape");
    double low = facts.number(LOW, Double.NaN);
    double high = facts.number(HIGH, Double.NaN);
    Optional<Element> element =
        Arrays.stream(Element.values())
            .filter(known -> known.name().equals(metadata.get("sampleElement")))
            .findFirst();
    if (shape == null || element.isEmpty() || !(low < high)) {
      throw new GanException(
          "this model's metadata does not say what its samples are: was it exported by gan4j?");
    }
    return new SampleSpace(
        Shape.of(shape.stream().mapToLong(Integer::longValue).toArray()),
        element.get(),
        new Range(low, high),
        null,
        columns(metadata).orElse(null));
  }
}
