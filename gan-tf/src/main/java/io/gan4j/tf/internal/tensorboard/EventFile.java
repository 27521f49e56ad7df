package io.gan4j.tf.internal.tensorboard;

import com.google.protobuf.ByteString;
import io.gan4j.api.ProviderException;
import io.gan4j.tf.internal.device.SessionConfigs;
import io.gan4j.tf.internal.graph.GraphScope;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.summary.CreateSummaryFileWriter;
import org.tensorflow.op.summary.SummaryWriter;
import org.tensorflow.op.summary.WriteImageSummary;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import org.tensorflow.proto.SummaryMetadata;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * One event file. The writer is a resource of the session it was made in, so the file owns a small
 * graph and session of its own, on one CPU thread.
 */
final class EventFile implements AutoCloseable {
  /** Events held back before they are written together. */
  private static final int QUEUE = 1000;

  /** So a run can be watched while it trains, at one write to disk in this time. */
  private static final int FLUSH_MILLIS = 5000;

  private final Path folder;
  private final NativeHandle<Graph> graph = NativeResources.graph("graph of TensorBoard's events");
  private final NativeHandle<Session> session;
  private final Placeholder<TInt64> step;
  private final Placeholder<TString> message;
  private final Placeholder<TString> tag;
  private final Placeholder<TUint8> pixels;
  private final Op writeSummary;
  private final Op writeImage;
  private final Op writeEvent;
  private final Op flush;
  private final Op finish;

  /**
   * Starts a new file.
   *
   * @param folder made if absent
   */
  EventFile(Path folder) {
    this.folder = folder;
    Ops tf = GraphScope.ops(graph.get());
    SummaryWriter writer = tf.summary.summaryWriter(SummaryWriter.sharedName("events"));
    Placeholder<TString> where = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    CreateSummaryFileWriter create =
        tf.summary.createSummaryFileWriter(
            writer, where, tf.constant(QUEUE), tf.constant(FLUSH_MILLIS), tf.constant(""));
    step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    message = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    tag = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    pixels = tf.placeholder(TUint8.class);
    // What the operation paints for values that are not finite, of which bytes have none.
    byte[] unused = {0, 0, 0, 0};
    writeSummary = tf.summary.writeRawProtoSummary(writer, step, message);
    writeImage =
        tf.summary.writeImageSummary(
            writer, step, tag, pixels, tf.constant(unused), WriteImageSummary.maxImages(1L));
    writeEvent = tf.summary.importEvent(writer, message);
    flush = tf.summary.flushSummaryWriter(writer);
    finish = tf.summary.closeSummaryWriter(writer);
    session =
        NativeResources.session("session of TensorBoard's events", graph, SessionConfigs.cpu());
    try (NativeHandle<TString> path = NativeResources.text("folder of events", folder.toString())) {
      Files.createDirectories(folder);
      run(session.get().runner().feed(where, path.get()), create);
    } catch (IOException e) {
      release();
      throw new ProviderException("cannot write TensorBoard's events to " + folder, e);
    } catch (ProviderException e) {
      release();
      throw e;
    }
  }

  /** Writes scalars of one step, in one event. */
  void scalars(long atStep, Map<String, Double> values) {
    Summary.Builder summary = Summary.newBuilder();
    values.forEach(
        (name, value) -> summary.addValueBuilder().setTag(name).setSimpleValue(value.floatValue()));
    write(atStep, summary.build());
  }

  /** Writes a text, shown as Markdown. */
  void text(long atStep, String name, String markdown) {
    Summary.Builder summary = Summary.newBuilder();
    summary
        .addValueBuilder()
        .setTag(name)
        .setMetadata(
            SummaryMetadata.newBuilder()
                .setPluginData(SummaryMetadata.PluginData.newBuilder().setPluginName("text")))
        .setTensor(
            TensorProto.newBuilder()
                .setDtype(DataType.DT_STRING)
                .setTensorShape(TensorShapeProto.getDefaultInstance())
                .addStringVal(ByteString.copyFromUtf8(markdown)));
    write(atStep, summary.build());
  }

  private void write(long atStep, Summary summary) {
    try (NativeHandle<TInt64> number = NativeResources.int64("step of a summary", atStep);
        NativeHandle<TString> bytes = NativeResources.text("summary", summary.toByteArray())) {
      run(session.get().runner().feed(step, number.get()).feed(message, bytes.get()), writeSummary);
    }
  }

  /** Writes a picture under {@code name/image}. */
  void image(long atStep, String name, Picture picture) {
    try (NativeHandle<TInt64> number = NativeResources.int64("step of a picture", atStep);
        NativeHandle<TString> title = NativeResources.text("title of a picture", name);
        NativeHandle<TUint8> values =
            NativeResources.bytes("picture", picture.shape().prepend(1), picture.pixels())) {
      run(
          session
              .get()
              .runner()
              .feed(step, number.get())
              .feed(tag, title.get())
              .feed(pixels, values.get()),
          writeImage);
    }
  }

  /** Tells readers to forget what earlier files of the folder say of later steps. */
  void restart(long atStep) {
    Event event =
        Event.newBuilder()
            .setStep(atStep)
            .setWallTime(System.currentTimeMillis() / 1e3)
            .setSessionLog(SessionLog.newBuilder().setStatus(SessionLog.SessionStatus.START))
            .build();
    try (NativeHandle<TString> bytes = NativeResources.text("event", event.toByteArray())) {
      run(session.get().runner().feed(message, bytes.get()), writeEvent);
    }
  }

  /** Puts on disk what is held back. */
  void flush() {
    run(session.get().runner(), flush);
  }

  private void run(Session.Runner runner, Op target) {
    try {
      NativeResources.runTargets(runner.addTarget(target));
    } catch (TensorFlowException e) {
      throw new ProviderException(
          "cannot write TensorBoard's events to "
              + folder
              + ": "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  @Override
  public void close() {
    try {
      flush();
      run(session.get().runner(), finish);
    } finally {
      release();
    }
  }

  private void release() {
    session.close();
    graph.close();
  }
}
