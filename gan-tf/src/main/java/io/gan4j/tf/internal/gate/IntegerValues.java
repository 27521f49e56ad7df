package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongBinaryOperator;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;

/**
 * Evaluates operations on whole numbers whose values are known, of which graphs calculate sizes.
 * What it does not know, it leaves unknown.
 */
final class IntegerValues {

  /** The elements of an operation's only output, of a shape; null if they are not known. */
  private interface Function {
    @Nullable List<Long> values(ShapeContext c, Shape output);
  }

  private static final Map<String, Function> FUNCTIONS = functions();

  private IntegerValues() {}

  private static Map<String, Function> functions() {
    Map<String, Function> all = new HashMap<>();
    for (String operation :
        List.of(
            "Cast",
            "ExpandDims",
            "Identity",
            "PlaceholderWithDefault",
            "PreventGradient",
            "Reshape",
            "Squeeze",
            "StopGradient")) {
      all.put(operation, (c, output) -> c.inputs().get(0).values());
    }
    ofOne(all, "Abs", Math::absExact);
    ofOne(all, "Neg", Math::negateExact);
    ofOne(all, "OnesLike", value -> 1);
    ofOne(all, "Sign", Long::signum);
    ofOne(all, "Square", value -> Math.multiplyExact(value, value));
    ofOne(all, "ZerosLike", value -> 0);
    ofTwo(all, "Add", Math::addExact);
    ofTwo(all, "AddV2", Math::addExact);
    ofTwo(all, "Div", (x, y) -> x / y);
    ofTwo(all, "FloorDiv", Math::floorDiv);
    ofTwo(all, "FloorMod", Math::floorMod);
    ofTwo(all, "Maximum", Math::max);
    ofTwo(all, "Minimum", Math::min);
    ofTwo(all, "Mul", Math::multiplyExact);
    ofTwo(all, "Sub", Math::subtractExact);
    ofTwo(all, "TruncateDiv", (x, y) -> x / y);
    ofTwo(all, "TruncateMod", (x, y) -> x % y);
    reduction(all, "Max", Math::max);
    reduction(all, "Min", Math::min);
    reduction(all, "Prod", Math::multiplyExact);
    reduction(all, "Sum", Math::addExact);
    all.put("BroadcastTo", (c, output) -> c.input("input").values());
    all.put("Concat", (c, output) -> joined(c));
    all.put("ConcatV2", (c, output) -> joined(c));
    all.put("Fill", (c, output) -> c.input("value").values());
    all.put("Gather", IntegerValues::gathered);
    all.put("GatherV2", IntegerValues::gathered);
    all.put("Pack", (c, output) -> c.number("axis") == 0 ? all(c.inputs("values")) : null);
    all.put("Range", IntegerValues::range);
    all.put("Rank", (c, output) -> List.of((long) c.shape("input").numDimensions()));
    all.put("Shape", (c, output) -> list(c.shape("input")));
    all.put("Size", (c, output) -> List.of(KnownTensor.elements(c.shape("input"))));
    all.put("Slice", IntegerValues::slice);
    all.put("StridedSlice", IntegerValues::stridedSlice);
    all.put("Tile", IntegerValues::tile);
    return Map.copyOf(all);
  }

  private static void ofOne(Map<String, Function> all, String name, LongUnaryOperator operator) {
    all.put(
        name,
        (c, output) -> {
          List<Long> values = c.inputs().get(0).values();
          return values == null ? null : values.stream().map(operator::applyAsLong).toList();
        });
  }

  private static void ofTwo(Map<String, Function> all, String name, LongBinaryOperator operator) {
    all.put(
        name,
        (c, output) -> {
          List<Long> x = spread(c.input("x"), output);
          List<Long> y = spread(c.input("y"), output);
          if (x == null || y == null) {
            return null;
          }
          List<Long> values = new ArrayList<>();
          for (int i = 0; i < x.size(); i++) {
            values.add(operator.applyAsLong(x.get(i), y.get(i)));
          }
          return values;
        });
  }

  private static void reduction(
      Map<String, Function> all, String name, LongBinaryOperator operator) {
    all.put(
        name,
        (c, output) -> {
          List<Long> values = c.input("input").values();
          if (values == null || values.isEmpty() || KnownTensor.elements(output) != 1) {
            return null;
          }
          return List.of(values.stream().mapToLong(Long::longValue).reduce(operator).orElseThrow());
        });
  }

  /**
   * What is known of all outputs.
   *
   * @param types of the outputs
   * @param shapes of the outputs
   */
  static List<KnownTensor> of(ShapeContext c, List<DataType> types, List<Shape> shapes) {
    List<KnownTensor> outputs = new ArrayList<>();
    for (int i = 0; i < shapes.size(); i++) {
      outputs.add(new KnownTensor(types.get(i), shapes.get(i), of(c, types, shapes, i)));
    }
    return outputs;
  }

