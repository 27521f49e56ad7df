package io.gan4j.tf.internal.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SaverDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Whether the nodes that hold, save and restore variables are laid out exactly as an export lays
 * them out. They are the only ones that reach a file, the one whose name is fed to them, and so
 * nothing but the runtime that restores them may lead to them: each is told by what it is and what
 * it is connected to on both sides, not by its name alone.
 */
final class VariableCheck {
  private static final String FILE = "save/filename";
  private static final String SAVED = "save/control_dependency";
  private static final String RESTORED = "save/restore_all";
  private static final SaverDef SAVER =
      SaverDef.newBuilder()
          .setFilenameTensorName(FILE + ":0")
          .setSaveTensorName(SAVED + ":0")
          .setRestoreOpName(RESTORED)
          .setVersion(SaverDef.CheckpointFormatVersion.V2)
          .build();

  private final Map<String, OpDef> definitions;
  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final Map<String, Set<String>> readers = new HashMap<>();
  private final Set<String> vouched = new HashSet<>();
  private final Map<String, KnownTensor> stored = new HashMap<>();

  /**
   * What a graph has of variables.
   *
   * @param nodes names of those that hold, save and restore them
   * @param stored type and shape of each by the name that it has in the file of weights
   */
  record Variables(Set<String> nodes, Map<String, KnownTensor> stored) {}

  private VariableCheck(GraphDef graph, Map<String, OpDef> definitions) {
    this.definitions = definitions;
    for (NodeDef node : graph.getNodeList()) {
      nodes.put(node.getName(), node);
      for (String input : node.getInputList()) {
        readers.computeIfAbsent(DataFlow.node(input), name -> new TreeSet<>()).add(node.getName());
      }
    }
  }

  /**
   * The variables, all of whose nodes are in order.
   *
   * @throws Refused naming the first that is not
   */
  static Variables check(GraphDef graph, SaverDef saver, Map<String, OpDef> definitions) {
    boolean none =
        graph.getNodeList().stream().noneMatch(node -> node.getOp().equals("VarHandleOp"));
    if (none && saver.getSerializedSize() == 0) {
      return new Variables(Set.of(), Map.of());
    }
    if (!saver.equals(SAVER)) {
      throw new Refused("its variables are not restored as an export's are");
    }
    VariableCheck check = new VariableCheck(graph, definitions);
    check.check();
    return new Variables(check.vouched, check.stored);
  }

  private void check() {
    Set<String> shared = new HashSet<>();
    Set<String> reads = new HashSet<>();
    for (NodeDef node : List.copyOf(nodes.values())) {
      switch (node.getOp()) {
        case "VarHandleOp" -> {
          require(node, List.of());
          String name = node.getAttrOrDefault("shared_name", none()).getS().toStringUtf8();
          boolean plain =
              node.getAttrOrDefault("container", none()).getS().isEmpty()
                  && node.getAttrOrDefault("allowed_devices", none()).getList().getSCount() == 0;
          TensorShapeProto shape = node.getAttrOrDefault("shape", none()).getShape();
          boolean sized =
              !shape.getUnknownRank()
                  && shape.getDimList().stream().allMatch(axis -> axis.getSize() >= 0);
          if (name.isEmpty() || !shared.add(name) || !plain || !sized) {
            throw Refused.node(node.getName(), "is no variable of its own");
          }
        }
        case "ReadVariableOp" -> {
          String variable = variable(node, 0);
          require(node, List.of(variable));
          requireTypeOf(variable, node);
          reads.add(node.getName());
        }
        default -> {
          // Looked at below, or by those who check calculations.
        }
      }
    }
    NodeDef saved = node(SAVED, "Identity");
    if (saved.getInputCount() != 2 || !saved.getInput(1).startsWith("^")) {
      throw Refused.node(SAVED, "is not how an export ends saving");
    }
    NodeDef save = node(DataFlow.node(saved.getInput(1)), "SaveV2");
    require(saved, List.of(FILE, "^" + save.getName()));
    NodeDef file = node(FILE, "Placeholder");
    require(file, List.of());
    if (type(file) != DataType.DT_STRING || save.getInputCount() < 3) {
      throw Refused.node(save.getName(), "does not save to the file that it is given");
    }
    String keys = texts(save, 1);
    String slices = texts(save, 2);
    List<String> saves = new ArrayList<>(List.of(FILE, keys, slices));
    save.getInputList().stream().skip(3).forEach(saves::add);
    require(save, saves);
    checkRestoring(saves.subList(3, saves.size()), keys, slices, reads, save, shared.size());
  }

