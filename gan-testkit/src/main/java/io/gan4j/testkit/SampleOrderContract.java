package io.gan4j.testkit;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleOrder;
import io.gan4j.api.data.SampleOrder.Places;
import io.gan4j.api.data.SampleOrder.Samples;
import io.gan4j.api.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * What every order of samples promises: a sample that is there at every place, and always the same
 * one, in whatever order places are asked for and by however many threads.
 */
public final class SampleOrderContract {
  private static final int SIZE = 37;
  private static final LabelSpace CLASSES = new LabelSpace(List.of("a", "b", "c"));

  private SampleOrderContract() {}

  /** The contract of an order, on samples of three classes. */
  public static Contract of(SampleOrder order) {
    return new Contract(order)
        .promise("can order labelled samples", () -> works(order))
        .promise("has a sample at every place", () -> inRange(order))
        .promise("is a pure function of the place", () -> pure(order));
  }

  private static Places places(SampleOrder order) {
    return order.of(new Samples(SIZE, CLASSES, i -> i % 5 % 3, RandomKey.of(3)));
  }

  private static void works(SampleOrder order) {
    Expect.empty("conflicts", order.conflicts(Optional.of(CLASSES)));
  }

  private static void inRange(SampleOrder order) {
    Places places = places(order);
    for (long first : new long[] {0, 10 * SIZE, 1_000_000_007L * SIZE}) {
      for (long place = first; place < first + 2 * SIZE; place++) {
        long sample = places.sample(place);
        Expect.holds(
            "sample at place " + place,
            "from 0 to " + (SIZE - 1),
            sample >= 0 && sample < SIZE,
            sample);
      }
    }
  }

  private static void pure(SampleOrder order) {
    long[] asked = LongStream.range(0, 5 * SIZE).toArray();
    long[] once = Arrays.stream(asked).map(places(order)::sample).toArray();
    Places again = places(order);
    long[] backwards = new long[asked.length];
    for (int i = asked.length - 1; i >= 0; i--) {
      backwards[i] = again.sample(asked[i]);
    }
    equal("asked backwards", once, backwards);
    equal("by several threads", once, Arrays.stream(asked).parallel().map(again::sample).toArray());
  }

  private static void equal(String formula, long[] expected, long[] found) {
    Expect.equal("samples " + formula, asList(expected), asList(found));
  }

  private static List<Long> asList(long[] samples) {
    return Arrays.stream(samples).boxed().toList();
  }
}
