package io.gan4j.serve;

import io.gan4j.api.spec.Excerpt;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Tensors as JSON: lists in lists, or one list in row-major order beside a shape. */
final class Tensors {
  /** Numbers that an answer may have: as text, ten times as many bytes. */
  static final long MOST_VALUES = 1 << 22;

  private static final int MOST_AXES = 8;
  private static final JsonMapper JSON = JsonMapper.shared();

  private Tensors() {}

  /**
   * The shape of lists in lists.
   *
   * @throws HttpFailure if some are longer than others
   */
  static Shape shape(String name, JsonNode value) {
    List<Long> sizes = new ArrayList<>();
    JsonNode at = value;
    while (at.isArray() && sizes.size() < MOST_AXES) {
      sizes.add((long) at.size());
      if (at.isEmpty()) {
        break;
      }
      at = at.get(0);
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    requireEven(name, value, shape, 0);
    return shape;
  }

  private static void requireEven(String name, JsonNode value, Shape shape, int axis) {
    boolean leaf = axis == shape.numDimensions();
    if (leaf ? value.isContainer() : !value.isArray() || value.size() != shape.get(axis)) {
      throw HttpFailure.bad(name + " is no tensor: its lists are of different lengths");
    }
    if (!leaf) {
      for (JsonNode element : value) {
        requireEven(name, element, shape, axis + 1);
      }
    }
  }

  /**
   * Finite numbers in row-major order.
   *
   * @throws HttpFailure if one is none
   */
  static float[] floats(String name, JsonNode value) {
    List<JsonNode> leaves = leaves(value);
    float[] floats = new float[leaves.size()];
    for (int i = 0; i < floats.length; i++) {
      JsonNode leaf = leaves.get(i);
      double number = leaf.isNumber() ? leaf.doubleValue() : Double.NaN;
      if (!Float.isFinite((float) number)) {
        throw HttpFailure.bad(
            name + " must hold finite numbers, found " + Excerpt.of(leaf.toString(), 40));
      }
      floats[i] = (float) number;
    }
    return floats;
  }

  /**
   * Whole numbers in row-major order.
   *
   * @throws HttpFailure if one is none, or not of 64 bits
   */
  static long[] whole(String name, JsonNode value) {
    List<JsonNode> leaves = leaves(value);
    long[] whole = new long[leaves.size()];
    for (int i = 0; i < whole.length; i++) {
      JsonNode leaf = leaves.get(i);
      if (!leaf.isIntegralNumber() || !leaf.canConvertToLong()) {
        throw HttpFailure.bad(
            name + " must hold whole numbers, found " + Excerpt.of(leaf.toString(), 40));
      }
      whole[i] = leaf.longValue();
    }
    return whole;
  }

  /**
   * Labels.
   *
   * @throws HttpFailure if one is no int
   */
  static int[] labels(String name, JsonNode value) {
    long[] whole = whole(name, value);
    int[] labels = new int[whole.length];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = (int) whole[i];
      if (labels[i] != whole[i]) {
        throw HttpFailure.bad(name + " must hold numbers of classes, found " + whole[i]);
      }
    }
    return labels;
  }

  private static List<JsonNode> leaves(JsonNode value) {
    List<JsonNode> leaves = new ArrayList<>();
    collect(value, leaves);
    return leaves;
  }

  private static void collect(JsonNode value, List<JsonNode> leaves) {
    if (value.isArray()) {
      value.forEach(element -> collect(element, leaves));
    } else {
      leaves.add(value);
    }
  }

  /** An array on values, which are not copied. */
  static FloatNdArray array(Shape shape, float[] values) {
    return NdArrays.wrap(shape, DataBuffers.of(values, false, false));
  }

  /** The values of an array in row-major order. */
  static float[] values(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** Lists in lists. */
  static JsonNode nested(Shape shape, float[] values) {
    return nested(shape, values, 0, new int[1]);
  }

  private static JsonNode nested(Shape shape, float[] values, int axis, int[] at) {
    if (axis == shape.numDimensions()) {
      return JSON.getNodeFactory().numberNode(values[at[0]++]);
    }
    ArrayNode list = JSON.createArrayNode();
    for (long i = 0; i < shape.get(axis); i++) {
      list.add(nested(shape, values, axis + 1, at));
    }
    return list;
  }

  /** One list. */
  static ArrayNode flat(float[] values) {
    ArrayNode list = JSON.createArrayNode();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  /**
   * Refuses what would be answered at great length.
   *
   * @throws HttpFailure if it would
   */
  static void requireShort(long samples, Shape sample) {
    long each = Math.max(1, sample.size());
    if (samples > MOST_VALUES / each) {
      throw HttpFailure.bad(
          samples + " samples are more than one answer holds: at most " + MOST_VALUES / each);
    }
  }
}
