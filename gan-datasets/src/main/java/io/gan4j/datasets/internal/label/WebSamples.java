package io.gan4j.datasets.internal.label;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.Source;
import io.gan4j.datasets.internal.archive.JoinedEntries;
import io.gan4j.datasets.internal.array.ArrayLabels;
import io.gan4j.datasets.internal.image.ImageFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * WebDataset's samples: the members of an archive that share a key, which is a member's path up to
 * the first dot of its last part; what follows is the field's name.
 */
public final class WebSamples {
  private static final Set<String> FIELDS = Set.of("cls", "json", "txt", "npy");

  private final JoinedEntries entries;
  private final List<Map<String, Integer>> samples;
  private final List<Integer> pictures;

  private WebSamples(
      JoinedEntries entries, List<Map<String, Integer>> samples, List<Integer> pictures) {
    this.entries = entries;
    this.samples = samples;
    this.pictures = pictures;
  }

  /** Whether a member is a picture, or what labels can be read of. */
  public static boolean wanted(String name) {
    String field = field(name);
    return FIELDS.contains(field) || ImageFormat.named("x." + field);
  }

  /** A member's key. */
  public static String key(String name) {
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** A member's field, in lower case. */
  public static String field(String name) {
    int dot = name.indexOf('.', name.lastIndexOf('/') + 1);
    return dot < 0 ? "" : name.substring(dot + 1).toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Puts members together.
   *
   * @param image field of the pictures; null for the only field of a picture's name
   * @throws DataException if a sample has no picture, or more than one
   */
  public static WebSamples of(JoinedEntries entries, @Nullable String image) {
    Map<String, Map<String, Integer>> byKey = new LinkedHashMap<>();
    for (int i = 0; i < entries.count(); i++) {
      String name = entries.name(i);
      byKey
          .computeIfAbsent(entries.part(i) + " " + key(name), key -> new LinkedHashMap<>())
          .put(field(name), i);
    }
    List<Map<String, Integer>> samples = new ArrayList<>();
    List<Integer> pictures = new ArrayList<>();
    byKey.forEach(
        (key, fields) -> {
          samples.add(fields);
          pictures.add(picture(entries, fields, image));
        });
    if (samples.isEmpty()) {
      throw new DataException("there are no samples of WebDataset");
    }
    return new WebSamples(entries, samples, pictures);
  }

  private static int picture(
      JoinedEntries entries, Map<String, Integer> fields, @Nullable String image) {
    List<String> found =
        image != null
            ? fields.keySet().stream().filter(image::equals).toList()
            : fields.keySet().stream().filter(field -> ImageFormat.named("x." + field)).toList();
    if (found.size() != 1) {
      int first = fields.values().iterator().next();
      throw new DataException(
          entries.place(first)
              + ": the sample "
              + key(entries.name(first))
              + (found.isEmpty()
                  ? " has no picture, only " + String.join(", ", fields.keySet())
                  : " has several pictures, "
                      + String.join(", ", found)
                      + "; say which with 'image' (its key ends at the first dot of its name)"));
    }
    return fields.getOrDefault(found.get(0), 0);
  }

  /** The member that is each sample's picture. */
  public List<Integer> pictures() {
    return pictures;
  }

  /** The fields that the first sample has beside its picture. */
  public Set<String> otherFields() {
    Set<String> fields = new TreeSet<>(samples.get(0).keySet());
    fields.removeIf(field -> pictures.get(0).equals(samples.get(0).get(field)));
    return fields;
  }

  /**
   * The labels in a field.
   *
   * @param label {@code cls}, {@code txt}, {@code npy}, or {@code json.NAME} for a member of the
   *     object in json
   * @throws DataException naming the first sample that has none
   */
  public Labels labels(String label) {
    String field = label.startsWith("json.") ? "json" : label;
    List<String> texts = new ArrayList<>();
    for (Map<String, Integer> fields : samples) {
      Integer member = fields.get(field);
      if (member == null) {
        int first = fields.values().iterator().next();
        throw new DataException(
            entries.place(first)
                + ": the sample "
                + key(entries.name(first))
                + " has no field "
                + field
                + " for its label, only "
                + String.join(", ", fields.keySet()));
      }
      texts.add(text(label, member));
    }
    return ClassTexts.of(texts, entries.place(0) + " and on, field " + label);
  }

  private String text(String label, int member) {
    byte[] bytes = entries.bytes(member);
    String place = entries.place(member);
    if (label.startsWith("json.")) {
      return ofJson(bytes, label.substring("json.".length()), place);
    }
    if (label.equals("npy")) {
      Labels one = ArrayLabels.ofFile(Source.memory(place, bytes), 1);
      return one.space().names().get(one.at(0));
    }
    String text = new String(bytes, StandardCharsets.UTF_8).strip();
    if (label.equals("cls") && !text.matches("\\d{1,6}")) {
      throw new DataException(
          place + " holds '" + shortened(text) + "'; accepted: a class's number from 0 to 999999");
    }
    return text;
  }

  private static String ofJson(byte[] bytes, String name, String place) {
    try {
      JsonNode value = JsonMapper.shared().readTree(bytes).path(name);
      if (!value.isValueNode() || value.isNull()) {
        throw new DataException(place + " has no word or number '" + name + "'");
      }
      return value.asString();
    } catch (JacksonException e) {
      throw new DataException(place + " is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String shortened(String text) {
    String plain = text.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
  }
}
