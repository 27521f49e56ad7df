package io.gan4j.core.memory;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.components.loss.NonSaturatingLoss;
import io.gan4j.components.loss.RealFakeCombination;
import io.gan4j.components.term.LecamTerm;
import io.gan4j.testkit.SmallPlan;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("A run that is about to start")
class MemoryCheckTest {
  private static final long MIB = 1 << 20;
  private static final Device CPU = new Device("cpu", "");

  /** 400 MiB of process, 100 of weights, 3200 of a step, 200 of copies, 100 of data: 4000. */
  private static final MemoryPlan NEED =
      new MemoryPlan(400 * MIB, 100 * MIB, 3200 * MIB, 200 * MIB, 100 * MIB);

  private static SmallPlan plan() {
    return SmallPlan.points().batchSize(64).loss(new NonSaturatingLoss(RealFakeCombination.SUM));
  }

  private static void refused(long room, Device device, GanPlan plan, String message) {
    assertThatThrownBy(() -> new MemoryCheck(room * MIB, device).require(NEED, plan))
        .isInstanceOf(GanException.class)
        .hasMessage(
            message
                + ". --dry-run shows what takes it; watches.memory=ignore starts it all the same");
  }

  @Nested
  @DisplayName("on the CPU")
  class OnCpu {
    @Test
    @DisplayName("starts if all it needs is there, to the byte")
    void fits() {
      assertThatCode(() -> new MemoryCheck(NEED.total(), CPU).require(NEED, plan().build()))
          .doesNotThrowAnyException();
      assertThatThrownBy(() -> new MemoryCheck(NEED.total() - 1, CPU).require(NEED, plan().build()))
          .isInstanceOf(GanException.class);
    }

    @Test
    @DisplayName("is refused with the numbers, a batch that fits, and parts that do")
    void parts() {
      refused(
          1800,
          CPU,
          plan().build(),
          "the run needs about 3.9 GiB of memory, and there are 1.8 GiB for this process;"
              + " activations and gradients take 3.1 GiB at 64 samples at once:"
              + " data.batchSize=20 would fit, and training.accumulate=4 too, with the same"
              + " updates");
    }

    @Test
    @DisplayName("is not told to pass its batch in parts where these do not add up")
    void whole() {
      refused(
          1800,
          CPU,
          plan().term("term", new LecamTerm(0.9, true)).build(),
          "the run needs about 3.9 GiB of memory, and there are 1.8 GiB for this process;"
              + " activations and gradients take 3.1 GiB at 64 samples at once:"
              + " data.batchSize=20 would fit");
    }

    @Test
    @DisplayName("is told so where no batch is small enough")
    void networks() {
      refused(
          820,
          CPU,
          plan().build(),
          "the run needs about 3.9 GiB of memory, and there are 820 MiB for this process; no"
              + " batch is small enough for that: take smaller networks, or hold fewer samples in"
              + " memory");
    }
  }

  @Nested
  @DisplayName("on a GPU")
  class OnGpu {
    private final GanPlan plan = plan().build();

    @Test
    @DisplayName("needs weights and activations there, and the rest here")
    void split() {
      Device gpu = new Device("gpu:0", "", 3300 * MIB);
      assertThatCode(() -> new MemoryCheck(700 * MIB, gpu).require(NEED, plan))
          .doesNotThrowAnyException();
      refused(
          700,
          new Device("gpu:0", "", 1700 * MIB),
          plan,
          "the run needs about 3.2 GiB of memory, and there are 1.7 GiB for gpu:0;"
              + " activations and gradients take 3.1 GiB at 64 samples at once:"
              + " data.batchSize=32 would fit, and training.accumulate=2 too, with the same"
              + " updates");
    }

    @Test
    @DisplayName("is refused for the host's memory too, which no batch helps")
    void host() {
      refused(
          699,
          new Device("gpu:0", "", 9000 * MIB),
          plan,
          "the run needs about 700 MiB of memory, and there are 699 MiB for this process; no batch"
              + " is small enough for that: take smaller networks, or hold fewer samples in"
              + " memory");
    }
  }
}
