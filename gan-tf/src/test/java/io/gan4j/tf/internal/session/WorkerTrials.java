package io.gan4j.tf.internal.session;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.provider.Workers;
import io.gan4j.api.training.Phase;
import io.gan4j.tf.TensorFlowProvider;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.LongNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** Takes steps of trials as one of several workers, each in a process of its own. */
final class WorkerTrials {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private WorkerTrials() {}

  /**
   * A worker's part: folder, number, addresses with commas between, and then jobs.
   *
   * @param args a job is {@code TRIAL:from:to}; a state is read at {@code from}, unless that is 0
   */
  public static void main(String[] args) {
    Workers workers =
        new Workers(Integer.parseInt(args[1]), Arrays.asList(args[2].split(",", -1)), PATIENCE);
    for (String job : List.of(args).subList(3, args.length)) {
      train(Path.of(args[0]), workers, job);
    }
    System.exit(0); // TensorFlow's server does not end by itself
  }

  /** Takes the steps of a job, and writes the state that they end in. */
  static void train(Path folder, Workers workers, String job) {
    String[] parts = job.split(":", -1);
    WorkerTrial trial = WorkerTrial.valueOf(parts[0]);
    int from = Integer.parseInt(parts[1]);
    int to = Integer.parseInt(parts[2]);
    GanPlan plan = trial.plan().toBuilder().workers(workers).build();
    try (GanSession session = TensorFlowProvider.create().open(plan)) {
      if (from > 0) {
        session.restoreState(read(state(folder, trial, from, 0)));
      }
      for (int step = from; step < to; step++) {
        step(session, trial, step);
      }
      write(state(folder, trial, to, workers.index()), session.saveState());
    }
  }

  private static void step(GanSession session, WorkerTrial trial, int step) {
    Map<String, Batch> own = new LinkedHashMap<>();
    trial.batches(step).forEach((side, whole) -> own.put(side, rows(whole, session.plan())));
    for (Phase phase : session.plan().phases()) {
      for (int repeat = 0; repeat < phase.repeat(); repeat++) {
        long draw = (long) step * phase.repeat() + repeat;
        session.step(
            new StepRequest(phase.name(), draw, repeat, step, 1000, 0, own, step % 2 == 0));
      }
    }
  }

  /** A worker's rows of a batch. */
  private static Batch rows(Batch whole, GanPlan plan) {
    Batch rows = new Batch(whole.space(), plan.samplesHere());
    int values = whole.space().valuesPerSample();
    int first = plan.firstRowHere();
    boolean bytes = whole.space().element() == Element.UINT8;
    System.arraycopy(
        bytes ? whole.bytes() : whole.floats(),
        first * values,
        bytes ? rows.bytes() : rows.floats(),
        0,
        rows.size() * values);
    System.arraycopy(whole.labels(), first, rows.labels(), 0, rows.size());
    return rows;
  }

  /** Where a worker writes what a trial has come to at a step. */
  static Path state(Path folder, WorkerTrial trial, int step, int worker) {
    return folder.resolve(trial + "-" + step + "-" + worker);
  }

  private static void write(Path file, Map<String, NdArray<?>> state) {
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, NdArray<?>> entry : new TreeMap<>(state).entrySet()) {
        NdArray<?> array = entry.getValue();
        out.writeUTF(entry.getKey());
        out.writeBoolean(array instanceof LongNdArray);
        long[] shape = array.shape().asArray();
        out.writeInt(shape.length);
        for (long size : shape) {
          out.writeLong(size);
        }
        if (array instanceof LongNdArray longs) {
          for (var scalar : longs.scalars()) {
            out.writeLong(scalar.getLong());
          }
        } else {
          for (var scalar : ((DoubleNdArray) array).scalars()) {
            out.writeDouble(scalar.getDouble());
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A state that a worker wrote. */
  static Map<String, NdArray<?>> read(Path file) {
    Map<String, NdArray<?>> state = new LinkedHashMap<>();
    try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
      while (in.available() > 0) {
        String name = in.readUTF();
        boolean longs = in.readBoolean();
        long[] sizes = new long[in.readInt()];
        for (int i = 0; i < sizes.length; i++) {
          sizes[i] = in.readLong();
        }
        Shape shape = Shape.of(sizes);
        int count = Math.toIntExact(shape.size());
        long[] whole = new long[count];
        double[] broken = new double[count];
        for (int i = 0; i < count; i++) {
          if (longs) {
            whole[i] = in.readLong();
          } else {
            broken[i] = in.readDouble();
          }
        }
        state.put(
            name,
            longs
                ? NdArrays.wrap(shape, DataBuffers.of(whole, false, false))
                : NdArrays.wrap(shape, DataBuffers.of(broken, false, false)));
      }
      return state;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
