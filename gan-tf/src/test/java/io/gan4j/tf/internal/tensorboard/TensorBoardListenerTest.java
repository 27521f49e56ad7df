package io.gan4j.tf.internal.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.event.RunRecord;
import io.gan4j.api.event.TrainingEvent.PhaseResult;
import io.gan4j.api.event.TrainingEvent.RunStarted;
import io.gan4j.api.event.TrainingEvent.SamplesDrawn;
import io.gan4j.api.event.TrainingEvent.StepCompleted;
import io.gan4j.api.game.Player;
import io.gan4j.api.provider.PhaseReport;
import io.gan4j.api.provider.PhaseReport.Scores;
import io.gan4j.tf.internal.tensorboard.EventFiles.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;

@DisplayName("The TensorBoard listener")
class TensorBoardListenerTest {
  private static final SampleSpace GREY = SampleSpace.images(3, 2, 1);

  private final Path runDirectory;
  private long now;

  TensorBoardListenerTest(@TempDir Path runDirectory) {
    this.runDirectory = runDirectory;
  }

  private TensorBoardListener listener() {
    return new TensorBoardListener(runDirectory, () -> now);
  }

  private List<Event> events() throws IOException {
    return EventFiles.read(runDirectory.resolve("tensorboard"));
  }

  private static RunStarted started(long step, SampleSpace space) {
    RunRecord record =
        new RunRecord(
            "digits",
            "name: digits\nseed: 7\n",
            7,
            "d",
            "h",
            "cpu",
            Map.of(),
            "x",
            Instant.EPOCH,
            null);
    return new RunStarted(step, 100, step * 64, record, space);
  }

  private static StepCompleted step(long step) {
    PhaseReport discriminator =
        new PhaseReport(
            Map.of(Player.DISCRIMINATOR, 1.25),
            Map.of("discriminator", 1.25),
            Map.of("penalty/norm", 0.5),
            new Scores(
                OptionalDouble.of(2),
                OptionalDouble.of(-1),
                OptionalDouble.of(0.875),
                OptionalDouble.of(0.25)));
    PhaseReport generator =
        new PhaseReport(
            Map.of(Player.GENERATOR, step * 0.5),
            Map.of("generator", step * 0.5),
            Map.of(),
            new Scores(
                OptionalDouble.empty(),
                OptionalDouble.of(-1.5),
                OptionalDouble.empty(),
                OptionalDouble.of(0.125)));
    Duration waited = Duration.ofMillis(1);
    Duration duration = Duration.ofMillis(50);
    return new StepCompleted(
        step,
        step * 64,
        0,
        List.of(
            new PhaseResult("discriminator", 0, discriminator, waited, duration),
            new PhaseResult("generator", 0, generator, waited, duration)),
        Duration.ofMillis(100));
  }

  @Nested
  @DisplayName("writes scalars")
  class Scalars {

    @Test
    @DisplayName("of losses, terms, reports, scores, probabilities and speed, by training step")
    void tags() throws IOException {
      try (TensorBoardListener listener = listener()) {
        listener.on(started(0, GREY));
        listener.on(step(1));
      }
      List<Event> events = events();
      assertThat(events.get(0).getFileVersion()).startsWith("brain.Event:");
      assertThat(scalar(events, "loss/discriminator")).containsExactly("1=1.25");
      assertThat(scalar(events, "loss/generator")).containsExactly("1=0.5");
      assertThat(scalar(events, "terms/generator")).containsExactly("1=0.5");
      assertThat(scalar(events, "reports/penalty/norm")).containsExactly("1=0.5");
      assertThat(scalar(events, "scores_real/discriminator")).containsExactly("1=2.0");
      assertThat(scalar(events, "scores_fake/discriminator")).containsExactly("1=-1.0");
      assertThat(scalar(events, "scores_fake/generator")).containsExactly("1=-1.5");
      assertThat(scalar(events, "scores_real/generator")).isEmpty();
      assertThat(scalar(events, "probability_real/discriminator")).containsExactly("1=0.875");
      assertThat(scalar(events, "probability_fake/generator")).containsExactly("1=0.125");
      // 64 images in a step of 100 ms
      assertThat(scalar(events, "speed/images_per_second")).containsExactly("1=640.0");
    }

