package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The order of the data")
class EpochOrderTest {
  private static long[] stream(long seed, long first, int count, boolean shuffle) {
    return indices(new EpochOrder(seed, OptionalLong.of(97), shuffle), first, count);
  }

  private static long[] indices(EpochOrder order, long first, int count) {
    return LongStream.range(first, first + count).map(order::index).toArray();
  }

  @Test
  @DisplayName("visits every sample exactly once per epoch")
  void everyEpochIsAPermutation() {
    for (int epoch = 0; epoch < 5; epoch++) {
      long[] indices = stream(7, epoch * 97L, 97, true);
      Arrays.sort(indices);
      assertThat(indices).isEqualTo(LongStream.range(0, 97).toArray());
    }
  }

  @Test
  @DisplayName("differs between epochs and between seeds")
  void differs() {
    assertThat(stream(7, 0, 97, true))
        .isNotEqualTo(stream(7, 97, 97, true))
        .isNotEqualTo(stream(8, 0, 97, true));
  }

  @Test
  @DisplayName("is a function of the position alone, wherever reading starts")
  void startsAnywhere() {
    long[] whole = stream(7, 0, 300, true);
    assertThat(stream(7, 150, 150, true)).isEqualTo(Arrays.copyOfRange(whole, 150, 300));
  }

  @Test
  @DisplayName("is the order of the data set when not shuffled")
  void unshuffled() {
    assertThat(stream(7, 95, 4, false)).containsExactly(95, 96, 0, 1);
  }

  @Test
  @DisplayName("puts each sample first about equally often")
  void uniform() {
    int[] first = new int[10];
    EpochOrder order = new EpochOrder(3, OptionalLong.of(10), true);
    for (int epoch = 0; epoch < 20_000; epoch++) {
      first[(int) order.index(epoch * 10L)]++;
    }
    // 2000 expected, standard deviation 42: six of them
    assertThat(Arrays.stream(first)).allMatch(count -> count >= 1746 && count <= 2254);
  }

  @Test
  @DisplayName("of a generated distribution is the position itself, without epochs")
  void generated() {
    EpochOrder order = new EpochOrder(7, OptionalLong.empty(), true);
    assertThat(indices(order, 1_000_000_000_000L, 3))
        .containsExactly(1_000_000_000_000L, 1_000_000_000_001L, 1_000_000_000_002L);
    assertThat(order.epochOf(1_000_000)).isZero();
  }
}
