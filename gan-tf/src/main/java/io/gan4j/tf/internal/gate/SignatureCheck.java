package io.gan4j.tf.internal.gate;

import io.gan4j.tf.internal.gate.DataFlow.Source;
import java.util.Arrays;
import java.util.Set;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/** Whether a signature says of its tensors what the graph makes them. */
final class SignatureCheck {
  /** What TensorFlow's loader runs by itself. */
  private static final String BY_ITSELF = "__saved_model";

  private final DataFlow flow;
  private final SizeCheck sizes;
  private final Feeds feeds;
  private final Set<String> variables;

  /**
   * @param variables names of nodes that have to do with variables
   */
  SignatureCheck(DataFlow flow, SizeCheck sizes, Feeds feeds, Set<String> variables) {
    this.flow = flow;
    this.sizes = sizes;
    this.feeds = feeds;
    this.variables = variables;
  }

  /**
   * @throws Refused naming the first tensor that is another
   */
  void check(String name, SignatureDef signature) {
    if (name.startsWith(BY_ITSELF)) {
      throw new Refused("it wants operations to be run at its start");
    }
    signature.getInputsMap().values().forEach(this::checkInput);
    signature.getOutputsMap().values().forEach(this::checkOutput);
  }

  private void checkInput(TensorInfo tensor) {
    NodeDef node = flow.steps().get(source(tensor).step()).node();
    if (!node.getOp().equals("Placeholder")) {
      throw Refused.node(node.getName(), "is an input, and no placeholder");
    }
    Shape declared =
        Feeds.shape(node.getAttrOrDefault("shape", AttrValue.getDefaultInstance()).getShape());
    Shape said = Feeds.shape(tensor.getTensorShape());
    boolean same = Arrays.equals(said.asArray(), declared.asArray());
    if (!same || (said.isUnknown() && !feeds.know(node.getName()))) {
      throw Refused.node(
          node.getName(), "is an input of shape " + declared + ", which is told as " + said);
    }
  }

  private void checkOutput(TensorInfo tensor) {
    Source source = source(tensor);
    Shape made = sizes.ofTwo(source).shape();
    Shape said = Feeds.shape(tensor.getTensorShape());
    if (!said.isCompatibleWith(made)) {
      throw new Refused(
          "its output "
              + Refused.quoted(tensor.getName())
              + " is told to be of shape "
              + said
              + ", and is "
              + made
              + " for two samples");
    }
  }

  private Source source(TensorInfo tensor) {
    String name = tensor.getName();
    if (!name.contains(":") || variables.contains(DataFlow.node(name))) {
      throw new Refused("its signature names " + Refused.quoted(name) + ", which is no value");
    }
    Source source = flow.source(name);
    if (flow.type(source) != tensor.getDtype()) {
      throw new Refused(
          "its signature names "
              + Refused.quoted(name)
              + " as "
              + tensor.getDtype()
              + ", and it is "
              + flow.type(source));
    }
    return source;
  }
}
