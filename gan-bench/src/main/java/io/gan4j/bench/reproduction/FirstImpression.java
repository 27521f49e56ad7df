package io.gan4j.bench.reproduction;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.bench.ComparedSamples;
import io.gan4j.components.metric.FrechetDistance;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import io.gan4j.report.picture.SampleGrid;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Do the digits of a preset pass for handwriting, and when? At some steps a classifier by somebody
 * else says how sure it is of 1,000 samples, whose pixels are looked at for what is not connected;
 * 10,000 samples are compared with the test set in pixels that are means of 2×2.
 */
public final class FirstImpression {
  private static final int SIDE = 28;
  private static final int PIXELS = SIDE * SIDE;
  private static final int CLASSES = 10;
  private static final int JUDGED = 1000;
  private static final SampleSpace POOLED = SampleSpace.images(SIDE / 2, SIDE / 2, 1);

  /**
   * What a look found.
   *
   * @param seconds of training so far, by the clock
   * @param sure share of samples that the classifier is at least 0.9 sure of
   * @param asAsked share of samples that it takes for the class that was asked for; NaN if none was
   * @param rarest share of the class that it names least
   * @param commonest share of the class that it names most
   * @param apart share of lit pixels that are not in their sample's largest connected piece
   */
  private record Found(
      String preset,
      long seed,
      long step,
      double seconds,
      double sure,
      double asAsked,
      double rarest,
      double commonest,
      double apart,
      double frechet) {}

  private final Gan gan = Gan.load();
  private final float[] test;
  private final OrtEnvironment runtime = OrtEnvironment.getEnvironment();
  private final OrtSession classifier;

  private FirstImpression(Path mnist, Path classifier) throws OrtException {
    this.test = pooled(images("{type: idx, folder: \"" + mnist + "\", part: test}"));
    this.classifier = runtime.createSession(classifier.toString());
  }

  /**
   * Trains and looks.
   *
   * @param arguments a folder for results, one for pictures, one with MNIST's IDX files, a
   *     classifier of MNIST as ONNX ([n, 1, 28, 28] from 0 to 255 → [n, 10] scores), a preset, a
   *     seed, and the steps after which to look
   */
  public static void main(String[] arguments) throws OrtException {
    Output output = Output.of(arguments);
    String preset = arguments[4];
    long seed = Long.parseLong(arguments[5]);
    long[] steps = Arrays.stream(arguments).skip(6).mapToLong(Long::parseLong).toArray();
    FirstImpression impression =
        new FirstImpression(Path.of(arguments[2]).toAbsolutePath(), Path.of(arguments[3]));
    impression.run(output, preset, seed, steps);
  }

  private void run(Output output, String preset, long seed, long[] steps) {
    List<Found> found = new ArrayList<>();
    String name = "first-impression-" + preset + "-" + seed;
    try (Training training = gan.open(gan.preset(preset, "seed=" + seed, "samples.every=0"))) {
      long[] trained = {0, System.nanoTime()};
      training.run(
          event -> {
            if (event instanceof StepCompleted done
                && Arrays.stream(steps).anyMatch(step -> step == done.step())) {
              trained[0] += System.nanoTime() - trained[1];
              found.add(look(training, preset, seed, trained[0] / 1e9));
              System.out.println(found.get(found.size() - 1));
              output.json(
                  name, Map.of("claim", "digits that pass for handwriting", "found", found));
              output.picture(
                  name + "-" + done.step(),
                  SampleGrid.render(training.sample(100, 99), training.plan().samples(), 10));
              trained[1] = System.nanoTime();
            }
          });
    }
  }

  private Found look(Training training, String preset, long seed, double seconds) {
    float[] judged = unit(training, training.sample(JUDGED, 5));
    float[] compared = unit(training, training.sample(10_000, 6));
    int[] counts = new int[CLASSES];
    int sure = 0;
    int asAsked = 0;
    float[][] probabilities = classify(judged);
    for (int i = 0; i < JUDGED; i++) {
      int best = 0;
      for (int c = 1; c < CLASSES; c++) {
        best = probabilities[i][c] > probabilities[i][best] ? c : best;
      }
      counts[best]++;
      sure += probabilities[i][best] >= 0.9 ? 1 : 0;
      asAsked += best == i % CLASSES ? 1 : 0;
    }
    boolean conditional = training.plan().classesSampled() > 0;
    return new Found(
        preset,
        seed,
        training.step(),
        seconds,
        sure / (double) JUDGED,
        conditional ? asAsked / (double) JUDGED : Double.NaN,
        Arrays.stream(counts).min().orElse(0) / (double) JUDGED,
        Arrays.stream(counts).max().orElse(0) / (double) JUDGED,
        apart(judged),
        new FrechetDistance()
            .measure(ComparedSamples.of(POOLED, pooled(compared), test, test))
            .get(0)
            .value());
  }

