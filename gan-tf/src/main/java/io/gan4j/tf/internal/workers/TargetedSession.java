package io.gan4j.tf.internal.workers;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.global.tensorflow;
import org.tensorflow.proto.ConfigProto;

/**
 * Opens sessions on a server. The library has no door to a session's target: its native functions
 * have, and a constructor that nobody else may call takes what they give.
 */
public final class TargetedSession {
  private TargetedSession() {}

  /**
   * A session.
   *
   * @param target where it runs, {@code grpc://host:port}
   * @throws org.tensorflow.exceptions.TensorFlowException if the server cannot be reached
   */
  public static Session open(Graph graph, ConfigProto config, String target) {
    try (PointerScope scope = new PointerScope()) {
      TF_Status status = TF_Status.newStatus();
      TF_SessionOptions options = TF_SessionOptions.newSessionOptions();
      tensorflow.TF_SetTarget(options, target);
      BytePointer bytes = new BytePointer(config.toByteArray());
      scope.attach(bytes);
      tensorflow.TF_SetConfig(options, bytes, bytes.capacity(), status);
      status.throwExceptionIfNotOK();
      TF_Session session = tensorflow.TF_NewSession(handle(graph), options, status);
      status.throwExceptionIfNotOK();
      session.retainReference();
      Constructor<Session> constructor =
          Session.class.getDeclaredConstructor(Graph.class, TF_Session.class);
      constructor.setAccessible(true);
      return constructor.newInstance(graph, session);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this TensorFlow has no sessions with a target", e);
    }
  }

  private static TF_Graph handle(Graph graph) throws ReflectiveOperationException {
    Object held = requireNonNull(called(graph, "ref"));
    try {
      return (TF_Graph) requireNonNull(called(held, "nativeHandle"));
    } finally {
      called(held, "close");
    }
  }

  private static @Nullable Object called(Object on, String name)
      throws ReflectiveOperationException {
    Method method = on.getClass().getDeclaredMethod(name);
    method.setAccessible(true);
    return method.invoke(on);
  }
}