  private void checkRestoring(
      List<String> savedReads,
      String keys,
      String slices,
      Set<String> reads,
      NodeDef save,
      int variables) {
    NodeDef restored = node(RESTORED, "NoOp");
    if (savedReads.size() != variables
        || restored.getInputCount() != variables
        || !reads.containsAll(savedReads)) {
      throw new Refused("it does not save and restore each of its variables once");
    }
    List<String> names = Constants.texts(node(keys, "Const"));
    List<String> parts = Constants.texts(node(slices, "Const"));
    Set<String> assigned = new TreeSet<>();
    Set<String> variablesDone = new HashSet<>();
    String restoring = null;
    for (String input : restored.getInputList()) {
      NodeDef assign = node(DataFlow.node(input), "AssignVariableOp");
      String value = assign.getInputCount() == 2 ? assign.getInput(1) : "";
      restoring = restoring == null ? DataFlow.node(value) : restoring;
      // The value that is restored is the one that was saved in its place.
      int place = place(value, variables);
      String variable = variable(node(savedReads.get(place), "ReadVariableOp"), 0);
      require(assign, List.of(variable, place == 0 ? restoring : restoring + ":" + place));
      requireTypeOf(variable, assign);
      store(variable, names, parts, place);
      if (!input.equals("^" + assign.getName()) || !variablesDone.add(variable)) {
        throw Refused.node(RESTORED, "is not how an export ends restoring");
      }
      assigned.add(assign.getName());
      onlyReaders(assign.getName(), Set.of(RESTORED));
    }
    if (restoring == null) {
      throw new Refused("it restores nothing");
    }
    NodeDef restore = node(restoring, "RestoreV2");
    require(restore, List.of(FILE, keys, slices));
    vouch(restored);
    onlyReaders(restore.getName(), assigned);
    onlyReaders(RESTORED, Set.of());
    onlyReaders(SAVED, Set.of());
    onlyReaders(save.getName(), Set.of(SAVED));
    onlyReaders(FILE, Set.of(save.getName(), restore.getName(), SAVED));
    Set<String> both = Set.of(save.getName(), restore.getName());
    onlyReaders(keys, both);
    onlyReaders(slices, both);
    for (String variable : variablesDone) {
      for (String reader : readers.getOrDefault(variable, Set.of())) {
        if (!vouched.contains(reader)) {
          throw Refused.node(reader, "takes a variable, not its value");
        }
      }
    }
  }

  private void requireTypeOf(String variable, NodeDef node) {
    if (type(node) != type(node(variable, "VarHandleOp"))) {
      throw Refused.node(node.getName(), "takes a variable for one of another type");
    }
  }

  private void store(String variable, List<String> names, List<String> parts, int place) {
    if (place >= names.size() || place >= parts.size() || !parts.get(place).isEmpty()) {
      throw Refused.node(variable, "is not restored whole");
    }
    NodeDef handle = node(variable, "VarHandleOp");
    Shape shape = Feeds.shape(handle.getAttrOrDefault("shape", none()).getShape());
    if (stored.put(names.get(place), KnownTensor.of(type(handle), shape)) != null) {
      throw Refused.node(variable, "is stored by the name of another");
    }
  }

  private static int place(String value, int most) {
    int colon = value.indexOf(':');
    String place = colon < 0 ? "0" : value.substring(colon + 1);
    if (!place.matches("\\d{1,7}") || Integer.parseInt(place) >= most) {
      throw new Refused("it restores " + Refused.quoted(value) + ", which was not saved");
    }
    return Integer.parseInt(place);
  }

  /** The constant of texts that an input is. */
  private String texts(NodeDef save, int input) {
    NodeDef constant = node(save.getInput(input), "Const");
    require(constant, List.of());
    TensorProto value = constant.getAttrOrDefault("value", none()).getTensor();
    boolean list =
        value.getTensorShape().getDimCount() == 1
            && value.getTensorShape().getDim(0).getSize() > 0
            && value.getTensorShape().getDim(0).getSize() <= nodes.size();
    if (type(constant) != DataType.DT_STRING || value.getDtype() != DataType.DT_STRING || !list) {
      throw Refused.node(constant.getName(), "is no list of names");
    }
    return constant.getName();
  }

  private String variable(NodeDef node, int input) {
    String name = node.getInputCount() > input ? node.getInput(input) : "";
    return node(name, "VarHandleOp").getName();
  }

  private NodeDef node(String name, String operation) {
    NodeDef node = nodes.get(name);
    if (node == null || !node.getOp().equals(operation)) {
      throw new Refused(
          "where an export has a "
              + operation
              + " to restore variables, it has "
              + (node == null ? "none" : Refused.quoted(node.getName())));
    }
    return node;
  }

  private void require(NodeDef node, List<String> inputs) {
    List<String> plain =
        node.getInputList().stream()
            .map(input -> input.endsWith(":0") ? input.substring(0, input.length() - 2) : input)
            .toList();
    if (!plain.equals(inputs)) {
      throw Refused.node(
          node.getName(), "(" + node.getOp() + ") is connected otherwise than in an export");
    }
    vouch(node);
  }

  /** What it is connected to is right; now its attributes. */
  private void vouch(NodeDef node) {
    OpDef definition = definitions.get(node.getOp());
    if (definition == null) {
      throw Refused.node(node.getName(), "is of an operation that TensorFlow has not");
    }
    Attributes.requireAll(node, definition);
    node.getAttrMap().forEach((name, value) -> Attributes.check(node, definition, name, value));
    if (node.getAttrMap().containsKey("dtype")
        && type(node) != DataType.DT_STRING
        && !NodeCheck.NUMBERS.contains(type(node))) {
      throw Refused.node(node.getName(), "is of a type that no numbers have");
    }
    vouched.add(node.getName());
  }

  private void onlyReaders(String name, Set<String> allowed) {
    for (String reader : readers.getOrDefault(name, Set.of())) {
      if (!allowed.contains(reader)) {
        throw Refused.node(reader, "takes what restores variables for something else");
      }
    }
  }

  private static DataType type(NodeDef node) {
    return node.getAttrOrDefault("dtype", none()).getType();
  }

  private static AttrValue none() {
    return AttrValue.getDefaultInstance();
  }
}