  /** Softmax of the classifier's scores. */
  private float[][] classify(float[] images) {
    float[] levels = new float[images.length];
    for (int i = 0; i < images.length; i++) {
      levels[i] = 255 * images[i];
    }
    long[] shape = {images.length / PIXELS, 1, SIDE, SIDE};
    String input = classifier.getInputNames().iterator().next();
    try (OnnxTensor tensor = OnnxTensor.createTensor(runtime, FloatBuffer.wrap(levels), shape);
        OrtSession.Result result = classifier.run(Map.of(input, tensor))) {
      float[][] scores = (float[][]) result.get(0).getValue();
      for (float[] row : scores) {
        double sum = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (float score : row) {
          most = Math.max(most, score);
        }
        for (float score : row) {
          sum += Math.exp(score - most);
        }
        for (int c = 0; c < row.length; c++) {
          row[c] = (float) (Math.exp(row[c] - most) / sum);
        }
      }
      return scores;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lit is above the middle; connected are the eight neighbours. */
  static double apart(float[] images) {
    long lit = 0;
    long apart = 0;
    for (int at = 0; at < images.length; at += PIXELS) {
      boolean[] open = new boolean[PIXELS];
      for (int i = 0; i < PIXELS; i++) {
        open[i] = images[at + i] > 0.5f;
        lit += open[i] ? 1 : 0;
      }
      int all = 0;
      int largest = 0;
      for (int i = 0; i < PIXELS; i++) {
        int piece = open[i] ? piece(open, i) : 0;
        all += piece;
        largest = Math.max(largest, piece);
      }
      apart += all - largest;
    }
    return apart / (double) Math.max(1, lit);
  }

  /** The size of the piece that a pixel is in, which is put out. */
  private static int piece(boolean[] open, int start) {
    Deque<Integer> border = new ArrayDeque<>(List.of(start));
    open[start] = false;
    int size = 0;
    while (!border.isEmpty()) {
      int pixel = border.pop();
      size++;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int y = pixel / SIDE + dy;
          int x = pixel % SIDE + dx;
          if (y >= 0 && y < SIDE && x >= 0 && x < SIDE && open[y * SIDE + x]) {
            open[y * SIDE + x] = false;
            border.push(y * SIDE + x);
          }
        }
      }
    }
    return size;
  }

  /** Means of 2×2 pixels. */
  private static float[] pooled(float[] images) {
    float[] pooled = new float[images.length / 4];
    int half = SIDE / 2;
    for (int i = 0; i < pooled.length; i++) {
      int image = i / (half * half);
      int y = i / half % half;
      int x = i % half;
      int at = image * PIXELS + 2 * y * SIDE + 2 * x;
      pooled[i] = (images[at] + images[at + 1] + images[at + SIDE] + images[at + SIDE + 1]) / 4;
    }
    return pooled;
  }

  /** Samples in [0, 1]. */
  private static float[] unit(Training training, FloatNdArray samples) {
    float[] values = new float[Math.toIntExact(samples.size())];
    samples.copyTo(NdArrays.wrap(samples.shape(), DataBuffers.of(values, false, false)));
    boolean symmetric = training.plan().samples().range().low() < 0;
    for (int i = 0; i < values.length; i++) {
      values[i] = symmetric ? (values[i] + 1) / 2 : values[i];
    }
    return values;
  }

  private float[] images(String reader) {
    String networks = "{network: {type: mlp, units: [8]}}";
    String run =
        Stream.of(
                "name: images",
                "data: {range: unit, reader: " + reader + "}",
                "generator: " + networks,
                "discriminator: " + networks)
            .reduce("", (text, line) -> text + line + "\n");
    try (Dataset data = gan.data(gan.parse(run))) {
      int count = Math.toIntExact(data.size().orElseThrow());
      Batch batch = new Batch(data.space(), count);
      data.read(LongStream.range(0, count).toArray(), batch);
      return batch.decoded();
    }
  }
}
