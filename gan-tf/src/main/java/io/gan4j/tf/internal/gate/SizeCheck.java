package io.gan4j.tf.internal.gate;

import io.gan4j.tf.internal.gate.DataFlow.Source;
import io.gan4j.tf.internal.gate.DataFlow.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Whether all sizes of a graph fit together and stay within bounds. It runs the graph on shapes
 * instead of tensors, node after node, for a given number of samples; and on values as well where
 * sizes are calculated. What sizes depend on must be known before anything runs.
 */
final class SizeCheck {
  /** Values that one tensor may have which is calculated for two samples. */
  private static final long MOST_OF_TENSOR = 1 << 27;

  /** Values that all of them may have together. */
  private static final long MOST_OF_GRAPH = 1 << 30;

  /** Values of the weights. */
  private static final long MOST_STORED = 1L << 31;

  /** Work that all of them together may make: fourteen seconds of a core at most. */
  private static final long MOST_WORK = 1L << 37;

  private static final int MOST_AXES = 8;

  private final Feeds feeds;
  private final List<Step> steps = new ArrayList<>();
  private final List<@Nullable KnownTensor> constants = new ArrayList<>();
  private final Known ofTwo;

  /**
   * What is known for a number of samples.
   *
   * @param tensors of every output of every step that others may take
   * @param work of each step
   */
  record Known(List<List<KnownTensor>> tensors, List<Long> work) {}

  /**
   * Checks the sizes for two samples.
   *
   * @throws Refused naming the first node whose sizes do not fit together, or are too large
   */
  SizeCheck(DataFlow flow, Feeds feeds) {
    this.feeds = feeds;
    Constants read = new Constants();
    for (Step step : flow.steps()) {
      boolean constant = step.node().getOp().equals("Const");
      constants.add(constant ? read.read(step.node()) : null);
      steps.add(constant ? withoutValues(step) : step);
    }
    ofTwo = interpret(2);
    requireWithin(ofTwo, 0);
    for (int place = 0; place < steps.size(); place++) {
      requireAsNoted(flow.steps().get(place), ofTwo.tensors().get(place));
    }
  }

  private static Step withoutValues(Step step) {
    return new Step(
        step.node().toBuilder().clearAttr().build(),
        step.definition(),
        step.inputs(),
        step.outputs());
  }

  /** What is known of a tensor for two samples. */
  KnownTensor ofTwo(Source source) {
    return tensor(source, ofTwo);
  }

  private KnownTensor tensor(Source source, Known known) {
    List<KnownTensor> outputs = known.tensors().get(source.step());
    if (source.output() >= outputs.size()) {
      throw Refused.node(
          steps.get(source.step()).node().getName(), "is asked for more than its result");
    }
    return outputs.get(source.output());
  }

  /**
   * Checks the sizes for another number of samples. What would be too large for two may be as large
   * as for these, times the number of pairs.
   *
   * @throws Refused naming the first node whose sizes do not fit together, or are too large
   */
  void check(long batch) {
    requireWithin(interpret(batch), (batch + 1) / 2);
  }

  /** Runs the graph on what is known for a number of samples. */
  Known interpret(long batch) {
    Known known = new Known(new ArrayList<>(), new ArrayList<>());
    for (int place = 0; place < steps.size(); place++) {
      known.work().add(0L);
      List<KnownTensor> outputs = outputs(place, known, batch);
      for (KnownTensor output : outputs) {
        requirePossible(steps.get(place).node(), output.type(), output.shape());
      }
      known.tensors().add(outputs);
    }
    return known;
  }

  private List<KnownTensor> outputs(int place, Known known, long batch) {
    KnownTensor constant = constants.get(place);
    if (constant != null) {
      return List.of(constant);
    }
    Step step = steps.get(place);
    NodeDef node = step.node();
    boolean fed = feeds.know(node.getName());
    return switch (node.getOp()) {
      case "Placeholder" -> List.of(feeds.input(node, batch));
      case "PlaceholderWithDefault" ->
          fed ? List.of(feeds.input(node, batch)) : calculated(step, known);
      case "VarHandleOp" -> {
        Shape shape =
            Feeds.shape(node.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape());
        yield List.of(KnownTensor.of(DataType.DT_RESOURCE, shape));
      }
      case "ReadVariableOp" -> {
        Shape shape = context(step, known).shape("resource");
        yield List.of(KnownTensor.of(step.outputs().get(0), shape));
      }
      default -> {
        List<KnownTensor> outputs = calculated(step, known);
        if (fed) {
          feeds.require(node, outputs.get(0).shape(), batch);
        }
        yield outputs;
      }
    };
  }

