package io.gan4j.tf.internal.workers;

import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.time.Duration;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.proto.RunOptions;

/** Runs what all workers run together. */
public final class Exchange {
  /** The runs of a cluster are in one order, that of this key. */
  private static final long ORDER = 1;

  private Exchange() {}

  /**
   * Runs, and holds what was fetched.
   *
   * @param limit how long the others are waited for
   */
  public static NativeHandle<Result> run(String owner, Session.Runner runner, Duration limit) {
    RunOptions options =
        RunOptions.newBuilder()
            .setTimeoutInMs(limit.toMillis())
            .setExperimental(RunOptions.Experimental.newBuilder().setCollectiveGraphKey(ORDER))
            .build();
    runner.setOptions(options);
    return NativeResources.run(owner, runner);
  }
}
