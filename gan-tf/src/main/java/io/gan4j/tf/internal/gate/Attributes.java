package io.gan4j.tf.internal.gate;

import java.util.List;
import java.util.function.Predicate;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Whether a node's attributes are as the operation's definition wants them. TensorFlow checks much
 * of this too, but some of what it does not expect ends the process.
 */
final class Attributes {
  /** Largest size of an axis: nothing that a process can hold has more. */
  private static final long LARGEST = Integer.MAX_VALUE;

  private static final int MOST_AXES = 8;

  private Attributes() {}

  /**
   * @throws Refused if the definition has no such attribute, or not with this value
   */
  static void check(NodeDef node, OpDef definition, String name, AttrValue value) {
    OpDef.AttrDef attribute =
        definition.getAttrList().stream()
            .filter(known -> known.getName().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    Refused.node(
                        node.getName(),
                        "has the attribute "
                            + Refused.quoted(name)
                            + ", which "
                            + node.getOp()
                            + " has not"));
    if (!isOf(attribute.getType(), value) || !isAllowed(attribute, value) || !hasShape(value)) {
      throw Refused.node(
          node.getName(),
          "has a value of its attribute " + name + " that no " + node.getOp() + " has");
    }
  }

  /** Refuses a node that lacks an attribute which has no default. */
  static void requireAll(NodeDef node, OpDef definition) {
    for (OpDef.AttrDef attribute : definition.getAttrList()) {
      if (!attribute.hasDefaultValue() && !node.containsAttr(attribute.getName())) {
        throw Refused.node(node.getName(), "lacks its attribute " + attribute.getName());
      }
    }
  }

  /** An attribute's value, or its default's. */
  static AttrValue value(NodeDef node, OpDef definition, String name) {
    AttrValue value = node.getAttrMap().get(name);
    if (value != null) {
      return value;
    }
    return definition.getAttrList().stream()
        .filter(known -> known.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(node.getOp() + " has no attribute " + name))
        .getDefaultValue();
  }

  private static boolean isOf(String type, AttrValue value) {
    if (type.startsWith("list(")) {
      return value.hasList() && value.getList().getTensorCount() == 0;
    }
    AttrValue.ValueCase wanted =
        switch (type) {
          case "type" -> AttrValue.ValueCase.TYPE;
          case "int" -> AttrValue.ValueCase.I;
          case "float" -> AttrValue.ValueCase.F;
          case "bool" -> AttrValue.ValueCase.B;
          case "string" -> AttrValue.ValueCase.S;
          case "shape" -> AttrValue.ValueCase.SHAPE;
          case "tensor" -> AttrValue.ValueCase.TENSOR;
          case "func" -> AttrValue.ValueCase.FUNC;
          default -> AttrValue.ValueCase.VALUE_NOT_SET;
        };
    return value.getValueCase() == wanted && wanted != AttrValue.ValueCase.VALUE_NOT_SET;
  }

  private static boolean isAllowed(OpDef.AttrDef attribute, AttrValue value) {
    AttrValue.ListValue allowed = attribute.getAllowedValues().getList();
    boolean type =
        allowed.getTypeCount() == 0
            || (value.hasList()
                ? allowed.getTypeList().containsAll(value.getList().getTypeList())
                : allowed.getTypeList().contains(value.getType()));
    boolean text = allowed.getSCount() == 0 || allowed.getSList().contains(value.getS());
    boolean number =
        !attribute.getHasMinimum()
            || (value.hasList()
                ? length(value.getList()) >= attribute.getMinimum()
                : value.getI() >= attribute.getMinimum());
    List<Long> whole = value.getList().getIList();
    return type
        && text
        && number
        && whole.stream().allMatch(Attributes::isSize)
        && isSize(value.getI());
  }

  private static boolean isSize(long number) {
    return number >= -LARGEST && number <= LARGEST;
  }

  private static int length(AttrValue.ListValue list) {
    return list.getICount()
        + list.getTypeCount()
        + list.getSCount()
        + list.getFCount()
        + list.getBCount()
        + list.getShapeCount();
  }

  private static boolean hasShape(AttrValue value) {
    Predicate<TensorShapeProto> fits =
        shape ->
            shape.getDimCount() <= MOST_AXES
                && shape.getDimList().stream()
                    .allMatch(axis -> axis.getSize() >= -1 && axis.getSize() <= LARGEST);
    return fits.test(value.getShape())
        && fits.test(value.getTensor().getTensorShape())
        && value.getList().getShapeList().stream().allMatch(fits);
  }
}