  private ShapeContext context(Step step, Known known) {
    Map<String, List<KnownTensor>> inputs = new LinkedHashMap<>();
    step.inputs()
        .forEach(
            (argument, sources) ->
                inputs.put(
                    argument, sources.stream().map(source -> tensor(source, known)).toList()));
    return new ShapeContext(step.node(), step.definition(), inputs);
  }

  private List<KnownTensor> calculated(Step step, Known known) {
    ShapeContext context = context(step, known);
    ShapeRule rule = PureOperations.rule(step.node().getOp());
    if (rule != null) {
      rule.sizes().forEach(context::values);
    }
    // Only what a plugin vouches for has no rule, and what restores variables.
    if (rule == null || context.inputs().stream().anyMatch(input -> input.shape().isUnknown())) {
      return step.outputs().stream().map(type -> KnownTensor.of(type, Shape.unknown())).toList();
    }
    List<Shape> shapes = rule.shapes().apply(context);
    for (int i = 0; i < shapes.size(); i++) {
      requirePossible(step.node(), step.outputs().get(i), shapes.get(i));
    }
    known.work().set(known.work().size() - 1, Work.of(context, shapes));
    return IntegerValues.of(context, step.outputs(), shapes);
  }

  private static void requirePossible(NodeDef node, DataType type, Shape shape) {
    if (shape.isUnknown()) {
      return;
    }
    // Only a list of sizes or axes may be empty.
    boolean whole = type == DataType.DT_INT32 || type == DataType.DT_INT64;
    boolean list = whole && shape.numDimensions() == 1;
    boolean possible = shape.numDimensions() <= MOST_AXES;
    for (long size : shape.asArray()) {
      possible &= size >= (list ? 0 : 1) && size <= Integer.MAX_VALUE;
    }
    if (!possible || KnownTensor.elements(shape) > Integer.MAX_VALUE) {
      throw Refused.node(node.getName(), "would make a tensor of the shape " + shape);
    }
  }

  /** TensorFlow believes the shapes that other tools note beside a node. */
  private static void requireAsNoted(Step step, List<KnownTensor> known) {
    NodeDef node = step.node();
    AttrValue notes = node.getAttrMap().get("_output_shapes");
    if (notes == null) {
      return;
    }
    List<TensorShapeProto> noted = notes.getList().getShapeList();
    for (int i = 0; i < noted.size(); i++) {
      boolean taken = i < known.size();
      if (i >= step.outputs().size()
          || (taken && !Feeds.shape(noted.get(i)).isCompatibleWith(known.get(i).shape()))) {
        throw Refused.node(node.getName(), "is noted to be of another shape than it is");
      }
    }
  }

  /**
   * @param pairs of samples; 0 for the first two, by which the others are measured
   */
  private void requireWithin(Known known, long pairs) {
    long stored = 0;
    long all = 0;
    long allOfTwo = 0;
    long work = 0;
    long workOfTwo = 0;
    for (int place = 0; place < steps.size(); place++) {
      NodeDef node = steps.get(place).node();
      work = Math.min(Work.MOST, work + known.work().get(place));
      workOfTwo += ofTwo.work().get(place);
      requireAtMost(node, "units of work", work, Math.max(MOST_WORK, Work.times(workOfTwo, pairs)));
      for (int i = 0; i < known.tensors().get(place).size(); i++) {
        long size = size(known, place, i);
        switch (node.getOp()) {
          case "Const", "VarHandleOp" -> stored += size;
          case "ReadVariableOp" -> {
            // The variable itself, which is counted.
          }
          default -> {
            all += size;
            long before = size(ofTwo, place, i);
            allOfTwo += before;
            requireAtMost(node, "values", size, Math.max(MOST_OF_TENSOR, before * pairs));
          }
        }
        requireAtMost(node, "values", stored, MOST_STORED);
        requireAtMost(node, "values", all, Math.max(MOST_OF_GRAPH, allOfTwo * pairs));
      }
    }
  }

  private static long size(Known known, int place, int output) {
    Shape shape = known.tensors().get(place).get(output).shape();
    return shape.isUnknown() ? 0 : KnownTensor.elements(shape);
  }

  private static void requireAtMost(NodeDef node, String what, long number, long most) {
    if (number > most) {
      throw Refused.node(
          node.getName(), "brings it to " + number + " " + what + ", more than " + most);
    }
  }
}
