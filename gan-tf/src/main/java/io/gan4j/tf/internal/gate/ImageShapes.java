package io.gan4j.tf.internal.gate;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.ndarray.Shape;

/** Operations on images, {@code [batch, height, width, channels]}. */
final class ImageShapes {
  /** Largest stride, dilation and side of a pool: far more than images have use for. */
  private static final long MOST_STEPS = 4096;

  /**
   * Numbers of one image's windows, side by side. A convolution may lay them out so, and where it
   * cannot have the memory, it ends the process.
   */
  private static final long MOST_UNFOLDED = 1L << 28;

  private ImageShapes() {}

  static Map<String, ShapeRule> rules() {
    Map<String, ShapeRule> rules = new HashMap<>();
    rules.put("AvgPool", ShapeRule.one(c -> pool(c, "value")));
    rules.put("BatchToSpaceND", ShapeRule.one(ImageShapes::batchToSpace, "block_shape", "crops"));
    rules.put("BatchNormWithGlobalNormalization", ShapeRule.one(ImageShapes::oldBatchNorm));
    rules.put("Conv2D", ShapeRule.one(ImageShapes::conv2d));
    rules.put("Conv2DBackpropInput", ShapeRule.one(ImageShapes::transposed, "input_sizes"));
    rules.put("DepthwiseConv2dNative", ShapeRule.one(ImageShapes::depthwise));
    rules.put("EncodePng", ShapeRule.one(ImageShapes::png));
    for (String operation : List.of("FusedBatchNorm", "FusedBatchNormV2", "FusedBatchNormV3")) {
      rules.put(operation, ShapeRule.one(ImageShapes::batchNorm));
    }
    rules.put("MaxPool", ShapeRule.one(c -> pool(c, "input")));
    rules.put("MaxPoolV2", ShapeRule.one(ImageShapes::maxPoolV2, "ksize", "strides"));
    for (String operation : List.of("ResizeBilinear", "ResizeNearestNeighbor")) {
      rules.put(operation, ShapeRule.one(ImageShapes::resize, "size"));
    }
    rules.put(
        "SpaceToBatchND", ShapeRule.one(ImageShapes::spaceToBatch, "block_shape", "paddings"));
    return rules;
  }

  private static Shape conv2d(ShapeContext c) {
    Shape input = c.ranked("input", 4);
    Shape filter = c.ranked("filter", 4);
    c.require(input.get(3) == filter.get(2), "convolves " + input + " with " + filter);
    Shape output = windows(c, input, filter.get(0), filter.get(1), filter.get(3));
    requireFewWindows(c, output, filter);
    return output;
  }

  private static void requireFewWindows(ShapeContext c, Shape windows, Shape filter) {
    long unfolded =
        KnownTensor.elements(
            Shape.of(windows.get(1), windows.get(2), filter.get(0), filter.get(1), filter.get(2)));
    c.require(
        unfolded <= MOST_UNFOLDED,
        "has "
            + windows.get(1)
            + "x"
            + windows.get(2)
            + " windows of "
            + filter.take(3)
            + ", more than "
            + MOST_UNFOLDED
            + " numbers");
  }

  private static Shape transposed(ShapeContext c) {
    Shape input = LayoutShapes.shape(c, c.vector("input_sizes"));
    Shape filter = c.ranked("filter", 4);
    Shape output = c.ranked("out_backprop", 4);
    c.require(
        input.numDimensions() == 4 && input.get(3) == filter.get(2),
        "makes " + input + " with " + filter);
    Shape expected = windows(c, input, filter.get(0), filter.get(1), filter.get(3));
    c.require(expected.equals(output), "makes " + input + " of " + output);
    requireFewWindows(c, output, filter);
    return input;
  }

  private static Shape depthwise(ShapeContext c) {
    Shape input = c.ranked("input", 4);
    Shape filter = c.ranked("filter", 4);
    List<Long> strides = c.numbers("strides");
    c.require(
        input.get(3) == filter.get(2)
            && strides.size() == 4
            && strides.get(1).equals(strides.get(2)),
        "convolves " + input + " with " + filter + " in strides of " + strides);
    return windows(c, input, filter.get(0), filter.get(1), input.get(3) * filter.get(3));
  }

  private static Shape pool(ShapeContext c, String argument) {
    Shape input = c.ranked(argument, 4);
    List<Long> sides = sides(c, "ksize", c.numbers("ksize"));
    return windows(c, input, sides.get(0), sides.get(1), input.get(3));
  }

  private static Shape maxPoolV2(ShapeContext c) {
    Shape input = c.ranked("input", 4);
    List<Long> sides = sides(c, "ksize", c.vector("ksize"));
    List<Long> strides = sides(c, "strides", c.vector("strides"));
    return windows(c, input, sides.get(0), sides.get(1), input.get(3), strides);
  }

  /** The shape of what is calculated of each window of an image. */
  private static Shape windows(
      ShapeContext c, Shape input, long height, long width, long channels) {
    return windows(c, input, height, width, channels, sides(c, "strides", c.numbers("strides")));
  }

