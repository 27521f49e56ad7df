import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.List;

/**
 * A DCGAN of 28×28 pixels in DJL on PyTorch's engine: a line of standard input with a number makes
 * so many training steps. Steps and networks are those of BenchmarkGan.DCGAN.
 */
public final class DjlDcgan {
  private static final int BATCH = 64;
  private static final int LATENTS = 100;
  private static final Shape KERNEL = new Shape(5, 5);
  private static final Shape STRIDE = new Shape(2, 2);
  private static final Shape PADDING = new Shape(2, 2);

  private final NDManager manager;
  private final ParameterStore store;
  private final Block generator;
  private final Block discriminator;
  private final Optimizer ofGenerator = adam();
  private final Optimizer ofDiscriminator = adam();
  private final NDArray[] data = new NDArray[20];

  private DjlDcgan(NDManager manager) {
    this.manager = manager;
    store = new ParameterStore(manager, false);
    generator =
        new SequentialBlock()
            .add(Linear.builder().setUnits(128 * 7 * 7).build())
            .add(Activation.leakyReluBlock(0.2f))
            .add(list -> new NDList(list.head().reshape(-1, 128, 7, 7)))
            .add(transposed(64))
            .add(Activation.leakyReluBlock(0.2f))
            .add(transposed(1))
            .add(Activation.tanhBlock());
    discriminator =
        new SequentialBlock()
            .add(convolution(64))
            .add(Activation.leakyReluBlock(0.2f))
            .add(convolution(128))
            .add(Activation.leakyReluBlock(0.2f))
            .add(Blocks.batchFlattenBlock())
            .add(Linear.builder().setUnits(1).build());
    generator.initialize(manager, DataType.FLOAT32, new Shape(BATCH, LATENTS));
    discriminator.initialize(manager, DataType.FLOAT32, new Shape(BATCH, 1, 28, 28));
    for (int i = 0; i < data.length; i++) {
      data[i] =
          manager
              .randomInteger(0, 256, new Shape(BATCH, 1, 28, 28), DataType.INT32)
              .toType(DataType.UINT8, false);
    }
  }

  /**
   * A transposed convolution, which DJL's engine for PyTorch has not: each of the four pixels that
   * one becomes by a convolution with its own taps of the 5×5 kernel.
   */
  private static Block transposed(int filters) {
    List<Block> taps =
        List.of(taps(filters, 3, 3), taps(filters, 3, 2), taps(filters, 2, 3), taps(filters, 2, 2));
    return new ParallelBlock(
        parts -> {
          NDArray upper = beside(cut(parts.get(0)), cut(parts.get(1)), 4);
          NDArray lower = beside(cut(parts.get(2)), cut(parts.get(3)), 4);
          return new NDList(beside(upper, lower, 3));
        },
        taps);
  }

  private static Block taps(int filters, int height, int width) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(new Shape(height, width))
        .optPadding(new Shape(1, 1))
        .build();
  }

  /** An even kernel gives a row and column more: without the first. */
  private static NDArray cut(NDList part) {
    NDArray image = part.head();
    Shape shape = image.getShape();
    long rows = shape.get(2) - shape.get(2) / 7 * 7;
    long columns = shape.get(3) - shape.get(3) / 7 * 7;
    return image.get(new NDIndex(":, :, " + rows + ":, " + columns + ":"));
  }

  /** Rows or columns of two images in turn. */
  private static NDArray beside(NDArray even, NDArray odd, int axis) {
    Shape shape = even.getShape();
    long height = axis == 3 ? 2 * shape.get(2) : shape.get(2);
    long width = axis == 4 ? 2 * shape.get(3) : shape.get(3);
    return NDArrays.stack(new NDList(even, odd), axis)
        .reshape(shape.get(0), shape.get(1), height, width);
  }

  private static Block convolution(int filters) {
    return Conv2d.builder()
        .setFilters(filters)
        .setKernelShape(KERNEL)
        .optStride(STRIDE)
        .optPadding(PADDING)
        .build();
  }

  private static Optimizer adam() {
    return Optimizer.adam().optLearningRateTracker(Tracker.fixed(2e-4f)).optBeta1(0.5f).build();
  }

  private NDArray pass(Block block, NDArray input) {
    return block.forward(store, new NDList(input), true).head();
  }

  private static NDArray softPlus(NDArray x) {
    return Activation.softPlus(x).mean();
  }

  private static void update(Optimizer optimizer, Block block) {
    for (var parameter : block.getParameters()) {
      NDArray weights = parameter.getValue().getArray();
      try (NDArray gradient = weights.getGradient()) {
        optimizer.update(parameter.getValue().getId(), weights, gradient);
      }
    }
  }

  private void clear() {
    for (Block block : new Block[] {generator, discriminator}) {
      for (var parameter : block.getParameters()) {
        try (NDArray gradient = parameter.getValue().getArray().getGradient()) {
          gradient.muli(0);
        }
      }
    }
  }

  private void step(int number) {
    try (NDManager own = manager.newSubManager()) {
      NDArray pixels = data[number % data.length].duplicate();
      pixels.attach(own);
      NDArray real = pixels.toType(DataType.FLOAT32, false).div(127.5f).sub(1);
      NDArray made = pass(generator, own.randomNormal(new Shape(BATCH, LATENTS))).stopGradient();
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray scores = pass(discriminator, NDArrays.concat(new NDList(real, made)));
        NDArray ofReal = softPlus(scores.get("0:64").neg());
        collector.backward(ofReal.add(softPlus(scores.get("64:128"))));
      }
      update(ofDiscriminator, discriminator);
      clear();
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDArray fake = pass(generator, own.randomNormal(new Shape(BATCH, LATENTS)));
        collector.backward(softPlus(pass(discriminator, fake).neg()));
      }
      update(ofGenerator, generator);
      clear();
    }
  }

  /** Runs it. */
  public static void main(String[] args) throws Exception {
    try (NDManager manager = NDManager.newBaseManager();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in))) {
      DjlDcgan gan = new DjlDcgan(manager);
      gan.step(0);
      gan.clear();
      Engine engine = Engine.getInstance();
      System.out.println(
          "DJL "
              + Engine.getDjlVersion()
              + ", "
              + engine.getEngineName()
              + " "
              + engine.getVersion());
      int done = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (int i = Integer.parseInt(line.strip()); i > 0; i--) {
          gan.step(done++);
        }
        System.out.println("done");
      }
    }
  }
}
