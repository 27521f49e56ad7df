package io.gan4j.onnx.internal.graph;

import io.gan4j.onnx.internal.graph.Operators.Rule;
import java.util.List;
import java.util.Map;

/** Operators on images {@code [batch, channels, height, width]}. */
final class ImageRules {
  private static final List<Long> ONES = List.of(1L, 1L);
  private static final List<Long> NO_PADS = List.of(0L, 0L, 0L, 0L);

  private ImageRules() {}

  static void addTo(Map<String, Rule> rules) {
    rules.put("AveragePool", ImageRules::pool);
    rules.put("Conv", ImageRules::convolution);
    rules.put("ConvTranspose", ImageRules::transposedConvolution);
    rules.put("DepthToSpace", ImageRules::depthToSpace);
    rules.put("MaxPool", ImageRules::pool);
  }

  private static Dims image(Call call) {
    Dims image = call.floats(0);
    call.require(
        image.rank() == 4 && image.get(1) > 0 && image.get(2) > 0 && image.get(3) > 0,
        "takes images");
    call.require(
        call.attributes().text("auto_pad", "NOTSET").equals("NOTSET"), "takes pads as numbers");
    return image;
  }

  /** Two numbers from 1. */
  private static List<Long> pair(Call call, String name, List<Long> otherwise) {
    return numbers(call, name, otherwise, 1);
  }

  private static List<Long> numbers(Call call, String name, List<Long> otherwise, long least) {
    List<Long> pair = call.attributes().integers(name, otherwise);
    call.require(
        pair.size() == otherwise.size()
            && pair.stream().allMatch(n -> n >= least && n <= Integer.MAX_VALUE),
        "takes " + otherwise.size() + " numbers from " + least + " as " + name);
    return pair;
  }

  /** Where a window of this size fits along an axis of the image. */
  private static long windows(Call call, Dims image, int axis, long window) {
    List<Long> pads = numbers(call, "pads", NO_PADS, 0);
    long padded = image.get(2 + axis) + pads.get(axis) + pads.get(2 + axis);
    call.require(padded >= window, "takes images as large as a window");
    return (padded - window) / pair(call, "strides", ONES).get(axis) + 1;
  }

  private static long window(Call call, int axis, long kernel) {
    return (kernel - 1) * pair(call, "dilations", ONES).get(axis) + 1;
  }

  private static Known pool(Call call) {
    Dims image = image(call);
    List<Long> size = pair(call, "kernel_shape", ONES);
    List<Long> pads = numbers(call, "pads", NO_PADS, 0);
    for (int axis = 0; axis < 2; axis++) {
      call.require(
          Math.max(pads.get(axis), pads.get(2 + axis)) < size.get(axis),
          "takes pads below a window");
    }
    call.require(call.attributes().integer("ceil_mode", 0) == 0, "takes whole windows");
    call.require(pair(call, "dilations", ONES).equals(ONES), "takes windows without gaps");
    return Known.floats(
        image
            .with(2, windows(call, image, 0, size.get(0)))
            .with(3, windows(call, image, 1, size.get(1))));
  }

  /** A kernel of four axes, and a bias for each output if there is one. */
  private static Dims kernel(Call call, long outputs) {
    Dims kernel = call.floats(1);
    List<Long> size = List.of(kernel.get(2), kernel.get(3));
    call.require(
        call.attributes().integers("kernel_shape", size).equals(size), "has one size of kernels");
    call.require(
        !call.has(2) || call.floats(2).equals(Dims.of(outputs)), "takes a bias for each output");
    return kernel;
  }

  private static long group(Call call) {
    Dims kernel = call.floats(1);
    call.require(
        kernel.rank() == 4
            && kernel.get(0) > 0
            && kernel.get(1) > 0
            && kernel.get(2) > 0
            && kernel.get(3) > 0,
        "takes kernels of four axes");
    long group = call.attributes().integer("group", 1);
    call.require(group > 0 && kernel.get(0) % group == 0, "takes groups that part evenly");
    return group;
  }

  private static Known convolution(Call call) {
    Dims image = image(call);
    long group = group(call);
    Dims kernel = kernel(call, call.floats(1).get(0));
    call.require(kernel.get(1) * group == image.get(1), "takes images of as many channels");
    return Known.floats(
        image
            .with(1, kernel.get(0))
            .with(2, windows(call, image, 0, window(call, 0, kernel.get(2))))
            .with(3, windows(call, image, 1, window(call, 1, kernel.get(3)))));
  }

  private static Known transposedConvolution(Call call) {
    Dims image = image(call);
    long group = group(call);
    Dims kernel = kernel(call, call.floats(1).get(1) * group);
    call.require(kernel.get(0) == image.get(1), "takes images of as many channels");
    call.require(!call.attributes().all().containsKey("output_shape"), "takes pads as numbers");
    List<Long> pads = numbers(call, "pads", NO_PADS, 0);
    List<Long> further = numbers(call, "output_padding", List.of(0L, 0L), 0);
    Dims made = image.with(1, kernel.get(1) * group);
    for (int axis = 0; axis < 2; axis++) {
      long stride = pair(call, "strides", ONES).get(axis);
      long size =
          (image.get(2 + axis) - 1) * stride
              + window(call, axis, kernel.get(2 + axis))
              + further.get(axis)
              - pads.get(axis)
              - pads.get(2 + axis);
      call.require(size > 0, "leaves something of the image");
      call.require(further.get(axis) < Math.max(2, stride), "adds less than a stride");
      made = made.with(2 + axis, size);
    }
    return Known.floats(made);
  }

  private static Known depthToSpace(Call call) {
    Dims image = image(call);
    long block = call.attributes().integer("blocksize", 0);
    call.require(
        block > 0 && block < 1 << 15 && image.get(1) % (block * block) == 0,
        "takes channels that part evenly");
    return Known.floats(
        image
            .with(1, image.get(1) / (block * block))
            .with(2, image.get(2) * block)
            .with(3, image.get(3) * block));
  }
}
