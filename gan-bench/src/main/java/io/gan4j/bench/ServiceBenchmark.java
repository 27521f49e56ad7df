package io.gan4j.bench;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.core.serve.ServiceOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.tensorflow.ndarray.FloatNdArray;

/**
 * Samples per second of a service with many callers, beside those of plain batches, and how long a
 * caller waits. The two are measured in turn, several times; of each the median is told.
 *
 * <p>Arguments: the folder of an exported generator, samples of a request, seconds of a
 * measurement.
 */
public final class ServiceBenchmark {
  private static final int ROUNDS = 5;
  private static final List<Integer> CALLERS = List.of(1, 8, 64);
  private static final List<Integer> BATCHES = List.of(16, 64, 256);

  private ServiceBenchmark() {}

  /**
   * What a measurement gave.
   *
   * @param rate samples per second
   * @param waits nanoseconds of each request, in order
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Measured(double rate, long[] waits) {
    double millis(double share) {
      return waits.length == 0
          ? Double.NaN
          : waits[(int) Math.min(waits.length - 1, share * waits.length)] / 1e6;
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    Path folder = Path.of(arguments[0]);
    int count = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1;
    double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 2;
    try (GeneratorService service = GeneratorService.open(Gan.load().load(folder))) {
      List<List<Measured>> plain = lists(BATCHES.size());
      List<List<Measured>> served = lists(CALLERS.size());
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < BATCHES.size(); i++) {
          plain.get(i).add(plain(service.model(), BATCHES.get(i), seconds));
        }
        for (int i = 0; i < CALLERS.size(); i++) {
          served.get(i).add(served(service, CALLERS.get(i), count, seconds));
        }
      }
      for (int i = 0; i < BATCHES.size(); i++) {
        print("plain batches of " + BATCHES.get(i), plain.get(i));
      }
      for (int i = 0; i < CALLERS.size(); i++) {
        print(CALLERS.get(i) + " callers of " + count, served.get(i));
      }
      System.out.println(ServiceOptions.DEFAULT);
    }
  }

  private static List<List<Measured>> lists(int size) {
    List<List<Measured>> lists = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      lists.add(new ArrayList<>());
    }
    return lists;
  }

  private static void print(String what, List<Measured> rounds) {
    Measured median =
        rounds.stream()
            .sorted((a, b) -> Double.compare(a.rate(), b.rate()))
            .skip(rounds.size() / 2)
            .findFirst()
            .orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%-24s %10.0f samples/s  p50 %8.2f ms  p99 %8.2f ms%n",
        what,
        median.rate(),
        median.millis(0.5),
        median.millis(0.99));
  }

  /** One thread that asks for one full batch after the other, with the latents drawn each time. */
  private static Measured plain(GeneratorModel model, int batch, double seconds) {
    int[] labels = LabelSpace.inTurn(model.classes(), batch);
    model.sample(0, batch, labels);
    long start = System.nanoTime();
    long made = 0;
    while (System.nanoTime() - start < seconds * 1e9) {
      FloatNdArray samples = model.sample(made, batch, labels);
      made += samples.shape().get(0);
    }
    return new Measured(made / ((System.nanoTime() - start) / 1e9), new long[0]);
  }

  /** So many threads, each of which asks again when it has its samples. */
  private static Measured served(GeneratorService service, int callers, int count, double seconds)
      throws InterruptedException {
    AtomicLong made = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    List<Thread> threads = new ArrayList<>();
    List<List<Long>> waits = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      List<Long> own = new ArrayList<>();
      waits.add(own);
      long first = (long) i << 32;
      threads.add(
          new Thread(
              () -> {
                for (long seed = first; !over.get(); seed++) {
                  long asked = System.nanoTime();
                  service.sample(seed, count).join();
                  own.add(System.nanoTime() - asked);
                  made.addAndGet(count);
                }
              }));
    }
    long start = System.nanoTime();
    threads.forEach(Thread::start);
    Thread.sleep((long) (seconds * 1000));
    over.set(true);
    for (Thread thread : threads) {
      thread.join();
    }
    double took = (System.nanoTime() - start) / 1e9;
    long[] all = waits.stream().flatMap(List::stream).mapToLong(Long::longValue).sorted().toArray();
    return new Measured(made.get() / took, Arrays.copyOf(all, all.length));
  }
}