  private static Shape windows(
      ShapeContext c, Shape input, long height, long width, long channels, List<Long> strides) {
    c.require(c.text("data_format").equals("NHWC"), "has its channels elsewhere than last");
    boolean same = c.text("padding").equals("SAME");
    c.require(same || c.text("padding").equals("VALID"), "has a padding of its own");
    List<Long> dilations =
        c.has("dilations") ? sides(c, "dilations", c.numbers("dilations")) : List.of(1L, 1L);
    long[] kernel = {height, width};
    long[] sizes = {input.get(0), 0, 0, channels};
    for (int i = 0; i < 2; i++) {
      long size = input.get(i + 1);
      long stride = strides.get(i);
      long covered = (kernel[i] - 1) * dilations.get(i) + 1;
      c.require(
          same || covered <= size,
          "has windows of " + height + "x" + width + ", larger than " + input);
      sizes[i + 1] = same ? (size + stride - 1) / stride : (size - covered) / stride + 1;
    }
    return Shape.of(sizes);
  }

  /** The middle two of four numbers; those of batch and channels are 1. */
  private static List<Long> sides(ShapeContext c, String what, List<Long> all) {
    c.require(
        all.size() == 4
            && all.get(0) == 1
            && all.get(3) == 1
            && all.stream().allMatch(side -> side >= 1 && side <= MOST_STEPS),
        "has the " + what + " " + all);
    return all.subList(1, 3);
  }

  /** Of the result alone: what it makes beside that is for training, and differs by processor. */
  private static Shape batchNorm(ShapeContext c) {
    Shape x = c.ranked("x", 4);
    Shape channels = Shape.of(x.get(3));
    c.require(c.text("data_format").equals("NHWC"), "has its channels elsewhere than last");
    c.require(!c.flag("is_training"), "goes by the batch, as in training");
    for (String argument : List.of("scale", "offset", "mean", "variance")) {
      c.require(c.shape(argument).equals(channels), "normalises " + x + " by " + c.shape(argument));
    }
    return x;
  }

  /** Texts, which nothing that is let in takes: they can only come out of the graph. */
  private static Shape png(ShapeContext c) {
    Shape images = c.shape("image");
    int rank = images.numDimensions();
    c.require(rank >= 3 && images.get(rank - 1) <= 4, "draws pictures of " + images);
    return images.take(rank - 3);
  }

  private static Shape oldBatchNorm(ShapeContext c) {
    Shape input = c.ranked("t", 4);
    for (String argument : List.of("m", "v", "beta", "gamma")) {
      c.require(
          c.shape(argument).equals(Shape.of(input.get(3))),
          "normalises " + input + " by " + c.shape(argument));
    }
    return input;
  }

  private static Shape resize(ShapeContext c) {
    Shape images = c.ranked("images", 4);
    List<Long> size = c.vector("size");
    c.require(size.size() == 2, "resizes to " + size);
    return Shape.of(images.get(0), size.get(0), size.get(1), images.get(3));
  }

  private static Shape spaceToBatch(ShapeContext c) {
    Shape input = c.shape("input");
    List<Long> blocks = blocks(c, "paddings");
    List<Long> added = c.values("paddings");
    long[] sizes = input.asArray();
    for (int i = 0; i < blocks.size(); i++) {
      long block = blocks.get(i);
      sizes[i + 1] += added.get(2 * i) + added.get(2 * i + 1);
      c.require(sizes[i + 1] % block == 0, "takes every " + block + "th of " + sizes[i + 1]);
      sizes[i + 1] /= block;
      sizes[0] *= block;
    }
    return Shape.of(sizes);
  }

  private static Shape batchToSpace(ShapeContext c) {
    Shape input = c.shape("input");
    List<Long> blocks = blocks(c, "crops");
    List<Long> cut = c.values("crops");
    long[] sizes = input.asArray();
    for (int i = 0; i < blocks.size(); i++) {
      long block = blocks.get(i);
      c.require(sizes[0] % block == 0, "joins " + block + " each of " + sizes[0]);
      sizes[0] /= block;
      sizes[i + 1] = sizes[i + 1] * block - cut.get(2 * i) - cut.get(2 * i + 1);
    }
    return Shape.of(sizes);
  }

  /** Sizes of blocks on the axes after the first, and that as many margins are given. */
  private static List<Long> blocks(ShapeContext c, String margins) {
    List<Long> blocks = c.vector("block_shape");
    boolean possible =
        !blocks.isEmpty()
            && blocks.size() < c.shape("input").numDimensions()
            && c.ranked(margins, 2).equals(Shape.of(blocks.size(), 2))
            && blocks.stream().allMatch(block -> block >= 1 && block <= MOST_STEPS)
            && c.values(margins).stream().allMatch(m -> m >= 0 && m <= Integer.MAX_VALUE);
    c.require(possible, "has blocks of " + blocks + " and " + margins + " " + c.values(margins));
    return blocks;
  }
}