    private List<String> scalar(List<Event> events, String tag) {
      return EventFiles.points(events, tag).stream()
          .map(point -> point.step() + "=" + point.value().getSimpleValue())
          .toList();
    }

    private List<Long> steps(String tag) throws IOException {
      return EventFiles.points(events(), tag).stream().map(Point::step).toList();
    }

    @Test
    @DisplayName("at the first step, every tenth and the last")
    void everyTenth() throws IOException {
      try (TensorBoardListener listener = listener()) {
        listener.on(started(0, GREY));
        for (long i = 1; i <= 25; i++) {
          now += 20_000_000;
          listener.on(step(i));
        }
      }
      assertThat(steps("loss/generator")).containsExactly(1L, 10L, 20L, 25L);
    }

    @Test
    @DisplayName(
        "once a second where steps are slow, and no oftener than 10 times where they are fast")
    void throttle() throws IOException {
      try (TensorBoardListener listener = listener()) {
        listener.on(started(0, GREY));
        for (long i = 1; i <= 4; i++) {
          now += 600_000_000;
          listener.on(step(i));
        }
        for (long i = 5; i <= 60; i++) {
          now += 2_000_000;
          listener.on(step(i));
        }
      }
      // Step 10 comes 612 ms after step 3, step 60 100 ms after step 10.
      assertThat(steps("loss/generator")).containsExactly(1L, 3L, 10L, 60L);
    }

    @Test
    @DisplayName("of images per second over all steps since the last that was written")
    void speed() throws IOException {
      try (TensorBoardListener listener = listener()) {
        listener.on(started(0, GREY));
        for (long i = 1; i <= 10; i++) {
          now += 20_000_000;
          listener.on(step(i));
        }
      }
      assertThat(scalar(events(), "speed/images_per_second"))
          .containsExactly("1=640.0", "10=640.0");
    }
  }

  @Nested
  @DisplayName("writes pictures")
  class Pictures {

    @Test
    @DisplayName("of the samples as one grid of bytes, the first sample top left")
    void grid() throws IOException {
      FloatNdArray samples = NdArrays.ofFloats(Shape.of(5, 3, 2, 1));
      samples.setFloat(1, 0, 0, 0, 0); // sample 0: top left pixel
      samples.setFloat(0.2f, 1, 2, 1, 0); // sample 1: bottom right pixel; 0.2 · 255 = 51
      samples.setFloat(7, 4, 0, 1, 0); // sample 4: second row of the grid; clipped to 255
      try (TensorBoardListener listener = listener()) {
        listener.on(started(0, GREY));
        listener.on(new SamplesDrawn(500, 32_000, samples, samples));
      }
      List<Point> points = EventFiles.points(events(), "samples/image");
      assertThat(points).hasSize(1);
      assertThat(points.get(0).step()).isEqualTo(500);
      BufferedImage image =
          ImageIO.read(points.get(0).value().getImage().getEncodedImageString().newInput());
      // Five samples of 3 × 2 in 2 rows of 3.
      assertThat(image.getHeight()).isEqualTo(6);
      assertThat(image.getWidth()).isEqualTo(6);
      assertThat(image.getRaster().getNumBands()).isEqualTo(1);
      assertThat(image.getRaster().getSample(0, 0, 0)).isEqualTo(255);
      assertThat(image.getRaster().getSample(3, 2, 0)).isEqualTo(51);
      assertThat(image.getRaster().getSample(3, 3, 0)).isEqualTo(255);
      int[] all = image.getRaster().getSamples(0, 0, 6, 6, 0, (int[]) null);
      assertThat(Arrays.stream(all).filter(value -> value != 0)).hasSize(3);
    }

