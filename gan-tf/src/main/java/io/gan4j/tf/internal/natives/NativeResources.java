package io.gan4j.tf.internal.natives;

import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.SessionFunction;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.DoubleNdArray;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.ByteDataBuffer;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * Makes what lives in native memory. The first argument says in a few words who holds it and what
 * it is, for the {@link NativeResourceTracker}. Who opens closes.
 */
public final class NativeResources {
  private NativeResources() {}

  /** An empty graph. */
  public static NativeHandle<Graph> graph(String owner) {
    Graph graph = new Graph();
    return held(owner, graph, graph::close);
  }

  /** A session on a graph. */
  public static NativeHandle<Session> session(
      String owner, NativeHandle<Graph> graph, ConfigProto config) {
    Session session = new Session(graph.get(), config);
    return held(owner, session, session::close);
  }

  /** A session that was opened elsewhere. */
  public static NativeHandle<Session> session(String owner, Session session) {
    return held(owner, session, session::close);
  }

  /** A SavedModel, with its graph and session. */
  public static NativeHandle<SavedModelBundle> bundle(
      String owner, SavedModelBundle.Loader loader) {
    SavedModelBundle bundle = loader.load();
    return held(owner, bundle, bundle::close);
  }

  /** Runs, and holds what was fetched. */
  public static NativeHandle<Result> run(String owner, Session.Runner runner) {
    Result result = runner.run();
    return held(owner, result, result::close);
  }

  /** Runs targets; nothing is fetched. */
  public static void runTargets(Session.Runner runner) {
    runner.run().close();
  }

  /** Calls a function of a SavedModel, and holds what it returned. */
  public static NativeHandle<Result> call(
      String owner, SessionFunction function, Map<String, Tensor> arguments) {
    Result result = function.call(arguments);
    return held(owner, result, result::close);
  }

  /** A tensor whose values are still to be written. */
  public static <T extends TType> NativeHandle<T> tensor(String owner, Class<T> type, Shape shape) {
    return held(owner, () -> Tensor.of(type, shape));
  }

  /** A scalar. */
  public static NativeHandle<TInt32> int32(String owner, int value) {
    return held(owner, () -> TInt32.scalarOf(value));
  }

  /** A vector. */
  public static NativeHandle<TInt32> int32s(String owner, int[] values) {
    return held(owner, () -> TInt32.vectorOf(values));
  }

  /** A scalar. */
  public static NativeHandle<TInt64> int64(String owner, long value) {
    return held(owner, () -> TInt64.scalarOf(value));
  }

  /** A copy of an array. */
  public static NativeHandle<TFloat32> floats(String owner, FloatNdArray values) {
    return held(owner, () -> TFloat32.tensorOf(values));
  }

  /** A copy of an array. */
  public static NativeHandle<TFloat64> doubles(String owner, DoubleNdArray values) {
    return held(owner, () -> TFloat64.tensorOf(values));
  }

  /** A copy of a buffer. */
  public static NativeHandle<TUint8> bytes(String owner, Shape shape, ByteDataBuffer values) {
    return held(owner, () -> TUint8.tensorOf(shape, values));
  }

  /** A scalar of text. */
  public static NativeHandle<TString> text(String owner, String value) {
    return held(owner, () -> TString.scalarOf(value));
  }

  /** A scalar of bytes. */
  public static NativeHandle<TString> text(String owner, byte[] value) {
    return held(owner, () -> TString.tensorOfBytes(NdArrays.scalarOfObject(value)));
  }

  private static <T extends TType> NativeHandle<T> held(String owner, Supplier<T> make) {
    T tensor = make.get();
    return held(owner, tensor, tensor::close);
  }

  private static <R> NativeHandle<R> held(String owner, R resource, Runnable free) {
    return new NativeHandle<>(
        NativeResourceTracker.enter(owner, NativeResources.class), resource, free);
  }
}
