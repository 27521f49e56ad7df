package io.gan4j.tf.internal.graph;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.DeviceSpec;
import org.tensorflow.ExecutionEnvironment;
import org.tensorflow.Graph;
import org.tensorflow.Operation;
import org.tensorflow.OperationBuilder;
import org.tensorflow.op.Ops;
import org.tensorflow.op.Scope;

/**
 * Names the operations of a graph alike whatever the machine's language. The library's own scope
 * numbers them in the digits of the default locale, and TensorFlow refuses those that are not
 * ASCII. Devices and control dependencies stay with the library's scope.
 */
public final class GraphScope implements Scope {
  private final Graph graph;
  private final Scope library;

  /** What comes before a name; empty at the top. */
  private final String prefix;

  /** The name of the next operation or scope within; null for its own. */
  private final @Nullable String given;

  /** How often each name was asked for, with this prefix. */
  private final Map<String, Integer> asked;

  private GraphScope(
      Graph graph,
      Scope library,
      String prefix,
      @Nullable String given,
      Map<String, Integer> asked) {
    this.graph = graph;
    this.library = library;
    this.prefix = prefix;
    this.given = given;
    this.asked = asked;
  }

  /** Operations that are added to a graph. */
  public static Ops ops(Graph graph) {
    return Ops.create(new Named(graph));
  }

  /** The graph, but for the scope that operations begin with. */
  private record Named(Graph graph) implements ExecutionEnvironment {
    @Override
    public Scope baseScope() {
      return new GraphScope(graph, graph.baseScope(), "", null, new HashMap<>());
    }

    @Override
    public OperationBuilder opBuilder(String type, String name, Scope scope) {
      return graph.opBuilder(type, name, scope);
    }

    @Override
    public void attachFunction(ConcreteFunction function) {
      graph.attachFunction(function);
    }

    @Override
    public void checkInput(Operation input) {
      graph.checkInput(input);
    }

    @Override
    public Types environmentType() {
      return graph.environmentType();
    }

    @Override
    public boolean isInitializer(Operation operation) {
      return graph.isInitializer(operation);
    }
  }

  @Override
  public ExecutionEnvironment env() {
    return graph;
  }

  @Override
  public GraphScope withSubScope(String name) {
    String own = prefix + unused(given == null ? valid(name) : given) + "/";
    return new GraphScope(graph, library, own, null, new HashMap<>());
  }

  @Override
  public GraphScope withName(String name) {
    return new GraphScope(graph, library, prefix, valid(name), asked);
  }

  @Override
  public GraphScope withNameAsSubScope(String name) {
    return withSubScope(name);
  }

  @Override
  public GraphScope withDevice(DeviceSpec device) {
    return within(library.withDevice(device));
  }

  @Override
  public GraphScope withInitScope() {
    return within(library.withInitScope());
  }

  @Override
  public GraphScope withControlDependencyOps(Iterable<Operation> operations) {
    return within(library.withControlDependencyOps(operations));
  }

  private GraphScope within(Scope other) {
    return new GraphScope(graph, other, prefix, given, asked);
  }

  @Override
  public String makeOpName(String name) {
    return prefix + unused(given == null ? valid(name) : given);
  }

  @Override
  public String makeUnique(String name) {
    return unused(name);
  }

  /** Names are compared with those in the graph whenever one is made. */
  @Override
  public void refreshNames() {}

  @Override
  public OperationBuilder apply(OperationBuilder builder) {
    return library.apply(builder);
  }

  @Override
  public String getDeviceString() {
    return library.getDeviceString();
  }

  @Override
  public boolean isInit() {
    return library.isInit();
  }

  /** The name, or the first of {@code name_1}, {@code name_2}, … that nobody has. */
  private String unused(String name) {
    String candidate;
    do {
      int times = asked.merge(name, 1, Integer::sum) - 1;
      candidate = times == 0 ? name : name + "_" + times;
    } while (graph.operation(prefix + candidate) != null);
    return candidate;
  }

  private static String valid(String name) {
    if (!Scope.isValidOpName(name)) {
      throw new IllegalArgumentException("'" + name + "' is no name for an operation");
    }
    return name;
  }
}
