package io.gan4j.tf.internal.gate;

import com.google.protobuf.ByteString;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.FunctionDefLibrary;
import org.tensorflow.proto.GradientDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.NameAttrList;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;

/** Functions that a model brings along. */
final class HostileFunctions {
  private HostileFunctions() {}

  static void addTo(Mutants m) {
    m.add("a function that calls itself", library(calling("f", "f")));
    m.add("two functions that call each other", library(calling("f", "g"), calling("g", "f")));
    m.add("a function that is not there", library());
    m.add("a function called Relu", library(calling("Relu", "Relu")));
    m.add("two functions of one name", library(calling("f"), calling("f")));
    m.add(
        "functions that unfold",
        library(
            IntStream.range(0, 40)
                .mapToObj(
                    i ->
                        i == 39 ? calling("f" + i) : calling("f" + i, "f" + (i + 1), "f" + (i + 1)))
                .toArray(FunctionDef[]::new)));
    m.add(
        "a thousand functions deep",
        library(
            IntStream.range(0, 1000)
                .mapToObj(i -> i == 999 ? calling("f" + i) : calling("f" + i, "f" + (i + 1)))
                .toArray(FunctionDef[]::new)));
    for (String operation :
        List.of("WriteFile", "Abort", "SaveV2", "VarHandleOp", "RandomUniform")) {
      m.add(
          "a function with " + operation,
          library(
              FunctionDef.newBuilder()
                  .setSignature(OpDef.newBuilder().setName("f"))
                  .addNodeDef(NodeDef.newBuilder().setName("x").setOp(operation))
                  .build()));
    }
    m.add(
        "a gradient of its own",
        model ->
            model
                .getGraphDefBuilder()
                .getLibraryBuilder()
                .addFunction(calling("f"))
                .addGradient(GradientDef.newBuilder().setFunctionName("f").setGradientFunc("f")));
    m.add(
        "a call with options of its own",
        model -> {
          library(calling("f")).accept(model);
          GraphDef.Builder graph = model.getGraphDefBuilder();
          graph
              .getNodeBuilder(graph.getNodeCount() - 1)
              .putAttr(
                  "executor_type",
                  AttrValue.newBuilder().setS(ByteString.copyFromUtf8("x")).build());
        });
  }

  /** A function without arguments whose body calls others. */
  private static FunctionDef calling(String name, String... others) {
    FunctionDef.Builder function =
        FunctionDef.newBuilder().setSignature(OpDef.newBuilder().setName(name));
    for (String other : others) {
      function.addNodeDef(call("call" + function.getNodeDefCount(), other));
    }
    return function.build();
  }

  private static NodeDef.Builder call(String name, String function) {
    AttrValue none = AttrValue.newBuilder().setList(AttrValue.ListValue.newBuilder()).build();
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("StatefulPartitionedCall")
        .putAttr("Tin", none)
        .putAttr("Tout", none)
        .putAttr(
            "f",
            AttrValue.newBuilder().setFunc(NameAttrList.newBuilder().setName(function)).build());
  }

  private static Consumer<MetaGraphDef.Builder> library(FunctionDef... functions) {
    return model ->
        model
            .getGraphDefBuilder()
            .setLibrary(FunctionDefLibrary.newBuilder().addAllFunction(List.of(functions)))
            .addNode(
                call("call", functions.length == 0 ? "f" : functions[0].getSignature().getName()));
  }
}
