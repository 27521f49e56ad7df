package io.gan4j.bench;

import io.gan4j.bench.HandWrittenNetwork.Blueprint;
import io.gan4j.bench.HandWrittenNetwork.Variable;
import io.gan4j.bench.HandWrittenNetwork.Weights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TUint8;

/**
 * A GAN as somebody who knows TensorFlow Java writes it by hand for speed, with nothing of gan4j:
 * one graph, bytes fed and scaled inside, noise drawn inside, real and fake judged in one pass (or
 * in two, to see what that costs), one run per player and step, only the loss fetched.
 */
final class HandWrittenGan implements AutoCloseable {
  private static final float LEARNING_RATE = 2e-4f;
  private static final float BETA1 = 0.5f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private static final ConfigProto IN_TURN =
      ConfigProto.newBuilder()
          .setUsePerSessionThreads(true)
          .setInterOpParallelismThreads(1)
          .build();

  private final int batch;
  private final int latents;
  private final boolean onePass;
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Weights generatorWeights = new Weights(tf, "g", 5);
  private final Weights discriminatorWeights = new Weights(tf, "d", 6);
  private final HandWrittenNetwork generator;
  private final HandWrittenNetwork discriminator;
  private final Session session;
  private final Placeholder<TUint8> real;
  private final Placeholder<TInt64> draw;
  private final TUint8 realTensor;
  private final TInt64 drawTensor = TInt64.scalarOf(0);
  private final Step discriminatorStep;
  private final Step generatorStep;

  private record Step(Operand<TFloat32> loss, Op update) {}

  /**
   * What a GAN is made for.
   *
   * @param batch samples per step
   * @param latents values of a latent
   * @param sample shape of a sample
   * @param onePass whether real and fake share a pass through the discriminator
   * @param concurrentOps whether operations that do not wait for each other run at the same time,
   *     as they do by default
   */
  record Sizes(int batch, int latents, Shape sample, boolean onePass, boolean concurrentOps) {}

  /** Builds both networks with initial weights. */
  HandWrittenGan(Sizes sizes, Blueprint generator, Blueprint discriminator) {
    this.batch = sizes.batch();
    this.latents = sizes.latents();
    this.onePass = sizes.onePass();
    this.generator = generator.build(generatorWeights);
    this.discriminator = discriminator.build(discriminatorWeights);
    Shape samples = sizes.sample().prepend(batch);
    real = tf.placeholder(TUint8.class, Placeholder.shape(samples));
    draw = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    realTensor = TUint8.tensorOf(samples);
    discriminatorStep = discriminatorStep();
    generatorStep = generatorStep();
    session =
        new Session(graph, sizes.concurrentOps() ? ConfigProto.getDefaultInstance() : IN_TURN);
    Session.Runner runner = session.runner();
    generatorWeights.initial().forEach(runner::addTarget);
    discriminatorWeights.initial().forEach(runner::addTarget);
    runner.run().close();
  }

  private Step discriminatorStep() {
    Operand<TFloat32> x = tf.math.mul(tf.dtypes.cast(real, TFloat32.class), tf.constant(1 / 255f));
    Operand<TFloat32> fake = generate(1);
    Operand<TFloat32> ofReal;
    Operand<TFloat32> ofFake;
    if (onePass) {
      Operand<TFloat32> scores = discriminator.apply(tf.concat(List.of(x, fake), tf.constant(0)));
      Operand<TInt32> size = tf.constant(new int[] {batch, 1});
      ofReal = tf.slice(scores, tf.constant(new int[] {0, 0}), size);
      ofFake = tf.slice(scores, tf.constant(new int[] {batch, 0}), size);
    } else {
      ofReal = discriminator.apply(x);
      ofFake = discriminator.apply(fake);
    }
    Operand<TFloat32> loss =
        tf.math.add(mean(tf.math.softplus(tf.math.neg(ofReal))), mean(tf.math.softplus(ofFake)));
    return new Step(loss, adam(loss, discriminatorWeights));
  }

  private Step generatorStep() {
    Operand<TFloat32> scores = discriminator.apply(generate(2));
    Operand<TFloat32> loss = mean(tf.math.softplus(tf.math.neg(scores)));
    return new Step(loss, adam(loss, generatorWeights));
  }

  private Operand<TFloat32> generate(long stream) {
    Operand<TFloat32> z =
        tf.random.statelessRandomNormal(
            tf.constant(new int[] {batch, latents}),
            tf.stack(List.of(tf.constant(stream), draw)),
            TFloat32.class);
    return tf.math.sigmoid(generator.apply(z));
  }

  private Operand<TFloat32> mean(Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(new int[] {0, 1}));
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
      applied.add(
          after.train.resourceApplyAdam(
              weights.trained().get(i).handle(),
              weights.filled(weights.trained().get(i).shape(), 0).handle(),
              weights.filled(weights.trained().get(i).shape(), 0).handle(),
              power1.read(),
              power2.read(),
              tf.constant(LEARNING_RATE),
              tf.constant(BETA1),
              tf.constant(BETA2),
              tf.constant(EPSILON),
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
