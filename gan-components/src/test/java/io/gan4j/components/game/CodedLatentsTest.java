package io.gan4j.components.game;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.optimizer.Schedule;
import io.gan4j.components.latents.NormalLatents;
import io.gan4j.testkit.DoubleNoise;
import io.gan4j.testkit.DoubleOps;
import io.gan4j.testkit.LatentsContract;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Latents that begin with codes")
class CodedLatentsTest {
  private static final CodedLatents CODED =
      new CodedLatents(new NormalLatents(3), List.of(4, 2), 2);

  @TestFactory
  Stream<DynamicTest> keepTheContract() {
    return LatentsContract.of(CODED, null).tests();
  }

  @Test
  @DisplayName("have one value of each categorical code, all values alike, and numbers in [-1, 1)")
  void codes() {
    int batch = 4000;
    double[] drawn = CODED.draw(new DoubleOps(), DoubleNoise.of(1, 0, batch)).values();
    int width = 4 + 2 + 2 + 3;
    assertThat(drawn).hasSize(batch * width);
    int[] counts = new int[4];
    for (int i = 0; i < batch; i++) {
      double[] row = Arrays.copyOfRange(drawn, i * width, (i + 1) * width);
      assertThat(Arrays.copyOf(row, 6)).containsOnly(0, 1);
      assertThat(Arrays.stream(row, 0, 4).sum()).isEqualTo(1);
      assertThat(Arrays.stream(row, 4, 6).sum()).isEqualTo(1);
      assertThat(row[6]).isBetween(-1.0, 1.0);
      for (int value = 0; value < 4; value++) {
        counts[value] += (int) row[value];
      }
    }
    for (int count : counts) {
      assertThat(count).isBetween(900, 1100);
    }
  }

  @Test
  @DisplayName("are refused without a code, or with one of a single value")
  void refused() {
    Schedule one = Schedule.constant(1);
    assertThatThrownBy(() -> new InfoganGame(List.of(), 0, one))
        .hasMessageContaining("must name a code");
    assertThatThrownBy(() -> new InfoganGame(List.of(10, 1), 0, one))
        .hasMessage("categorical[1] must be > 1, found 1");
  }
}
