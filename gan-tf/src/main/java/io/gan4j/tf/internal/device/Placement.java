package io.gan4j.tf.internal.device;

import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.Workers;
import io.gan4j.tf.internal.graph.Arithmetic;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import io.gan4j.tf.internal.workers.TargetedSession;
import io.gan4j.tf.internal.workers.WorkerServer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/**
 * Where a session's operations run.
 *
 * @param device of every operation that is placed by hand
 * @param config of the session: a run on the CPU sees no GPU, because TensorFlow would put the
 *     operations that it adds by itself there, gradients above all
 * @param target the server that sessions are opened on; null: none
 * @param arithmetic of the products of what trains there
 */
public record Placement(
    DeviceSpec device, ConfigProto config, @Nullable String target, Arithmetic arithmetic) {

  /** The placement on a device that is there. */
  public static Placement on(Device device) {
    DeviceSpec spec = Devices.spec(device);
    return new Placement(
        spec,
        spec.deviceType() == DeviceType.CPU ? SessionConfigs.cpuOnly() : SessionConfigs.anyDevice(),
        null,
        Arithmetic.FULL);
  }

  /** The same with other products. */
  public Placement computing(Arithmetic products) {
    return new Placement(device, config, target, products);
  }

  /**
   * The same as one of several workers, whose server starts with the first of its runs.
   *
   * @throws io.gan4j.api.ProviderException if the server cannot be started
   */
  public Placement among(Workers workers, int processors) {
    if (workers.isAlone()) {
      return this;
    }
    WorkerServer server = WorkerServer.of(workers, SessionConfigs.sharing(config, processors));
    return new Placement(server.device(device), server.config(), server.target(), arithmetic);
  }

  /** A session on a graph. Who opens closes. */
  public NativeHandle<Session> session(String owner, NativeHandle<Graph> graph) {
    return target == null
        ? NativeResources.session(owner, graph, config)
        : NativeResources.session(owner, TargetedSession.open(graph.get(), config, target));
  }
}
