package io.gan4j.components.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.optimizer.ConstantSchedule;
import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.testkit.ScheduleContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The built-in schedules")
class SchedulesTest {

  @TestFactory
  Stream<DynamicTest> keepTheContract() {
    return Stream.of(
            new ConstantSchedule(0.1),
            new LinearSchedule(2e-4, 0, null),
            new LinearSchedule(0, 1, 10L),
            new LinearSchedule(2e-4, 0, null, null, null, 0.5),
            new LinearEpochsSchedule(0.5, 0.7, 250),
            new ExponentialSchedule(0.1, 1.000004, 1e-6),
            new StepSchedule(0.1, 0.5, 100),
            new StepSchedule(0.1, 0.5, 2, Unit.EPOCHS),
            new LinearSchedule(0, 1, null, null, 10L),
            new CosineSchedule(0, 1, null, 5L, null),
            new CosineSchedule(1e-3, 1e-5, null))
        .flatMap(schedule -> ScheduleContract.of(schedule).tests());
  }

  private static double atStep(Schedule schedule, long step) {
    return schedule.valueAt(new Progress(step, 100, 3 * step, 0));
  }

  private static double atEpoch(Schedule schedule, long epoch) {
    return schedule.valueAt(new Progress(epoch * 500, 1_000_000, epoch * 500, epoch));
  }

  private static double atUpdate(Schedule schedule, long updates) {
    return schedule.valueAt(new Progress(updates / 5, 1_000_000, updates, 0));
  }

  @Test
  @DisplayName("linear goes from the first step to the last of its line, and stays there")
  void linear() {
    Schedule run = new LinearSchedule(1, 0, null);
    assertThat(atStep(run, 0)).isEqualTo(1);
    assertThat(atStep(run, 25)).isCloseTo(0.75, within(1e-15));
    assertThat(atStep(run, 99)).as("the last step").isCloseTo(0.01, within(1e-15));
    assertThat(atStep(run, 100)).isEqualTo(0);
    assertThat(atStep(run, 1000)).isEqualTo(0);
    Schedule shorter = new LinearSchedule(1, 3, 10L);
    assertThat(atStep(shorter, 5)).isEqualTo(2);
    assertThat(atStep(shorter, 10)).isEqualTo(3);
    assertThat(atStep(shorter, 11)).isEqualTo(3);
    Schedule late = new LinearSchedule(1, 0, null, null, null, 0.5);
    assertThat(atStep(late, 50)).as("half of the way, flat").isEqualTo(1);
    assertThat(atStep(late, 75)).isEqualTo(0.5);
    assertThat(atStep(late, 100)).isEqualTo(0);
  }

  @Test
  @DisplayName("linear over epochs is pylearn2's momentum: 0.5 in epoch 1, 0.7 from epoch 250 on")
  void linearEpochs() {
    Schedule momentum = new LinearEpochsSchedule(0.5, 0.7, 250);
    assertThat(atEpoch(momentum, 0)).as("during epoch 1").isEqualTo(0.5);
    assertThat(atEpoch(momentum, 1)).as("during epoch 2").isCloseTo(0.5 + 0.2 / 249, within(1e-15));
    assertThat(atEpoch(momentum, 249)).as("during epoch 250").isCloseTo(0.7, within(1e-15));
    assertThat(atEpoch(momentum, 400)).isCloseTo(0.7, within(1e-15));
  }

  @Test
  @DisplayName("exponential divides after every update of the player, down to its floor")
  void exponential() {
    Schedule rate = new ExponentialSchedule(0.1, 1.000004, 1e-6);
    assertThat(atUpdate(rate, 0)).isEqualTo(0.1);
    assertThat(atUpdate(rate, 1)).isCloseTo(0.1 / 1.000004, within(1e-17));
    double byHand = 0.1;
    for (int update = 0; update < 5000; update++) {
      byHand /= 1.000004;
    }
    assertThat(atUpdate(rate, 5000)).isCloseTo(byHand, within(1e-14));
    // ln(1e5) / ln(1.000004) = 2,878,237.4
    assertThat(atUpdate(rate, 2_878_237)).isGreaterThan(1e-6);
    assertThat(atUpdate(rate, 2_878_238)).isEqualTo(1e-6);
    assertThat(atUpdate(new ExponentialSchedule(1, 10, 0.5), Long.MAX_VALUE)).isEqualTo(0.5);
  }