    @Test
    @DisplayName("in colour where samples have three channels")
    void colour() throws IOException {
      SampleSpace space = SampleSpace.images(2, 2, 3);
      FloatNdArray samples = NdArrays.ofFloats(Shape.of(1, 2, 2, 3));
      samples.setFloat(1, 0, 1, 0, 2);
      try (TensorBoardListener listener = listener()) {
        listener.on(started(0, space));
        listener.on(new SamplesDrawn(1, 64, samples, samples));
      }
      BufferedImage image =
          ImageIO.read(
              EventFiles.points(events(), "samples/image")
                  .get(0)
                  .value()
                  .getImage()
                  .getEncodedImageString()
                  .newInput());
      assertThat(image.getRGB(0, 1)).isEqualTo(0xFF0000FF);
      assertThat(image.getRGB(1, 1)).isEqualTo(0xFF000000);
    }

    @Test
    @DisplayName("but none of samples that are no images")
    void points() throws IOException {
      FloatNdArray samples = NdArrays.ofFloats(Shape.of(4, 2));
      try (TensorBoardListener listener = listener()) {
        listener.on(started(0, SampleSpace.vectors(2)));
        listener.on(new SamplesDrawn(1, 64, samples, samples));
      }
      assertThat(EventFiles.points(events(), "samples/image")).isEmpty();
    }
  }

  @Test
  @DisplayName("writes the resolved configuration as a text")
  void config() throws IOException {
    try (TensorBoardListener listener = listener()) {
      listener.on(started(0, GREY));
    }
    Point config = EventFiles.points(events(), "config").get(0);
    assertThat(config.value().getMetadata().getPluginData().getPluginName()).isEqualTo("text");
    assertThat(config.value().getTensor().getStringVal(0).toStringUtf8())
        .isEqualTo("The resolved run file:\n\n    name: digits\n    seed: 7\n");
  }

  @Test
  @DisplayName("of a resumed run starts a second file that tells readers to forget later steps")
  void resumed() throws IOException {
    try (TensorBoardListener listener = listener()) {
      listener.on(started(0, GREY));
      listener.on(step(1));
    }
    assertThat(events()).noneMatch(Event::hasSessionLog);
    try (TensorBoardListener listener = listener()) {
      listener.on(started(40, GREY));
      listener.on(step(41));
    }
    assertThat(events())
        .filteredOn(Event::hasSessionLog)
        .hasSize(1)
        .allMatch(event -> event.getStep() == 40)
        .allMatch(e -> e.getSessionLog().getStatus() == SessionLog.SessionStatus.START);
    assertThat(EventFiles.points(events(), "speed/images_per_second"))
        .extracting(point -> point.value().getSimpleValue())
        .containsExactly(640f, 640f);
  }

  @Test
  @DisplayName("writes nothing for a run that never started")
  void neverStarted() {
    listener().close();
    assertThat(runDirectory.resolve("tensorboard")).doesNotExist();
  }

  @Test
  @DisplayName("says where it cannot write")
  void unwritable() throws IOException {
    Files.writeString(runDirectory.resolve("tensorboard"), "a file");
    try (TensorBoardListener listener = listener()) {
      assertThatThrownBy(() -> listener.on(started(0, GREY)))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining(runDirectory.resolve("tensorboard").toString());
    }
  }

  @Test
  @DisplayName("frees everything native, and takes less than a hundredth of a 50 ms step")
  void cost() {
    try (TensorBoardListener listener = listener()) {
      listener.on(started(0, GREY));
      listener.on(step(1));
    }
    long before = Pointer.totalCount();
    try (TensorBoardListener listener = listener()) {
      listener.on(started(0, GREY));
      long begin = System.nanoTime();
      for (long i = 1; i <= 1000; i++) {
        now += 50_000_000;
        listener.on(step(i));
      }
      assertThat(System.nanoTime() - begin).isLessThan(1000 * 500_000L);
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }
}
