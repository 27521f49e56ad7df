package io.gan4j.components.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.data.SampleOrder.Places;
import io.gan4j.api.data.SampleOrder.Samples;
import io.gan4j.api.data.SequentialOrder;
import io.gan4j.api.data.ShuffledOrder;
import io.gan4j.api.random.RandomKey;
import io.gan4j.testkit.SampleOrderContract;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("An order of samples")
class OrdersTest {
  private static final LabelSpace CLASSES = new LabelSpace(List.of("often", "seldom", "never"));
  private static final int SIZE = 100;
  private static final int DRAWS = 30_000;

  /** χ² of 1, 9 and 89 degrees of freedom that is exceeded once in a thousand. */
  private static final double MOST_OF_2 = 10.8;

  private static final double MOST_OF_10 = 27.9;
  private static final double MOST_OF_90 = 135.0;

  @TestFactory
  Stream<DynamicTest> contracts() {
    return Stream.of(
            new ShuffledOrder(),
            new SequentialOrder(),
            new BalancedOrder(Map.of()),
            new BalancedOrder(Map.of("a", 2.5, "2", 0.0)))
        .flatMap(order -> SampleOrderContract.of(order).tests());
  }

  /** Every tenth sample is a seldom one. */
  private static Places places(SampleOrder order, long seed) {
    return order.of(new Samples(SIZE, CLASSES, i -> i % 10 == 0 ? 1 : 0, RandomKey.of(seed)));
  }

  private static long[] samples(SampleOrder order, long seed, int size, long first, int count) {
    Places places = order.of(new Samples(size, null, i -> 0, RandomKey.of(seed)));
    return LongStream.range(first, first + count).map(places::sample).toArray();
  }

  @Test
  @DisplayName("shuffled is the one that runs have had, number by number")
  void shuffled() {
    assertThat(samples(new ShuffledOrder(), 7, 97, 90, 14))
        .containsExactly(3, 95, 34, 27, 36, 8, 82, 51, 55, 47, 65, 95, 62, 45);
    assertThat(samples(new ShuffledOrder(), 2026, 5, 0, 15))
        .containsExactly(4, 0, 2, 3, 1, 2, 1, 0, 4, 3, 2, 0, 3, 1, 4);
  }

  @Test
  @DisplayName("sequential takes the samples as they lie")
  void sequential() {
    assertThat(samples(new SequentialOrder(), 7, 97, 95, 4)).containsExactly(95, 96, 0, 1);
  }

  @Test
  @DisplayName("balanced draws every class as often, and within it every sample as often")
  void balanced() {
    long[] counts = counts(new BalancedOrder(Map.of()));
    long[] ofClass = new long[2];
    for (int i = 0; i < SIZE; i++) {
      ofClass[i % 10 == 0 ? 1 : 0] += counts[i];
    }
    assertThat(chiSquare(ofClass, 0.5, 0.5)).isLessThan(MOST_OF_2);
    long[] seldom = LongStream.range(0, 10).map(i -> counts[(int) i * 10]).toArray();
    assertThat(chiSquare(seldom, even(10))).isLessThan(MOST_OF_10);
    long[] often =
        LongStream.range(0, SIZE).filter(i -> i % 10 != 0).map(i -> counts[(int) i]).toArray();
    assertThat(chiSquare(often, even(90))).isLessThan(MOST_OF_90);
  }

  @Test
  @DisplayName(
      "balanced draws classes as their weights say, by name or number, and none of weight 0")
  void weights() {
    long[] counts = counts(new BalancedOrder(Map.of("seldom", 3.0)));
    long seldom = LongStream.range(0, 10).map(i -> counts[(int) i * 10]).sum();
    assertThat(chiSquare(new long[] {DRAWS - seldom, seldom}, 0.25, 0.75)).isLessThan(MOST_OF_2);
    long[] only = counts(new BalancedOrder(Map.of("0", 0.0)));
    assertThat(LongStream.range(0, 10).map(i -> only[(int) i * 10]).sum()).isEqualTo(DRAWS);
    assertThat(counts(new BalancedOrder(Map.of("never", 5.0))))
        .as("a class without samples takes no part")
        .isEqualTo(counts(new BalancedOrder(Map.of())));
  }

  @Test
  @DisplayName("balanced differs between seeds")
  void seeds() {
    SampleOrder order = new BalancedOrder(Map.of());
    assertThat(LongStream.range(0, 50).map(places(order, 1)::sample).toArray())
        .isNotEqualTo(LongStream.range(0, 50).map(places(order, 2)::sample).toArray());
  }

  @Test
  @DisplayName("balanced is refused without labels, for other classes, and where nothing is left")
  void refused() {
    assertThat(new BalancedOrder(Map.of()).conflicts(Optional.empty()))
        .containsExactly("needs labels");
    assertThat(new BalancedOrder(Map.of("odd", 1.0)).conflicts(Optional.of(CLASSES)))
        .containsExactly("has a weight for 'odd', and the classes are often, seldom, never");
    assertThatThrownBy(() -> new BalancedOrder(Map.of("often", -1.0)))
        .hasMessage("weights must be >= 0, found -1.0");
    assertThatThrownBy(() -> places(new BalancedOrder(Map.of("often", 0.0, "seldom", 0.0)), 1))
        .isInstanceOf(DataException.class)
        .hasMessage("no class with a weight above 0 has samples");
  }

  private static long[] counts(SampleOrder order) {
    Places places = places(order, 11);
    long[] counts = new long[SIZE];
    for (long place = 0; place < DRAWS; place++) {
      counts[(int) places.sample(place)]++;
    }
    return counts;
  }

  private static double[] even(int classes) {
    double[] shares = new double[classes];
    Arrays.fill(shares, 1.0 / classes);
    return shares;
  }

  private static double chiSquare(long[] counts, double... shares) {
    long all = Arrays.stream(counts).sum();
    double sum = 0;
    for (int i = 0; i < counts.length; i++) {
      double expected = all * shares[i];
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }
}
