package io.gan4j.onnx.internal.load;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.gan4j.api.ProviderException;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/** One model in ONNX Runtime. Several threads may run it; who opens closes, when none does. */
final class OnnxRun implements AutoCloseable {
  private final Path path;
  private final OrtEnvironment environment;
  private final OrtSession session;

  private OnnxRun(Path path, OrtEnvironment environment, OrtSession session) {
    this.path = path;
    this.environment = environment;
    this.session = session;
  }

  /**
   * Opens a model.
   *
   * @param path for messages
   * @throws ProviderException if the runtime does not take it
   */
  static OnnxRun open(Path path, OnnxFile.Part part) {
    try {
      OrtEnvironment environment =
          OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      environment.setTelemetry(false);
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        OrtSession session = environment.createSession(part.bytes(), options);
        return new OnnxRun(path, environment, session);
      }
    } catch (OrtException e) {
      throw OnnxFile.refused(path, "ONNX Runtime: " + e.getMessage(), e);
    }
  }

  /** Inputs of one run, by name. */
  final class Inputs implements AutoCloseable {
    private final Map<String, OnnxTensor> tensors = new LinkedHashMap<>();

    void floats(String name, float[] values, long... shape) throws OrtException {
      tensors.put(name, OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape));
    }

    void integers(String name, int[] values) throws OrtException {
      tensors.put(
          name,
          OnnxTensor.createTensor(environment, IntBuffer.wrap(values), new long[] {values.length}));
    }

    void noise(Map<String, DrawnNoise> noise, Draws draws, int count) throws OrtException {
      for (Map.Entry<String, DrawnNoise> entry : noise.entrySet()) {
        DrawnNoise drawn = entry.getValue();
        long[] shape = drawn.known().dims().with(0, count).toArray();
        if (drawn.bound() > 0) {
          LongBuffer values = LongBuffer.wrap(draws.wholes(drawn));
          tensors.put(entry.getKey(), OnnxTensor.createTensor(environment, values, shape));
        } else {
          floats(entry.getKey(), draws.reals(drawn), shape);
        }
      }
    }

    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** Puts the inputs of a run together. */
  @FunctionalInterface
  interface Feed {
    void to(Inputs inputs) throws OrtException;
  }

  /**
   * Runs it.
   *
   * @param output whose values are wanted
   * @param count samples that are asked for
   * @throws ProviderException if it fails, or gives another number of samples
   */
  FloatNdArray run(Feed feed, String output, int count) {
    try (Inputs inputs = new Inputs()) {
      feed.to(inputs);
      try (OrtSession.Result result = session.run(inputs.tensors)) {
        if (!(result.get(output).orElse(null) instanceof OnnxTensor made)
            || made.getInfo().getShape().length < 2
            || made.getInfo().getShape()[0] != count) {
          throw new ProviderException(
              "the model " + path + " failed: it did not give " + count + " " + output);
        }
        FloatBuffer buffer = made.getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return NdArrays.wrap(
            Shape.of(made.getInfo().getShape()), DataBuffers.of(values, false, false));
      }
    } catch (OrtException e) {
      throw new ProviderException("the model " + path + " failed: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new ProviderException("the model " + path + " cannot be closed: " + e.getMessage(), e);
    }
  }
}
