package io.gan4j.bench;

import io.gan4j.bench.HandWrittenNetwork.Variable;
import io.gan4j.bench.HandWrittenNetwork.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A step of pix2pix as somebody who knows TensorFlow Java writes it by hand for speed: grey to
 * colour at 32×32, a U-Net with instance norm and dropout, a discriminator of squares of 16 pixels
 * that sees real and fake in one pass, and the absolute error by 100. Bytes are fed and scaled
 * inside; one run per player and step, and only the loss is fetched.
 */
final class HandWrittenPix2pix implements AutoCloseable {
  static final int SIDE = 32;
  static final int BATCH = 8;
  static final int BASE = 32;
  private static final int[] CHANNELS = {BASE, 2 * BASE, 4 * BASE, 8 * BASE};
  private static final float LEARNING_RATE = 2e-4f;
  private static final float BETA1 = 0.5f;
  private static final float BETA2 = 0.999f;
  private static final List<Long> HALVING = List.of(1L, 2L, 2L, 1L);
  private static final List<Long> KEEPING = List.of(1L, 1L, 1L, 1L);

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Weights generatorWeights = new Weights(tf, "g", 5);
  private final Weights discriminatorWeights = new Weights(tf, "d", 6);
  private final Map<String, Operand<TFloat32>> variables = new HashMap<>();
  private final Placeholder<TUint8> source = images(1);
  private final Placeholder<TUint8> target = images(3);
  private final Placeholder<TInt64> draw =
      tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
  private final TUint8 sourceTensor = TUint8.tensorOf(Shape.of(BATCH, SIDE, SIDE, 1));
  private final TUint8 targetTensor = TUint8.tensorOf(Shape.of(BATCH, SIDE, SIDE, 3));
  private final TInt64 drawTensor = TInt64.scalarOf(0);
  private final Step discriminatorStep;
  private final Step generatorStep;
  private final Session session;
  private long stream;

  private record Step(Operand<TFloat32> loss, Op update) {}

  HandWrittenPix2pix() {
    discriminatorStep = discriminatorStep();
    generatorStep = generatorStep();
    session = new Session(graph);
    Session.Runner runner = session.runner();
    generatorWeights.initial().forEach(runner::addTarget);
    discriminatorWeights.initial().forEach(runner::addTarget);
    runner.run().close();
  }

