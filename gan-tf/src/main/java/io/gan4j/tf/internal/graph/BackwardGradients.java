package io.gan4j.tf.internal.graph;

import static org.tensorflow.internal.c_api.global.tensorflow.TFJ_HasGradient;
import static org.tensorflow.internal.c_api.global.tensorflow.TFJ_RegisterCustomGradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerPointer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.internal.c_api.TFJ_GradFuncAdapter;
import org.tensorflow.internal.c_api.TFJ_GraphId;
import org.tensorflow.internal.c_api.TFJ_Scope;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.RawCustomGradient;
import org.tensorflow.types.family.TFloating;

/**
 * Teaches TensorFlow the gradients of {@link BackwardRules}, once per process. TensorFlow Java has
 * room for ten callbacks and does not say when they are used up, so that one serves all rules.
 */
final class BackwardGradients {
  /** Keeps the callback from the garbage collector: TensorFlow holds no Java reference to it. */
  private static @Nullable Dispatcher dispatcher;

  /** What a rule threw during the gradient that this thread builds. */
  private static final ThreadLocal<@Nullable RuleException> FAILURE = new ThreadLocal<>();

  /** Which inputs the rule that was just run gives no gradient. */
  private static final ThreadLocal<boolean[]> ABSENT =
      ThreadLocal.withInitial(() -> new boolean[0]);

  private BackwardGradients() {}

  /** A rule did not give a gradient. */
  static final class RuleException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient GraphOperation operation;

    RuleException(GraphOperation operation, Throwable cause) {
      super(cause.getMessage(), cause);
      this.operation = operation;
    }

    GraphOperation operation() {
      return operation;
    }
  }

  /**
   * Builds gradients with every rule known to TensorFlow.
   *
   * @throws RuleException if a rule gave no gradient; it must not pass through native code, which
   *     would leave the graph half locked, so it is kept and thrown from here
   */
  static Output<?>[] build(Supplier<Output<?>[]> gradients) {
    register();
    FAILURE.remove();
    try {
      return gradients.get();
    } catch (TensorFlowException e) {
      RuleException failure = FAILURE.get();
      throw failure == null ? e : failure;
    } finally {
      FAILURE.remove();
      ABSENT.remove();
    }
  }

  /** Whether an operation of this type can be differentiated. */
  static boolean known(String type) {
    return TFJ_HasGradient(type);
  }

  private static synchronized void register() {
    // TensorFlow Java has no callbacks on Windows.
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (dispatcher != null || system.startsWith("win")) {
      return;
    }
    Dispatcher all = new Dispatcher();
    for (String type : BackwardRules.BY_TYPE.keySet()) {
      if (!known(type)) {
        TFJ_RegisterCustomGradient(type, all);
      }
    }
    dispatcher = all;
  }

  private static List<Operand<?>> dispatch(
      Ops tf, GraphOperation operation, List<Output<?>> incoming) {
    try {
      GradientRule rule = BackwardRules.BY_TYPE.get(operation.type());
      if (rule == null) {
        throw new IllegalStateException("no rule for " + operation.type());
      }
      return present(operation, rule.build(new Backward<>(tf, operation, incoming)));
    } catch (Exception | LinkageError | AssertionError thrown) {
      FAILURE.set(new RuleException(operation, thrown));
      return List.of();
    }
  }

  /** The library takes no nulls: an output stands in, and is taken out again afterwards. */
  private static <T extends TFloating> List<Operand<?>> present(
      GraphOperation operation, List<@Nullable Operand<T>> gradients) {
    boolean[] absent = new boolean[gradients.size()];
    List<Operand<?>> present = new ArrayList<>();
    for (int i = 0; i < absent.length; i++) {
      Operand<T> gradient = gradients.get(i);
      absent[i] = gradient == null;
      present.add(gradient == null ? operation.output(0) : gradient);
    }
    ABSENT.set(absent);
    return present;
  }

  /** The one callback. It says "no gradient" as native code does, which prunes whole paths. */
  private static final class Dispatcher extends TFJ_GradFuncAdapter {
    private static final int NO_GRADIENT = -1;

    private final TFJ_GradFuncAdapter library =
        RawCustomGradient.adapter(BackwardGradients::dispatch);

    @Override
    @SuppressWarnings("rawtypes") // the library's signature
    public int call(
        TFJ_GraphId graph,
        TFJ_Scope scope,
        TF_Operation operation,
        TF_Output incoming,
        int count,
        PointerPointer outgoing) {
      int made = library.call(graph, scope, operation, incoming, count, outgoing);
      boolean[] absent = ABSENT.get();
      TF_Output gradients = new TF_Output(outgoing.get(0));
      for (int i = 0; i < made; i++) {
        if (absent[i]) {
          TF_Output gradient = gradients.getPointer(i);
          gradient.oper((TF_Operation) null);
          gradient.index(NO_GRADIENT);
        }
      }
      return made;
    }
  }
}
