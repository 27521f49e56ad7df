package io.gan4j.onnx.extension;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The attributes of a node, by name: whole numbers, lists of them, real numbers and texts. */
public final class OnnxAttributes {
  /** None. */
  public static final OnnxAttributes NONE = new OnnxAttributes(Map.of());

  private final Map<String, Object> values;

  private OnnxAttributes(Map<String, Object> values) {
    this.values = Collections.unmodifiableMap(new TreeMap<>(values));
  }

  private OnnxAttributes with(String name, Object value) {
    Map<String, Object> all = new TreeMap<>(values);
    all.put(name, value);
    return new OnnxAttributes(all);
  }

  /** These and a whole number. */
  public OnnxAttributes withInteger(String name, long value) {
    return with(name, value);
  }

  /** These and a list of whole numbers. */
  public OnnxAttributes withIntegers(String name, long... list) {
    return with(name, Arrays.stream(list).boxed().toList());
  }

  /** These and a real number. */
  public OnnxAttributes withReal(String name, float value) {
    return with(name, value);
  }

  /** These and a text. */
  public OnnxAttributes withText(String name, String value) {
    return with(name, value);
  }

  /** A whole number. */
  public long integer(String name, long otherwise) {
    return values.get(name) instanceof Long value ? value : otherwise;
  }

  /** A list of whole numbers. */
  public List<Long> integers(String name, List<Long> otherwise) {
    if (values.get(name) instanceof List<?> list) {
      return list.stream().map(Long.class::cast).toList();
    }
    return otherwise;
  }

  /** A text. */
  public String text(String name, String otherwise) {
    return values.get(name) instanceof String value ? value : otherwise;
  }

  /** All, by name: each a {@link Long}, a list of them, a {@link Float} or a {@link String}. */
  public Map<String, Object> all() {
    return values;
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
