package io.gan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.gan4j.bench.HandWrittenGan.Sizes;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("The graph written by hand")
class HandWrittenGanTest {

  /** −log ½: what an undecided discriminator makes each half of the losses. */
  private static final double UNDECIDED = Math.log(2);

  @Test
  @DisplayName(
      "trains: D gains on G at first, and once G makes what the data are, neither can tell")
  void trains() {
    byte[] samples = new byte[16 * 6];
    Arrays.fill(samples, (byte) 255);
    try (HandWrittenGan gan =
        new HandWrittenGan(
            new Sizes(16, 3, Shape.of(6), true, true),
            HandWrittenNetwork.dense(3, 64, 6),
            HandWrittenNetwork.dense(6, 64, 1))) {
      HandWrittenGan.Losses first = gan.step(0, samples);
      assertThat((double) first.discriminator()).isCloseTo(2 * UNDECIDED, offset(0.3));
      assertThat((double) first.generator()).isCloseTo(UNDECIDED, offset(0.3));
      float lowest = first.discriminator();
      HandWrittenGan.Losses last = first;
      for (int step = 1; step < 2000; step++) {
        last = gan.step(step, samples);
        lowest = Math.min(lowest, last.discriminator());
      }
      assertThat(lowest).isLessThan(first.discriminator() - 0.05f);
      assertThat((double) last.discriminator()).isCloseTo(2 * UNDECIDED, offset(0.03));
      assertThat((double) last.generator()).isCloseTo(UNDECIDED, offset(0.03));
    }
  }

  @Test
  @DisplayName("trains convolutions: D gains on G at first")
  void convolutions() {
    byte[] samples = new byte[4 * 784];
    Arrays.fill(samples, (byte) 255);
    try (HandWrittenGan gan =
        new HandWrittenGan(
            new Sizes(4, 3, Shape.of(28, 28, 1), true, true),
            HandWrittenNetwork.dcganGenerator(4, 3),
            HandWrittenNetwork.dcganDiscriminator())) {
      HandWrittenGan.Losses first = gan.step(0, samples);
      assertThat((double) first.discriminator()).isCloseTo(2 * UNDECIDED, offset(0.3));
      float lowest = first.discriminator();
      for (int step = 1; step < 30; step++) {
        lowest = Math.min(lowest, gan.step(step, samples).discriminator());
      }
      assertThat(lowest).isLessThan(first.discriminator() - 0.1f);
    }
  }

  @Test
  @DisplayName("pays the same whether real and fake share a pass or not, and in whatever order")
  void passes() {
    byte[] samples = new byte[16 * 6];
    Arrays.fill(samples, (byte) 200);
    try (HandWrittenGan one = dense(true, true);
        HandWrittenGan two = dense(false, false)) {
      for (int step = 0; step < 5; step++) {
        HandWrittenGan.Losses ofOne = one.step(step, samples);
        HandWrittenGan.Losses ofTwo = two.step(step, samples);
        assertThat(ofOne.discriminator()).isCloseTo(ofTwo.discriminator(), offset(1e-5f));
        assertThat(ofOne.generator()).isCloseTo(ofTwo.generator(), offset(1e-5f));
      }
    }
  }

  private static HandWrittenGan dense(boolean onePass, boolean concurrentOps) {
    return new HandWrittenGan(
        new Sizes(16, 3, Shape.of(6), onePass, concurrentOps),
        HandWrittenNetwork.dense(3, 64, 6),
        HandWrittenNetwork.dense(6, 64, 1));
  }
}
