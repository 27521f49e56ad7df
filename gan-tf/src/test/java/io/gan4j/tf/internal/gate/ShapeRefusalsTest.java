package io.gan4j.tf.internal.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorProto;

@DisplayName("The gate refuses sizes that do not fit together:")
class ShapeRefusalsTest {

  /** Inputs: {@code f:2,3} floats of a shape, {@code i:1,2} whole numbers, {@code s:5} one. */
  @ParameterizedTest(name = "{0} of {1} {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Add | f:2,3 f:2,4 | | combines [2, 3] with [2, 4]",
        "AddN | f:2 f:3 | | takes [2] with [3]",
        "BiasAdd | f:2,3 f:4 | | adds a bias [4] to [2, 3]",
        "BiasAdd | f:2,3,4,3 f:3 | data_format=NCHW | has its channels elsewhere",
        "ClipByValue | f:2 f:3 f: | | clips [2] at [3]",
        "Select | b:3 f:2,3 f:2,3 | | chooses from [2, 3] by [3]",
        "SelectV2 | b:2 f:3 f: | | combines [2] with [3]",
        "BroadcastTo | f:2 i:3,4 | | combines [2] with [3, 4]",
        "BroadcastTo | f:2 i:1 | | repeats [2] to [1]",
        "Concat | s:2 f:2,3 f:2,3 | | names an axis 2 of 2",
        "ConcatV2 | f:2,3 f:3,3 s:1 | | joins",
        "ConcatV2 | f: f: s:0 | | names an axis 0 of 0",
        "DepthToSpace | f:1,2,2,6 | block_size=2 | spreads the channels",
        "DepthToSpace | f:1,2,2,4 | block_size=2147483647 | over squares of 2147483647",
        "SpaceToDepth | f:1,2,3,4 | block_size=2 | takes squares of 2",
        "ExpandDims | f:2 s:3 | | names an axis 3 of 2",
        "ExpandDims | f:2 i:0,1 | | adds 2 axes",
        "ExpandDims | f:1,1,1,1,1,1,1,1 s:0 | | a tensor of the shape [1, 1, 1, 1, 1, 1, 1, 1, 1]",
        "Fill | i:-1 f: | | makes an axis of size -1",
        "Fill | i:65536,65536 f: | | would make a tensor of the shape [65536, 65536]",
        "Fill | i:134217729 f: | | brings it to 134217729 values",
        "Fill | i:0 f: | | would make a tensor of the shape [0]",
        "OneHot | i:1 s:-4 f: f: | | makes an axis of size -4",
        "OneHot | i:1 s:4 f: f: | axis=2 | adds an axis at 2",
        "Pack | f:2 f:3 | | takes [2] with [3]",
        "Pack | f:2 f:2 | axis=2 | names an axis 2 of 2",
        "Range | s:0 s:3 s:0 | | counts from 0 to 3 by 0",
        "Range | s:0 s:3 s:-1 | | counts from 0 to 3 by -1",
        "Range | s:-2147483648 s:2147483647 s:1 | | would make a tensor",
        "Reshape | f:2,3 i:4 | | makes [4] of [2, 3]",
        "Reshape | f:2,3 i:-1,4 | | makes rows of 4 of [2, 3]",
        "Reshape | f:2,3 i:-1,-1 | | leaves two sizes open",
        "Reshape | f:2,3 i:-2,-3 | | makes an axis of size -2",
        "Reshape | f:2,3 i:1048576,1048576,1048576,1048576 | | makes",
        "Reshape | f:4 s:4 | | takes a shape of shape []",
        "ReverseV2 | f:2,3 i:0,-2 | | names an axis twice",
        "Squeeze | f:2,1 | squeeze_dims=0 | drops axis 0",
        "Tile | f:2,3 i:2 | | repeats [2, 3] [2]",
        "Tile | f:2 i:-1 | | repeats [2] [-1]",
        "Tile | f:65537 i:65536 | | would make a tensor of the shape [4295032832]",
        "Transpose | f:2,3 i:0,0 | | puts the axes",
        "Transpose | f:2,3 i:0 | | puts the axes",
        "Gather | f: i:0 | | names an axis 0 of 0",
        "GatherV2 | f:2,3 i:0 s:2 | | names an axis 2 of 2",
        "GatherV2 | f:2,3 i:0 s:1 | batch_dims=1 | looks up [1] in [2, 3]",
        "GatherV2 | f:2,3 i:0 s:0 | batch_dims=1 | looks up",
        "Pad | f:2 i:1 | | takes a paddings of shape [1]",
        "Pad | f:2 p:-1,0 | | pads [2] by [-1, 0]",
        "MirrorPad | f:2 p:2,0 | mode=REFLECT | pads [2] by [2, 0]",
        "MirrorPad | f:2 p:3,0 | mode=SYMMETRIC | pads [2] by [3, 0]",
        "PadV2 | f:2 p:1,0 f:2 | | takes a constant_values of shape [2]",
        "Slice | f:4 i:2 i:3 | | takes [3] at [2] of [4]",
        "Slice | f:4 i:-1 i:1 | | takes [1] at [-1] of [4]",
        "Slice | f:4 i:0,0 i:1 | | takes [1] of [4]",
        "Split | s:0 f:4 | num_split=3 | cuts [4] into 3",
        "SplitV | f:4 i:1,4 s:0 | num_split=2 | cuts [4] into [1, 4]",
        "SplitV | f:4 i:-1,-1 s:0 | num_split=2 | cuts [4] into [-1, -1]",
        "StridedSlice | f:4 i:0 i:4 i:0 | | takes steps of 0",
        "StridedSlice | f:4 i:4 i:5 i:1 | shrink_axis_mask=1 | takes place 4 of 4",
        "StridedSlice | f:4 i:0,0 i:1,1 i:1,1 | | takes more axes",
        "StridedSlice | f:4 i:0,0 i:1,1 i:1,1 | ellipsis_mask=3 | has two ellipses",
        "StridedSlice | f:4 i:0 i:1,1 i:1 | | do not fit together",
        "Unpack | f:4 | num=3 | takes [4] for 3",
        "Sum | f:2,3 i:2 | | names an axis 2 of 2",
        "Sum | f:2,3 i:-2147483648 | | names an axis -2147483648 of 2",
        "Sum | f:2,3 i:1,-1 | | names an axis twice",
        "ArgMax | f:2 s:1 | | names an axis 1 of 1",
        "MatMul | f:2,3 f:4,5 | | multiplies [2, 3] by [4, 5]",
        "MatMul | f:2,3 f:3,5 | transpose_a=true | multiplies",
        "MatMul | f:2,3,4 f:4,5 | | takes a a of shape [2, 3, 4]",
        "BatchMatMul | f:2,3,4 f:1,4,5 | | multiplies",
        "BatchMatMulV2 | f:2,3,4 f:3,4,5 | | combines [2] with [3]",
        "BatchMatMulV2 | f:4 f:4,5 | | multiplies [4] by [4, 5]",
        "Softmax | f: | | takes a scalar",
        "Conv2D | f:1,5,5,3 f:3,3,2,4 | strides=1,1,1,1 padding=SAME | convolves",
        "Conv2D | f:1,5,5,3 f:6,3,3,4 | strides=1,1,1,1 padding=VALID | has windows of 6x3",
        "Conv2D | f:1,5,5,3 f:3,3,3,4 | strides=1,0,1,1 padding=SAME | has the strides",
        "Conv2D | f:1,5,5,3 f:3,3,3,4 | strides=2,1,1,1 padding=SAME | has the strides",
        "Conv2D | f:1,5,5,3 f:3,3,3,4 | strides=1,1,1 padding=SAME | has the strides",
        "Conv2D | f:1,5,5,3 f:3,3,3,4 | strides=1,1,1,1 padding=EXPLICIT | a padding of its own",
        "Conv2D | f:1,5,5,3 f:3,3,3,4 | strides=1,1,1,1 padding=SAME dilations=1,0,1,1 | dilations",
        "Conv2D | f:1,999,999,1 f:99,99,1,1 | strides=1,1,1,1 padding=SAME | windows of [99, 99,"
            + " 1]",
        "Conv2DBackpropInput | i:1,999,999,1 f:99,99,1,1 f:1,999,999,1 | strides=1,1,1,1"
            + " padding=SAME | has 999x999 windows of [99, 99, 1], more than 268435456 numbers",
        "Conv2DBackpropInput | i:1,5,5,3 f:3,3,3,4 f:1,4,5,4 | strides=1,1,1,1 padding=SAME | of",
        "Conv2DBackpropInput | i:1,5,5,3 f:3,3,2,4 f:1,5,5,4 | strides=1,1,1,1 padding=SAME | with",
        "Conv2DBackpropInput | i:5,5,3 f:3,3,3,4 f:1,5,5,4 | strides=1,1,1,1 padding=SAME | with",
        "Conv2DBackpropInput | i:5,5 f:3,3,3,4 f:1,5,5,4 | strides=1,1,1,1 padding=SAME | with",
        "Conv2DBackpropInput | i:1,5,5,3 f:3,3,3,4 f:1,5,5,4 | strides=1,1,1 padding=SAME |"
            + " strides",
        "DepthwiseConv2dNative | f:1,5,5,3 f:3,3,3,1 | strides=1,1,2,1 padding=SAME | convolves",
        "MaxPool | f:1,5,5,3 | ksize=1,6,1,1 strides=1,1,1,1 padding=VALID | has windows of 6x1",
        "MaxPool | f:1,5,5,3 | ksize=1,58486,1,1 strides=1,49657,1,1 padding=VALID | has the ksize",
        "MaxPoolV2 | f:1,5,5,3 i:1,6,1,1 i:1,1,1,1 | padding=VALID | has windows of 6x1",
        "MaxPoolV2 | f:1,5,5,3 i:1,1,1,1 i:1,-1,1,1 | padding=SAME | has the strides",
        "AvgPool | f:1,5,5,3 | ksize=1,0,1,1 strides=1,1,1,1 padding=SAME | has the ksize",
        "FusedBatchNormV3 | f:1,5,5,3 f:3 f:3 f:3 f:2 | is_training=false | normalises",
        "FusedBatchNormV3 | f:1,5,5,3 f:3 f:3 f:3 f:3 | is_training=true | as in training",
        "ResizeBilinear | f:1,5,5,3 i:5 | | resizes to [5]",
        "ResizeBilinear | f:1,5,5,3 i:-5,5 | | would make a tensor",
        "SpaceToBatchND | f:1,4,4,1 i:3 p:0,0 | | takes every 3th of 4",
        "SpaceToBatchND | f:1,4,4,1 i:3 p:0,2147483647 | | takes every 3th of 2147483651",
        "SpaceToBatchND | f:1,4,4,1 i:0 p:0,0 | | has blocks of [0]",
        "SpaceToBatchND | f:1,4,4,1 i:2 p:-2,0 | | and paddings [-2, 0]",
        "SpaceToBatchND | f:1,4 i:2,2 p:0,0,0,0 | | has blocks of [2, 2]",
        "BatchToSpaceND | f:3,4,4,1 i:2 p:0,0 | | joins 2 each of 3",
        "BatchToSpaceND | f:4,4,4,1 i:2 p:4,5 | | would make a tensor of the shape [2, -1, 4, 1]",
        "StatelessRandomUniform | i:2 i:1 | | has a key of shape [1]",
        "StatelessRandomUniform | i:-2 i:1,2 | | makes an axis of size -2",
      })
  void refused(String operation, String inputs, @Nullable String attributes, String reason) {
    OpDef definition = Objects.requireNonNull(Definitions.all().get(operation));
    List<NodeDef> nodes = new ArrayList<>();
    NodeDef.Builder node = NodeDef.newBuilder().setName("x").setOp(operation);
    for (String input : inputs.split(" ", -1)) {
      NodeDef constant = constant("c" + nodes.size(), input);
      nodes.add(constant);
      node.addInput(constant.getName());
    }
    setTypes(node, definition, nodes);
    if (attributes != null) {
      for (String attribute : attributes.split(" ", -1)) {
        int equals = attribute.indexOf('=');
        String name = attribute.substring(0, equals);
        node.putAttr(name, value(definition, name, attribute.substring(equals + 1)));
      }
    }
    nodes.add(node.build());
    assertThatThrownBy(
            () -> new SizeCheck(new DataFlow(nodes, Definitions.all()), Feeds.count("count")))
        .isInstanceOf(Refused.class)
        .hasMessageContainingAll("its node 'x'", reason);
  }

  @Test
  @DisplayName("more than the result of a batch norm, where another node takes it")
  void unsteady() {
    OpDef definition = Objects.requireNonNull(Definitions.all().get("FusedBatchNormV3"));
    List<NodeDef> nodes = new ArrayList<>();
    NodeDef.Builder norm = NodeDef.newBuilder().setName("x").setOp("FusedBatchNormV3");
    for (String input : List.of("f:1,5,5,3", "f:3", "f:3", "f:3", "f:3")) {
      nodes.add(constant("c" + nodes.size(), input));
      norm.addInput(nodes.get(nodes.size() - 1).getName());
    }
    setTypes(norm, definition, nodes);
    norm.putAttr("is_training", value(definition, "is_training", "false"));
    nodes.add(norm.build());
    AttrValue type = nodes.get(0).getAttrOrThrow("dtype");
    NodeDef.Builder taker = NodeDef.newBuilder().setName("y").setOp("Tanh").putAttr("T", type);
    SizeCheck known =
        new SizeCheck(
            new DataFlow(with(nodes, taker.addInput("x").build()), Definitions.all()),
            Feeds.count("count"));
    assertThat(known.interpret(2).tensors()).hasSize(7);
    NodeDef unsteady = taker.clearInput().addInput("x:5").build();
    assertThatThrownBy(
            () ->
                new SizeCheck(
                    new DataFlow(with(nodes, unsteady), Definitions.all()), Feeds.count("count")))
        .isInstanceOf(Refused.class)
        .hasMessageContainingAll("its node 'x'", "is asked for more than its result");
  }

  private static List<NodeDef> with(List<NodeDef> nodes, NodeDef further) {
    List<NodeDef> all = new ArrayList<>(nodes);
    all.add(further);
    return all;
  }

  /** Types as those of the inputs, and how many there are in a list. */
  private static void setTypes(NodeDef.Builder node, OpDef definition, List<NodeDef> inputs) {
    int next = 0;
    for (OpDef.ArgDef argument : definition.getInputArgList()) {
      int others = definition.getInputArgCount() - 1;
      int count = argument.getNumberAttr().isEmpty() ? 1 : inputs.size() - others;
      if (!argument.getTypeAttr().isEmpty()) {
        node.putAttr(argument.getTypeAttr(), inputs.get(next).getAttrOrThrow("dtype"));
      }
      if (!argument.getNumberAttr().isEmpty()) {
        node.putAttr(argument.getNumberAttr(), AttrValue.newBuilder().setI(count).build());
      }
      next += count;
    }
  }

  private static NodeDef constant(String name, String text) {
    long[] numbers =
        Pattern.compile(",")
            .splitAsStream(text.substring(2))
            .filter(n -> !n.isEmpty())
            .mapToLong(Long::parseLong)
            .toArray();
    TensorProto.Builder tensor = TensorProto.newBuilder();
    switch (text.charAt(0)) {
      case 'f' -> tensor.setDtype(DataType.DT_FLOAT).setTensorShape(Mutants.shape(numbers));
      case 'b' -> tensor.setDtype(DataType.DT_BOOL).setTensorShape(Mutants.shape(numbers));
      case 's' -> tensor.setTensorShape(Mutants.shape());
      case 'p' -> tensor.setTensorShape(Mutants.shape(numbers.length / 2, 2));
      default -> tensor.setTensorShape(Mutants.shape(numbers.length));
    }
    if (tensor.getDtype() == DataType.DT_INVALID) {
      tensor.setDtype(DataType.DT_INT32);
      Arrays.stream(numbers).forEach(number -> tensor.addIntVal((int) number));
    }
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", AttrValue.newBuilder().setType(tensor.getDtype()).build())
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }

  private static AttrValue value(OpDef definition, String name, String text) {
    String type =
        definition.getAttrList().stream()
            .filter(attribute -> attribute.getName().equals(name))
            .findFirst()
            .orElseThrow()
            .getType();
    AttrValue.Builder value = AttrValue.newBuilder();
    switch (type) {
      case "int" -> value.setI(Long.parseLong(text));
      case "bool" -> value.setB(Boolean.parseBoolean(text));
      case "string" -> value.setS(com.google.protobuf.ByteString.copyFromUtf8(text));
      case "list(int)" -> {
        for (String number : text.split(",", -1)) {
          value.getListBuilder().addI(Long.parseLong(number));
        }
      }
      default -> throw new IllegalArgumentException(type);
    }
    return value.build();
  }
}
