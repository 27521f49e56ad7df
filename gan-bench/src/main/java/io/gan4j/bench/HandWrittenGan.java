package io.gan4j.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A fully connected GAN as somebody who knows TensorFlow Java writes it by hand for speed, with
 * nothing of gan4j: one graph, bytes fed and scaled inside, noise drawn inside, real and fake
 * judged in one pass, one run per player and step, only the loss fetched.
 */
final class HandWrittenGan implements AutoCloseable {
  private static final float LEARNING_RATE = 2e-4f;
  private static final float BETA1 = 0.5f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;
  private static final float SLOPE = 0.2f;

  private final int batch;
  private final int latents;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Random random = new Random(5);
  private final List<Op> initial = new ArrayList<>();
  private final Session session;
  private final Placeholder<TUint8> real;
  private final Placeholder<TInt64> draw;
  private final TUint8 realTensor;
  private final TInt64 drawTensor = TInt64.scalarOf(0);
  private final Step discriminatorStep;
  private final Step generatorStep;
  private int variables;

  private record Step(Operand<TFloat32> loss, Op update) {}

  private record Variable(VarHandleOp handle, Operand<TFloat32> read, Shape shape) {}

  /** Dense layers: a kernel and a bias each. */
  private record Network(List<Variable> kernels, List<Variable> biases) {
    List<Variable> all() {
      List<Variable> all = new ArrayList<>(kernels);
      all.addAll(biases);
      return all;
    }
  }

  /**
   * Builds both networks with initial weights.
   *
   * @param batch samples per step
   * @param generator units of the generator, its input and output included
   * @param discriminator units of the discriminator, its input and its one output included
   */
  HandWrittenGan(int batch, int[] generator, int[] discriminator) {
    this.batch = batch;
    this.latents = generator[0];
    Shape samples = Shape.of(batch, discriminator[0]);
    real = tf.placeholder(TUint8.class, Placeholder.shape(samples));
    draw = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    realTensor = TUint8.tensorOf(samples);
    Network g = network(generator);
    Network d = network(discriminator);
    discriminatorStep = discriminatorStep(g, d);
    generatorStep = generatorStep(g, d);
    session = new Session(graph);
    Session.Runner runner = session.runner();
    initial.forEach(runner::addTarget);
    runner.run().close();
  }

  private Step discriminatorStep(Network g, Network d) {
    Operand<TFloat32> x = tf.math.mul(tf.dtypes.cast(real, TFloat32.class), tf.constant(1 / 255f));
    Operand<TFloat32> both = tf.concat(List.of(x, generate(g, 1)), tf.constant(0));
    Operand<TFloat32> scores = apply(d, both);
    int[] size = {batch, 1};
    Operand<TFloat32> ofReal = tf.slice(scores, tf.constant(new int[] {0, 0}), tf.constant(size));
    Operand<TFloat32> ofFake =
        tf.slice(scores, tf.constant(new int[] {batch, 0}), tf.constant(size));
    Operand<TFloat32> loss =
        tf.math.add(mean(tf.math.softplus(tf.math.neg(ofReal))), mean(tf.math.softplus(ofFake)));
    return new Step(loss, adam(loss, d.all()));
  }

  private Step generatorStep(Network g, Network d) {
    Operand<TFloat32> scores = apply(d, generate(g, 2));
    Operand<TFloat32> loss = mean(tf.math.softplus(tf.math.neg(scores)));
    return new Step(loss, adam(loss, g.all()));
  }

  private Operand<TFloat32> generate(Network g, long stream) {
    Operand<TFloat32> z =
        tf.random.statelessRandomNormal(
            tf.constant(new int[] {batch, latents}),
            tf.stack(List.of(tf.constant(stream), draw)),
            TFloat32.class);
    return tf.math.sigmoid(apply(g, z));
  }

  private Operand<TFloat32> apply(Network network, Operand<TFloat32> input) {
    Operand<TFloat32> value = input;
    int last = network.kernels().size() - 1;
    for (int i = 0; i <= last; i++) {
      value = tf.linalg.matMul(value, network.kernels().get(i).read());
      value = tf.nn.biasAdd(value, network.biases().get(i).read());
      if (i < last) {
        value = tf.nn.leakyRelu(value, LeakyRelu.alpha(SLOPE));
      }
    }
    return value;
  }

  private Operand<TFloat32> mean(Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(new int[] {0, 1}));
  }

  private Network network(int[] units) {
    Network network = new Network(new ArrayList<>(), new ArrayList<>());
    for (int i = 1; i < units.length; i++) {
      float bound = (float) Math.sqrt(6.0 / (units[i - 1] + units[i]));
      network.kernels().add(variable(Shape.of(units[i - 1], units[i]), bound));
      network.biases().add(variable(Shape.of(units[i]), 0));
    }
    return network;
  }

  private Variable variable(Shape shape, float bound) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = bound * (2 * random.nextFloat() - 1);
    }
    VarHandleOp handle =
        tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName("v" + variables++));
    initial.add(tf.assignVariableOp(handle, tf.constant(shape, DataBuffers.of(values))));
    return new Variable(handle, tf.readVariableOp(handle, TFloat32.class), shape);
  }

  private Variable filled(Shape shape, float value) {
    VarHandleOp handle =
        tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName("v" + variables++));
    Operand<TFloat32> values = tf.fill(tf.constant(shape.asArray()), tf.constant(value));
    initial.add(tf.assignVariableOp(handle, values));
    return new Variable(handle, tf.readVariableOp(handle, TFloat32.class), shape);
  }

  private Op adam(Operand<TFloat32> loss, List<Variable> weights) {
    Output<?>[] reads = weights.stream().map(w -> w.read().asOutput()).toArray(Output<?>[]::new);
    Output<?>[] gradients = graph.addGradients(loss.asOutput(), reads);
    Variable power1 = filled(Shape.scalar(), BETA1);
    Variable power2 = filled(Shape.scalar(), BETA2);
    List<Op> computed = new ArrayList<>();
    Arrays.stream(gradients).forEach(gradient -> computed.add(gradient));
    computed.add(loss);
    Ops after = tf.withControlDependencies(computed);
    List<Op> applied = new ArrayList<>();
    for (int i = 0; i < gradients.length; i++) {
      applied.add(
          apply(after, weights.get(i), gradients[i].expect(TFloat32.class), power1, power2));
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

  private Op apply(
      Ops after, Variable weight, Operand<TFloat32> gradient, Variable power1, Variable power2) {
    return after.train.resourceApplyAdam(
        weight.handle(),
        filled(weight.shape(), 0).handle(),
        filled(weight.shape(), 0).handle(),
        power1.read(),
        power2.read(),
        tf.constant(LEARNING_RATE),
        tf.constant(BETA1),
        tf.constant(BETA2),
        tf.constant(EPSILON),
        gradient);
  }

  /** What the two players paid, each before its update. */
  record Losses(float discriminator, float generator) {}

  /** One step of each player. */
  Losses step(long number, byte[] samples) {
    realTensor.asRawTensor().data().write(samples);
    drawTensor.setLong(2 * number);
    float ofDiscriminator = run(discriminatorStep, true);
    drawTensor.setLong(2 * number + 1);
    return new Losses(ofDiscriminator, run(generatorStep, false));
  }

  private float run(Step step, boolean feedReal) {
    Session.Runner runner = session.runner().feed(draw, drawTensor);
    if (feedReal) {
      runner.feed(real, realTensor);
    }
    try (Result result = runner.addTarget(step.update()).fetch(step.loss()).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  @Override
  public void close() {
    session.close();
    graph.close();
    realTensor.close();
    drawTensor.close();
  }
}
