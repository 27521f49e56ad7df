package io.gan4j.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.nn.LeakyRelu;
import org.tensorflow.types.TFloat32;

/** A network written by hand: its weights, and what it makes of an input. */
interface HandWrittenNetwork {
  /** Leak of all hidden layers. */
  float SLOPE = 0.2f;

  /** What it makes of a batch, before the last activation. */
  Operand<TFloat32> apply(Operand<TFloat32> input);

  /** How a network is made. */
  interface Blueprint {
    /** Makes it of fresh weights. */
    HandWrittenNetwork build(Weights weights);
  }

  /**
   * A variable with its one read.
   *
   * @param handle where it is kept
   * @param read its value
   * @param shape its shape
   */
  record Variable(VarHandleOp handle, Operand<TFloat32> read, Shape shape) {}

  /** Makes variables of one graph, and remembers those of one player. */
  final class Weights {
    private final Ops tf;
    private final Random random;
    private final String player;
    private final List<Op> initial = new ArrayList<>();
    private final List<Variable> trained = new ArrayList<>();
    private int variables;

    Weights(Ops tf, String player, long seed) {
      this.tf = tf;
      this.player = player;
      this.random = new Random(seed);
    }

    Ops tf() {
      return tf;
    }

    /** What puts the initial values in place. */
    List<Op> initial() {
      return initial;
    }

    /** The variables that are trained. */
    List<Variable> trained() {
      return trained;
    }

    /** A trained variable, uniform in ±bound at first. */
    Operand<TFloat32> uniform(Shape shape, double bound) {
      float[] values = new float[Math.toIntExact(shape.size())];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      Variable variable = variable(shape, tf.constant(shape, DataBuffers.of(values)));
      trained.add(variable);
      return variable.read();
    }

    /** A variable of an optimiser's. */
    Variable filled(Shape shape, float value) {
      return variable(shape, tf.fill(tf.constant(shape.asArray()), tf.constant(value)));
    }

    private Variable variable(Shape shape, Operand<TFloat32> values) {
      VarHandleOp handle =
          tf.varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(player + "." + variables++));
      initial.add(tf.assignVariableOp(handle, values));
      return new Variable(handle, tf.readVariableOp(handle, TFloat32.class), shape);
    }
  }

  /**
   * Dense layers with a leaky relu between them.
   *
   * @param units from the input to the output
   */
  static Blueprint dense(int... units) {
    return weights -> {
      Ops tf = weights.tf();
      List<Operand<TFloat32>> kernels = new ArrayList<>();
      List<Operand<TFloat32>> biases = new ArrayList<>();
      for (int i = 1; i < units.length; i++) {
        double bound = Math.sqrt(6.0 / (units[i - 1] + units[i]));
        kernels.add(weights.uniform(Shape.of(units[i - 1], units[i]), bound));
        biases.add(weights.uniform(Shape.of(units[i]), 0));
      }
      return input -> {
        Operand<TFloat32> value = input;
        for (int i = 0; i < kernels.size(); i++) {
          value = tf.nn.biasAdd(tf.linalg.matMul(value, kernels.get(i)), biases.get(i));
          value = i + 1 < kernels.size() ? leaky(tf, value) : value;
        }
        return value;
      };
    };
  }

  /** DCGAN's generator for 28×28 digits: 7×7×128, 14×14×64, 28×28×1 by 5×5 kernels, no norms. */
  static Blueprint dcganGenerator(int batch, int latents) {
    return weights -> {
      Ops tf = weights.tf();
      Operand<TFloat32> dense = weights.uniform(Shape.of(latents, 7 * 7 * 128), 0.035);
      Operand<TFloat32> denseBias = weights.uniform(Shape.of(7 * 7 * 128), 0);
      Operand<TFloat32> first = weights.uniform(Shape.of(5, 5, 64, 128), 0.035);
      Operand<TFloat32> firstBias = weights.uniform(Shape.of(64), 0);
      Operand<TFloat32> second = weights.uniform(Shape.of(5, 5, 1, 64), 0.035);
      Operand<TFloat32> secondBias = weights.uniform(Shape.of(1), 0);
      List<Long> strides = List.of(1L, 2L, 2L, 1L);
      return latent -> {
        Operand<TFloat32> flat = tf.nn.biasAdd(tf.linalg.matMul(latent, dense), denseBias);
        Operand<TFloat32> small =
            leaky(tf, tf.reshape(flat, tf.constant(new int[] {batch, 7, 7, 128})));
        Operand<TFloat32> middle =
            tf.nn.conv2dBackpropInput(
                tf.constant(new int[] {batch, 14, 14, 64}), first, small, strides, "SAME");
        Operand<TFloat32> large =
            tf.nn.conv2dBackpropInput(
                tf.constant(new int[] {batch, 28, 28, 1}),
                second,
                leaky(tf, tf.nn.biasAdd(middle, firstBias)),
                strides,
                "SAME");
        return tf.nn.biasAdd(large, secondBias);
      };
    };
  }

  /** DCGAN's discriminator of 28×28 digits: 14×14×64, 7×7×128 by 5×5 kernels, no norms. */
  static Blueprint dcganDiscriminator() {
    return weights -> {
      Ops tf = weights.tf();
      Operand<TFloat32> first = weights.uniform(Shape.of(5, 5, 1, 64), 0.035);
      Operand<TFloat32> firstBias = weights.uniform(Shape.of(64), 0);
      Operand<TFloat32> second = weights.uniform(Shape.of(5, 5, 64, 128), 0.035);
      Operand<TFloat32> secondBias = weights.uniform(Shape.of(128), 0);
      Operand<TFloat32> dense = weights.uniform(Shape.of(7 * 7 * 128, 1), 0.035);
      Operand<TFloat32> denseBias = weights.uniform(Shape.of(1), 0);
      List<Long> strides = List.of(1L, 2L, 2L, 1L);
      return images -> {
        Operand<TFloat32> half =
            leaky(tf, tf.nn.biasAdd(tf.nn.conv2d(images, first, strides, "SAME"), firstBias));
        Operand<TFloat32> quarter =
            leaky(tf, tf.nn.biasAdd(tf.nn.conv2d(half, second, strides, "SAME"), secondBias));
        Operand<TFloat32> flat = tf.reshape(quarter, tf.constant(new int[] {-1, 7 * 7 * 128}));
        return tf.nn.biasAdd(tf.linalg.matMul(flat, dense), denseBias);
      };
    };
  }

  private static Operand<TFloat32> leaky(Ops tf, Operand<TFloat32> values) {
    return tf.nn.leakyRelu(values, LeakyRelu.alpha(SLOPE));
  }
}