  @Test
  @DisplayName("count in epochs or in images where told so, and in one of them only")
  void units() {
    Progress progress = new Progress(30, 100, 30, 2, 5); // 150 images
    assertThat(new LinearSchedule(0, 1, 60L).valueAt(progress)).isEqualTo(0.5);
    assertThat(new LinearSchedule(0, 1, null, 8L, null).valueAt(progress)).isEqualTo(0.25);
    assertThat(new LinearSchedule(0, 1, null, null, 200L).valueAt(progress)).isEqualTo(0.75);
    assertThat(new CosineSchedule(2, 0, null, null, 300L).valueAt(progress)).isEqualTo(1);
    assertThat(new StepSchedule(8, 0.5, 50, Unit.IMAGES).valueAt(progress)).isEqualTo(1);
    assertThat(new StepSchedule(8, 0.5, 2, Unit.EPOCHS).valueAt(progress)).isEqualTo(4);
    assertThatThrownBy(() -> new LinearSchedule(0, 1, 1L, null, 1L))
        .hasMessage("images must be the only one of steps, epochs and images, found 2 of them");
    assertThatThrownBy(() -> new CosineSchedule(0, 1, 1L, 1L, null))
        .hasMessage("epochs must be the only one of steps, epochs and images, found 2 of them");
    assertThatThrownBy(() -> new CosineSchedule(0, 1, null, 0L, null))
        .hasMessage("epochs must be > 0, found 0");
  }

  @Test
  @DisplayName("step multiplies at every n-th training step, not before")
  void step() {
    Schedule rate = new StepSchedule(8, 0.5, 10);
    assertThat(atStep(rate, 0)).isEqualTo(8);
    assertThat(atStep(rate, 9)).isEqualTo(8);
    assertThat(atStep(rate, 10)).isEqualTo(4);
    assertThat(atStep(rate, 19)).isEqualTo(4);
    assertThat(atStep(rate, 30)).isEqualTo(1);
  }

  @Test
  @DisplayName("cosine is halfway at half the way, flat at both ends, and stays at its end")
  void cosine() {
    Schedule rate = new CosineSchedule(3, 1, null);
    assertThat(atStep(rate, 0)).isEqualTo(3);
    assertThat(atStep(rate, 1)).isCloseTo(2 + Math.cos(Math.PI / 100), within(1e-15));
    assertThat(atStep(rate, 50)).isCloseTo(2, within(1e-15));
    assertThat(atStep(rate, 100)).isCloseTo(1, within(1e-15));
    assertThat(atStep(rate, 150)).isCloseTo(1, within(1e-15));
    assertThat(atStep(new CosineSchedule(3, 1, 10L), 10)).isCloseTo(1, within(1e-15));
  }

  @Test
  @DisplayName("refuse what cannot be a schedule")
  void refuse() {
    assertThatThrownBy(() -> new ConstantSchedule(-1)).hasMessage("value must be >= 0, found -1.0");
    assertThatThrownBy(() -> new LinearSchedule(1, 0, 0L)).hasMessage("steps must be > 0, found 0");
    assertThatThrownBy(() -> new LinearSchedule(1, 0, null, null, null, 1))
        .hasMessage("hold must be in [0.0, 1.0), found 1.0");
    assertThatThrownBy(() -> new LinearEpochsSchedule(1, 0, 1))
        .hasMessage("epochs must be >= 2, found 1");
    assertThatThrownBy(() -> new ExponentialSchedule(1, 0.9, 0))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("factor must be >= 1, found 0.9");
    assertThatThrownBy(() -> new ExponentialSchedule(1, 2, 2))
        .hasMessage("floor must be <= initial (1.0), found 2.0");
    assertThatThrownBy(() -> new StepSchedule(1, 0, 10))
        .hasMessage("factor must be in (0, 1], found 0.0");
  }
}
