package io.gan4j.onnx.internal.network;

import io.gan4j.api.tensor.TensorOps;
import io.gan4j.onnx.extension.OnnxAttributes;
import io.gan4j.onnx.extension.OnnxGraph;
import io.gan4j.onnx.extension.OnnxTensor;
import io.gan4j.onnx.internal.graph.ElementType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/**
 * The algebra as nodes.
 *
 * @param graph where they go
 */
public record OnnxOps(GraphBuilder graph) implements TensorOps<OnnxTensor> {
  private static final OnnxAttributes DROPPED = OnnxAttributes.NONE.withInteger("keepdims", 0);
  private static final OnnxAttributes KEPT = OnnxAttributes.NONE.withInteger("keepdims", 1);
  private static final OnnxAttributes SELU =
      OnnxAttributes.NONE
          .withReal("alpha", (float) 1.6732632423543772)
          .withReal("gamma", (float) 1.0507009873554805);

  @Override
  public OnnxTensor constant(double value) {
    return graph.number(value);
  }

  @Override
  public OnnxTensor range(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) i;
    }
    return graph.floats(Shape.of(count), values);
  }

  @Override
  public Shape shape(OnnxTensor x) {
    return x.shape();
  }

  @Override
  public OnnxTensor add(OnnxTensor a, OnnxTensor b) {
    return graph.node("Add", a, b);
  }

  @Override
  public OnnxTensor sub(OnnxTensor a, OnnxTensor b) {
    return graph.node("Sub", a, b);
  }

  @Override
  public OnnxTensor mul(OnnxTensor a, OnnxTensor b) {
    return graph.node("Mul", a, b);
  }

  @Override
  public OnnxTensor div(OnnxTensor a, OnnxTensor b) {
    return graph.node("Div", a, b);
  }

  @Override
  public OnnxTensor neg(OnnxTensor x) {
    return graph.node("Neg", x);
  }

  @Override
  public OnnxTensor abs(OnnxTensor x) {
    return graph.node("Abs", x);
  }

  @Override
  public OnnxTensor square(OnnxTensor x) {
    return mul(x, x);
  }

  @Override
  public OnnxTensor sqrt(OnnxTensor x) {
    return graph.node("Sqrt", x);
  }

  @Override
  public OnnxTensor exp(OnnxTensor x) {
    return graph.node("Exp", x);
  }

  @Override
  public OnnxTensor log(OnnxTensor x) {
    return graph.node("Log", x);
  }

  /** ONNX has none. log(u)·x/(u − 1) with u = 1 + x takes the rounding of u out again (Kahan). */
  @Override
  public OnnxTensor log1p(OnnxTensor x) {
    OnnxTensor one = constant(1);
    OnnxTensor u = add(x, one);
    return graph.node("Where", graph.node("Equal", u, one), x, div(mul(log(u), x), sub(u, one)));
  }

  /** ONNX has none. eˣ − 1 = tanh(x/2)·(eˣ + 1). */
  @Override
  public OnnxTensor expm1(OnnxTensor x) {
    return mul(tanh(mul(x, constant(0.5))), add(exp(x), constant(1)));
  }

  @Override
  public OnnxTensor maximum(OnnxTensor a, OnnxTensor b) {
    return graph.node("Max", a, b);
  }

  @Override
  public OnnxTensor minimum(OnnxTensor a, OnnxTensor b) {
    return graph.node("Min", a, b);
  }

  @Override
  public OnnxTensor relu(OnnxTensor x) {
    return graph.node("Relu", x);
  }

  @Override
  public OnnxTensor leakyRelu(OnnxTensor x, double alpha) {
    return graph.node("LeakyRelu", OnnxAttributes.NONE.withReal("alpha", (float) alpha), x);
  }

  @Override
  public OnnxTensor elu(OnnxTensor x) {
    return graph.node("Elu", x);
  }

  @Override
  public OnnxTensor selu(OnnxTensor x) {
    return graph.node("Selu", SELU, x);
  }

  @Override
  public OnnxTensor softplus(OnnxTensor x) {
    return graph.node("Softplus", x);
  }

  @Override
  public OnnxTensor sigmoid(OnnxTensor x) {
    return graph.node("Sigmoid", x);
  }

  @Override
  public OnnxTensor tanh(OnnxTensor x) {
    return graph.node("Tanh", x);
  }

  @Override
  public OnnxTensor greater(OnnxTensor a, OnnxTensor b) {
    return graph.node("Cast", to(ElementType.FLOAT), graph.node("Greater", a, b));
  }

  private static OnnxAttributes to(ElementType type) {
    return OnnxAttributes.NONE.withInteger("to", type.code());
  }

  @Override
  public OnnxTensor floor(OnnxTensor x) {
    return graph.node("Floor", x);
  }

  @Override
  public OnnxTensor sign(OnnxTensor x) {
    return graph.node("Sign", x);
  }

  @Override
  public OnnxTensor sum(OnnxTensor x) {
    return sum(x, DROPPED, axes(x, 0));
  }

  @Override
  public OnnxTensor mean(OnnxTensor x) {
    return graph.node("ReduceMean", DROPPED.withIntegers("axes", axes(x, 0)), x);
  }

  @Override
  public OnnxTensor sumPerSample(OnnxTensor x) {
    return x.rank() == 1 ? x : sum(x, DROPPED, axes(x, 1));
  }

  @Override
  public OnnxTensor meanPerSample(OnnxTensor x) {
    return reducedPerSample("ReduceMean", x);
  }

  @Override
  public OnnxTensor maxPerSample(OnnxTensor x) {
    return reducedPerSample("ReduceMax", x);
  }

  @Override
  public OnnxTensor minPerSample(OnnxTensor x) {
    return reducedPerSample("ReduceMin", x);
  }

  private OnnxTensor reducedPerSample(String operator, OnnxTensor x) {
    return x.rank() == 1 ? x : graph.node(operator, DROPPED.withIntegers("axes", axes(x, 1)), x);
  }

  @Override
  public OnnxTensor meanOverBatch(OnnxTensor x) {
    return graph.node("ReduceMean", KEPT.withIntegers("axes", 0), x);
  }

  @Override
  public OnnxTensor sumExcept(OnnxTensor x, int axis) {
    return sum(x, KEPT, LongStream.range(0, x.rank()).filter(i -> i != axis).toArray());
  }

  private OnnxTensor sum(OnnxTensor x, OnnxAttributes attributes, long... axes) {
    return graph.node("ReduceSum", attributes, x, graph.integers(axes));
  }

  private static long[] axes(OnnxTensor x, int first) {
    return LongStream.range(first, x.rank()).toArray();
  }

  @Override
  public OnnxTensor broadcastPerSample(OnnxTensor perSample, OnnxTensor like) {
    long[] sizes = new long[like.rank()];
    Arrays.fill(sizes, 1);
    sizes[0] = -1;
    return reshape(perSample, Shape.of(sizes));
  }

  @Override
  public OnnxTensor matMul(OnnxTensor a, OnnxTensor b) {
    return graph.node("MatMul", a, b);
  }

  @Override
  public OnnxTensor reshape(OnnxTensor x, Shape shape) {
    return graph.node("Reshape", x, graph.integers(shape.asArray()));
  }

  @Override
  public OnnxTensor concat(List<OnnxTensor> parts) {
    return graph.node(
        "Concat", OnnxAttributes.NONE.withInteger("axis", -1), parts.toArray(OnnxTensor[]::new));
  }

  @Override
  public OnnxTensor slice(OnnxTensor x, int from, int to) {
    return graph.node(
        "Slice", x, graph.integers(from), graph.integers(to), graph.integers(x.rank() - 1));
  }

  @Override
  public OnnxTensor transpose(OnnxTensor x, int... order) {
    long[] axes = IntStream.of(order).asLongStream().toArray();
    return graph.node("Transpose", OnnxAttributes.NONE.withIntegers("perm", axes), x);
  }

  /** As a product with ones and zeros. */
  @Override
  public OnnxTensor take(OnnxTensor x, int axis, OnnxTensor places) {
    int[] order = IntStream.range(0, x.rank()).toArray();
    System.arraycopy(order, 1, order, 2, axis - 1);
    order[1] = axis; // the axis first, the others as they are
    int[] back = new int[order.length];
    IntStream.range(0, order.length).forEach(i -> back[order[i]] = i);
    OnnxTensor first = transpose(x, order);
    long[] sizes = first.shape().asArray();
    long values = LongStream.of(sizes).skip(2).reduce(1, Math::multiplyExact);
    OnnxTensor chosen = oneHot(graph.node("Cast", to(ElementType.INT64), places), sizes[1]);
    OnnxTensor taken = matMul(chosen, reshape(first, Shape.of(-1, sizes[1], values)));
    sizes[0] = -1;
    sizes[1] = places.shape().get(1);
    return transpose(reshape(taken, Shape.of(sizes)), back);
  }

  private OnnxTensor oneHot(OnnxTensor places, long depth) {
    return oneHot(graph, places, depth);
  }

  /** 1 at the place that each int64 says, 0 elsewhere. */
  public static OnnxTensor oneHot(OnnxGraph graph, OnnxTensor places, long depth) {
    return graph.node(
        "OneHot",
        OnnxAttributes.NONE.withInteger("axis", -1),
        places,
        graph.integers(depth),
        graph.floats(Shape.of(2), 0f, 1f));
  }

  @Override
  public OnnxTensor detach(OnnxTensor x) {
    return x;
  }
}
