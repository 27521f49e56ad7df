package io.gan4j.tf.internal.gate;

import com.sun.management.OperatingSystemMXBean;
import io.gan4j.api.GanException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.tf.SavedModelFeatures;
import io.gan4j.tf.TensorFlowProvider;
import io.gan4j.tf.internal.export.FrozenMeans;
import io.gan4j.tf.internal.export.Manifests;
import io.gan4j.tf.internal.gate.HostileModels.Hostile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

/**
 * Loads hostile models one after the other and runs those that load. In a process of its own, one
 * that ends it is the last that its output names.
 */
final class HostileModelsTrial {
  /** What is too long for a model that takes a moment, in CPU time and on the clock. */
  private static final long MOST_CPU_MILLIS = 5000;

  private static final long MOST_MILLIS = 60_000;

  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final TensorFlowProvider provider = TensorFlowProvider.create();
  private final Path generator;
  private final Path frozen;

  /**
   * @param generator folder of a good one
   */
  HostileModelsTrial(Path generator) {
    this.generator = generator;
    this.frozen = generator.resolveSibling("frozen.pb");
  }

  /**
   * Tries all models.
   *
   * @param args folder of a good generator
   */
  public static void main(String[] args) throws IOException {
    HostileModelsTrial trial = new HostileModelsTrial(Path.of(args[0]));
    System.out.println("good " + trial.sample());
    List<Hostile> all = new ArrayList<>(HostileCalculations.all());
    all.addAll(HostileModels.of(trial.generator));
    for (Hostile hostile : all) {
      System.out.println("try " + hostile.name().replaceAll("\\p{Cntrl}", "?"));
      System.out.println(trial.outcome(hostile));
    }
    System.out.println("done");
  }

  /** What becomes of one: {@code refused}, {@code sampled} or what should not be, and why. */
  String outcome(Hostile hostile) throws IOException {
    Path file = hostile.file().isEmpty() ? frozen : generator.resolve(hostile.file());
    byte[] good = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    Files.write(file, hostile.bytes().get());
    Manifests.sign(generator);
    long start = System.nanoTime();
    long worked = CPU.getProcessCpuTime();
    String outcome = run(hostile);
    long cpuMillis = (CPU.getProcessCpuTime() - worked) / 1_000_000;
    long millis = (System.nanoTime() - start) / 1_000_000;
    Files.write(file, good);
    boolean slow = cpuMillis > MOST_CPU_MILLIS || millis > MOST_MILLIS;
    return (slow ? "SLOW " + cpuMillis + " of " + millis + " ms " : "") + outcome;
  }

  private String run(Hostile hostile) {
    try {
      return switch (hostile.kind()) {
        case GENERATOR -> sample();
        case MEANS -> extract("images", "means", FrozenMeans.IMAGES);
        case OPERATIONS -> extract("x", OperationExamples.ALL, OperationExamples.IMAGE);
      };
    } catch (GanException e) {
      String message = String.valueOf(e.getMessage());
      boolean oneLine = message.codePoints().noneMatch(Character::isISOControl);
      return (oneLine ? "refused " : "UNREADABLE ") + message.replaceAll("\\p{Cntrl}", "?");
    } catch (RuntimeException | Error e) {
      StackTraceElement[] trace = e.getStackTrace();
      return "FAILED "
          + e.toString().replaceAll("\\p{Cntrl}", "?")
          + (trace.length == 0 ? "" : " " + trace[0]);
    }
  }

  private String sample() {
    try (GeneratorModel model = provider.load(generator)) {
      int[] labels = model.classes() > 0 ? new int[] {0, 1} : null;
      return "sampled " + model.sample(5, 2, labels).shape();
    }
  }

  private String extract(String input, String output, Shape image) {
    SampleSpace samples = SampleSpace.images(image.get(0), image.get(1), image.get(2));
    SavedModelFeatures features = new SavedModelFeatures(frozen, input, output, null, 0, -1, 1);
    try (FeatureExtractor extractor = features.open(samples)) {
      return "sampled " + extractor.extract(NdArrays.ofFloats(image.prepend(2))).features().shape();
    }
  }
}
