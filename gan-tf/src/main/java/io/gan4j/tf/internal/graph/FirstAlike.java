package io.gan4j.tf.internal.graph;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_OperationToNodeDef;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.types.family.TType;

/**
 * Takes tensors of a graph that are computed alike, by equal operations from the same tensors, for
 * one: the first of them stands for all. Operations are taken to be pure, as those of terms and
 * stateless noise are.
 *
 * @param <T> the tensors' type
 */
public final class FirstAlike<T extends TType> {
  private final List<Operand<T>> firsts = new ArrayList<>();

  /** Two tensors that have to be alike. */
  private record Pair(Output<?> one, Output<?> other) {}

  /** The first tensor seen that is computed like this one; the tensor itself if none was. */
  public Operand<T> of(Operand<T> tensor) {
    for (Operand<T> first : firsts) {
      if (alike(first.asOutput(), tensor.asOutput())) {
        return first;
      }
    }
    firsts.add(tensor);
    return tensor;
  }

  private static boolean alike(Output<?> one, Output<?> other) {
    Deque<Pair> open = new ArrayDeque<>();
    Set<Pair> seen = new HashSet<>();
    open.add(new Pair(one, other));
    while (!open.isEmpty()) {
      Pair pair = open.remove();
      if (pair.one().equals(pair.other()) || !seen.add(pair)) {
        continue;
      }
      GraphOperation a = (GraphOperation) pair.one().op();
      GraphOperation b = (GraphOperation) pair.other().op();
      if (pair.one().index() != pair.other().index() || !equal(a, b)) {
        return false;
      }
      for (int i = 0; i < a.numInputs(); i++) {
        open.add(new Pair(a.input(i), b.input(i)));
      }
    }
    return true;
  }

  /** Whether two operations do the same with their inputs; of those without any, constants do. */
  private static boolean equal(GraphOperation a, GraphOperation b) {
    return a.type().equals(b.type())
        && a.numInputs() == b.numInputs()
        && (a.numInputs() > 0 || a.type().equals("Const"))
        && a.controlInputs().equals(b.controlInputs())
        && definition(a).equals(definition(b));
  }

  /** Type, device and attributes. */
  @SuppressWarnings("try") // the scope frees what is made within it
  private static NodeDef definition(GraphOperation operation) {
    try (PointerScope scope = new PointerScope()) {
      TF_Buffer definition = TF_Buffer.newBuffer();
      TF_Status status = TF_Status.newStatus();
      TF_OperationToNodeDef(operation.getUnsafeNativeHandle(), definition, status);
      status.throwExceptionIfNotOK();
      return NodeDef.parseFrom(definition.copyData()).toBuilder()
          .clearName()
          .clearInput()
          .removeAttr("instance_key") // of what workers tell each other: a name too
          .build();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("the definition of " + operation.name(), e);
    }
  }
}