  private static @Nullable List<Long> of(
      ShapeContext c, List<DataType> types, List<Shape> shapes, int output) {
    DataType type = types.get(output);
    Shape shape = shapes.get(output);
    boolean whole = type == DataType.DT_INT32 || type == DataType.DT_INT64;
    if (!whole || KnownTensor.elements(shape) > KnownTensor.MOST_VALUES) {
      return null;
    }
    List<Long> values;
    if (c.operation().equals("ShapeN")) {
      values = list(c.shapes("input").get(output));
    } else if (c.operation().equals("Unpack")) {
      values = unpacked(c, output);
    } else {
      Function function = FUNCTIONS.get(c.operation());
      values = function == null ? null : values(function, c, shape);
    }
    return values == null || !fits(values, type) ? null : filled(values, shape);
  }

  /** Null too for a division by zero and for numbers that a long does not hold. */
  private static @Nullable List<Long> values(Function function, ShapeContext c, Shape shape) {
    try {
      return function.values(c, shape);
    } catch (ArithmeticException e) {
      return null;
    }
  }

  private static boolean fits(List<Long> values, DataType type) {
    return type == DataType.DT_INT64
        || values.stream().allMatch(value -> value == value.intValue());
  }

  /** A single number for all, or one for each. */
  private static @Nullable List<Long> filled(List<Long> values, Shape shape) {
    int elements = (int) KnownTensor.elements(shape);
    if (values.size() == elements) {
      return List.copyOf(values);
    }
    return values.size() == 1 ? Collections.nCopies(elements, values.get(0)) : null;
  }

  private static @Nullable List<Long> spread(KnownTensor input, Shape shape) {
    List<Long> values = input.values();
    return values == null ? null : filled(values, shape);
  }

  /** Of vectors, or of what is stacked on its first axis. */
  private static @Nullable List<Long> joined(ShapeContext c) {
    boolean vectors = c.shapes("values").stream().allMatch(shape -> shape.numDimensions() == 1);
    return vectors ? all(c.inputs("values")) : null;
  }

  private static @Nullable List<Long> all(List<KnownTensor> parts) {
    List<Long> all = new ArrayList<>();
    for (KnownTensor part : parts) {
      List<Long> values = part.values();
      if (values == null) {
        return null;
      }
      all.addAll(values);
    }
    return all;
  }

  private static @Nullable List<Long> gathered(ShapeContext c, Shape output) {
    List<Long> params = c.input("params").values();
    List<Long> indices = c.input("indices").values();
    if (params == null || indices == null || c.shape("params").numDimensions() != 1) {
      return null;
    }
    List<Long> values = new ArrayList<>();
    for (long index : indices) {
      if (index < 0 || index >= params.size()) {
        return null;
      }
      values.add(params.get((int) index));
    }
    return values;
  }

  private static List<Long> range(ShapeContext c, Shape output) {
    long start = c.scalar("start");
    long delta = c.scalar("delta");
    return LongStream.range(0, output.get(0)).map(i -> start + i * delta).boxed().toList();
  }

  private static List<Long> list(Shape shape) {
    return Arrays.stream(shape.asArray()).boxed().toList();
  }

  private static @Nullable List<Long> slice(ShapeContext c, Shape output) {
    List<Long> values = c.input("input").values();
    if (values == null || output.numDimensions() != 1) {
      return null;
    }
    int from = c.vector("begin").get(0).intValue();
    return values.subList(from, from + (int) output.get(0));
  }

  private static @Nullable List<Long> stridedSlice(ShapeContext c, Shape output) {
    List<Long> values = c.input("input").values();
    if (values == null || c.shape("input").numDimensions() != 1) {
      return null;
    }
    return new StridedSlice(c)
        .places()
        .get(0)
        .each()
        .mapToObj(place -> values.get((int) place))
        .toList();
  }

  private static @Nullable List<Long> tile(ShapeContext c, Shape output) {
    List<Long> values = c.input("input").values();
    if (values == null || output.numDimensions() != 1) {
      return null;
    }
    List<Long> repeated = new ArrayList<>();
    for (long i = 0; i < c.vector("multiples").get(0); i++) {
      repeated.addAll(values);
    }
    return repeated;
  }

  private static @Nullable List<Long> unpacked(ShapeContext c, int output) {
    List<Long> values = c.input("value").values();
    boolean vector = c.shape("value").numDimensions() == 1;
    return values == null || !vector ? null : List.of(values.get(output));
  }
}
