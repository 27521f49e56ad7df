package io.gan4j.tf.internal.workers;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Workers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Server;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.proto.ClusterDef;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.JobDef;
import org.tensorflow.proto.ServerDef;

/**
 * This process as one of several workers. TensorFlow cannot stop a server that it has started: a
 * process is a worker of one cluster for as long as it lives, and its runs of that cluster share
 * the server.
 */
public final class WorkerServer {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerServer.class);

  private static final String JOB = "worker";
  private static final String LEADER = "/job:worker/replica:0/task:0";

  private static @Nullable WorkerServer started;

  private final Workers workers;
  private final ConfigProto config;

  private WorkerServer(Workers workers, ConfigProto config) {
    this.workers = workers;
    this.config = config;
  }

  /**
   * The server of this process, started if it is not yet.
   *
   * @param config of its devices and of the sessions on them
   * @throws ProviderException if it cannot listen at its address, the others do not come, or the
   *     process is a worker of other ones
   */
  public static synchronized WorkerServer of(Workers workers, ConfigProto config) {
    WorkerServer there = started;
    if (there != null) {
      if (!there.workers.equals(workers)) {
        throw new ProviderException(
            "this process is worker "
                + there.workers.index()
                + " of "
                + there.workers.addresses()
                + " already: a process is a worker of one cluster only");
      }
      return there;
    }
    ConfigProto own = withCollectives(workers, config);
    Rendezvous rendezvous = new Rendezvous(workers, LOG::warn);
    rendezvous.requireOwn();
    try {
      new Server(definition(workers, own)).start();
    } catch (TensorFlowException e) {
      throw new ProviderException(
          "TensorFlow: worker "
              + workers.index()
              + " cannot serve "
              + workers.addresses().get(workers.index())
              + ": "
              + e.getMessage(),
          e);
    }
    WorkerServer server = new WorkerServer(workers, own);
    started = server;
    rendezvous.await();
    return server;
  }

  private static ConfigProto withCollectives(Workers workers, ConfigProto config) {
    return config.toBuilder()
        .addDeviceFilters(LEADER)
        .addDeviceFilters("/job:" + JOB + "/task:" + workers.index())
        .setExperimental(config.getExperimental().toBuilder().setCollectiveGroupLeader(LEADER))
        .build();
  }

  private static ServerDef definition(Workers workers, ConfigProto config) {
    List<String> addresses = workers.addresses();
    JobDef.Builder job = JobDef.newBuilder().setName(JOB);
    for (int i = 0; i < addresses.size(); i++) {
      job.putTasks(i, addresses.get(i));
    }
    return ServerDef.newBuilder()
        .setCluster(ClusterDef.newBuilder().addJob(job))
        .setJobName(JOB)
        .setTaskIndex(workers.index())
        .setProtocol("grpc")
        .setDefaultSessionConfig(config)
        .build();
  }

  /** Where sessions of this worker are opened. */
  public String target() {
    return "grpc://" + workers.addresses().get(workers.index());
  }

  /** How they are opened. */
  public ConfigProto config() {
    return config;
  }

  /** A device of this machine, as one of the cluster's. */
  public DeviceSpec device(DeviceSpec here) {
    return DeviceSpec.newBuilder()
        .job(JOB)
        .replica(0)
        .task(workers.index())
        .deviceType(here.deviceType())
        .deviceIndex(here.deviceIndex())
        .build();
  }
}