  private Placeholder<TUint8> images(int channels) {
    return tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(BATCH, SIDE, SIDE, channels)));
  }

  private Step discriminatorStep() {
    Operand<TFloat32> x = scaled(source);
    Operand<TFloat32> scores = judge(joined(0, beside(scaled(target), x), beside(translate(x), x)));
    int[] size = {BATCH, 14, 14, 1};
    Operand<TFloat32> real = tf.slice(scores, tf.constant(new int[4]), tf.constant(size));
    Operand<TFloat32> fake =
        tf.slice(scores, tf.constant(new int[] {BATCH, 0, 0, 0}), tf.constant(size));
    Operand<TFloat32> loss =
        tf.math.add(mean(tf.math.softplus(tf.math.neg(real))), mean(tf.math.softplus(fake)));
    return new Step(loss, adam(loss, discriminatorWeights));
  }

  private Step generatorStep() {
    Operand<TFloat32> x = scaled(source);
    Operand<TFloat32> made = translate(x);
    Operand<TFloat32> error = mean(tf.math.abs(tf.math.sub(made, scaled(target))));
    Operand<TFloat32> loss =
        tf.math.add(
            mean(tf.math.softplus(tf.math.neg(judge(beside(made, x))))),
            tf.math.mul(tf.constant(100f), error));
    return new Step(loss, adam(loss, generatorWeights));
  }

  private Operand<TFloat32> scaled(Operand<TUint8> bytes) {
    return tf.math.sub(
        tf.math.mul(tf.dtypes.cast(bytes, TFloat32.class), tf.constant(2 / 255f)), tf.constant(1f));
  }

  private Operand<TFloat32> beside(Operand<TFloat32> samples, Operand<TFloat32> sources) {
    return joined(3, samples, sources);
  }

  private Operand<TFloat32> joined(int axis, Operand<TFloat32> one, Operand<TFloat32> other) {
    return tf.concat(List.of(one, other), tf.constant(axis));
  }

  private Operand<TFloat32> mean(Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(new int[] {0, 1, 2, 3}));
  }

  /** The U-Net: 16, 8, 4 and 2 pixels wide. */
  private Operand<TFloat32> translate(Operand<TFloat32> input) {
    Operand<TFloat32> half = bias("g.0", CHANNELS[0], down("g.0", input, 1, CHANNELS[0]));
    Operand<TFloat32> full = tf.nn.relu(level(1, half));
    return tf.math.tanh(bias("g.out", 3, up("g.out", full, 2 * CHANNELS[0], 3, SIDE)));
  }

  private Operand<TFloat32> level(int level, Operand<TFloat32> input) {
    String name = "g." + level;
    int channels = CHANNELS[level];
    boolean innermost = level == CHANNELS.length - 1;
    Operand<TFloat32> value = down(name, leaky(input), CHANNELS[level - 1], channels);
    value =
        innermost
            ? bias(name, channels, value)
            : level(level + 1, norm(name + ".down", value, channels));
    int from = innermost ? channels : 2 * channels;
    value = up(name, tf.nn.relu(value), from, CHANNELS[level - 1], SIDE >> level);
    value = dropout(norm(name + ".up", value, CHANNELS[level - 1]));
    return joined(3, value, input);
  }

  private Operand<TFloat32> judge(Operand<TFloat32> input) {
    Operand<TFloat32> value = leaky(bias("d.0", BASE, padded("d.0", input, 4, BASE, HALVING)));
    value = leaky(norm("d.1", padded("d.1", value, BASE, 2 * BASE, KEEPING), 2 * BASE));
    return bias("d.2", 1, padded("d.2", value, 2 * BASE, 1, KEEPING));
  }

  private Operand<TFloat32> padded(
      String name, Operand<TFloat32> input, int from, int to, List<Long> strides) {
    Operand<TInt32> one = tf.constant(new int[][] {{0, 0}, {1, 1}, {1, 1}, {0, 0}});
    return tf.nn.conv2d(
        tf.pad(input, one, tf.constant(0f)),
        variable(name, Shape.of(4, 4, from, to), 0.035),
        strides,
        "VALID");
  }

  private Operand<TFloat32> down(String name, Operand<TFloat32> input, int from, int to) {
    Operand<TFloat32> kernel = variable(name, Shape.of(4, 4, from, to), 0.035);
    return tf.nn.conv2d(input, kernel, HALVING, "SAME");
  }

  private Operand<TFloat32> up(String name, Operand<TFloat32> input, int from, int to, int side) {
    return tf.nn.conv2dBackpropInput(
        tf.constant(new int[] {BATCH, side, side, to}),
        variable(name + ".up", Shape.of(4, 4, to, from), 0.035),
        input,
        HALVING,
        "SAME");
  }

  private Operand<TFloat32> bias(String name, int channels, Operand<TFloat32> values) {
    return tf.nn.biasAdd(values, variable(name + ".bias", Shape.of(channels), 0));
  }

  private Operand<TFloat32> leaky(Operand<TFloat32> values) {
    return tf.nn.leakyRelu(values, LeakyRelu.alpha(0.2f));
  }

  private Operand<TFloat32> norm(String name, Operand<TFloat32> values, int channels) {
    Operand<TInt32> positions = tf.constant(new int[] {1, 2});
    Operand<TFloat32> mean = tf.math.mean(values, positions, Mean.keepDims(true));
    Operand<TFloat32> centred = tf.math.sub(values, mean);
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.square(centred), positions, Mean.keepDims(true));
    Operand<TFloat32> factor =
        tf.math.mul(
            tf.math.rsqrt(tf.math.add(variance, tf.constant(1e-5f))),
            tf.math.add(variable(name + ".gain", Shape.of(channels), 0), tf.constant(1f)));
    return tf.math.add(
        tf.math.mul(centred, factor), variable(name + ".offset", Shape.of(channels), 0));
  }

  private Operand<TFloat32> dropout(Operand<TFloat32> values) {
    Operand<TFloat32> uniform =
        tf.random.statelessRandomUniform(
            tf.constant(values.shape().asArray()),
            tf.stack(List.of(tf.constant(++stream), draw)),
            TFloat32.class);
    Operand<TFloat32> mask =
        tf.dtypes.cast(tf.math.greaterEqual(uniform, tf.constant(0.5f)), TFloat32.class);
    return tf.math.mul(values, tf.math.mul(mask, tf.constant(2f)));
  }

  private Operand<TFloat32> variable(String name, Shape shape, double bound) {
    Weights weights = name.startsWith("g") ? generatorWeights : discriminatorWeights;
    return variables.computeIfAbsent(name, n -> weights.uniform(shape, bound));
  }

  private Op adam(Operand<TFloat32> loss, Weights weights) {
    Output<?>[] reads =
        weights.trained().stream().map(w -> w.read().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), reads);
    Variable power1 = weights.filled(Shape.scalar(), BETA1);
    Variable power2 = weights.filled(Shape.scalar(), BETA2);
    List<Op> computed = new ArrayList<>();
    Arrays.stream(gradients).forEach(gradient -> computed.add(gradient));
    computed.add(loss);
    Ops after = tf.withControlDependencies(computed);
    List<Op> applied = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      Variable weight = weights.trained().get(i);
      applied.add(
          after.train.resourceApplyAdam(
              weight.handle(),
              weights.filled(weight.shape(), 0).handle(),
              weights.filled(weight.shape(), 0).handle(),
              power1.read(),
              power2.read(),
              tf.constant(LEARNING_RATE),
              tf.constant(BETA1),
              tf.constant(BETA2),
              tf.constant(1e-8f),
              gradients[i].expect(TFloat32.class)));
    }
    Ops last = tf.withControlDependencies(applied);
    return last.withControlDependencies(
            List.of(
                last.assignVariableOp(
                    power1.handle(), tf.math.mul(power1.read(), tf.constant(BETA1))),
                last.assignVariableOp(
                    power2.handle(), tf.math.mul(power2.read(), tf.constant(BETA2)))))
        .noOp();
  }

  /** One step of each player; gives what the generator paid before its update. */
  float step(long number, byte[] sources, byte[] targets) {
    sourceTensor.asRawTensor().data().write(sources);
    targetTensor.asRawTensor().data().write(targets);
    drawTensor.setLong(number);
    run(discriminatorStep);
    return run(generatorStep);
  }

  private float run(Step step) {
    try (Result result =
        session
            .runner()
            .feed(draw, drawTensor)
            .feed(source, sourceTensor)
            .feed(target, targetTensor)
            .addTarget(step.update())
            .fetch(step.loss())
            .run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    sourceTensor.close();
    targetTensor.close();
    drawTensor.close();
  }
}
