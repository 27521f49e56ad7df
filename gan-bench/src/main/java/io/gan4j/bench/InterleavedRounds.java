package io.gan4j.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/** Contenders that take turns, step by step: what disturbs the machine disturbs all alike. */
final class InterleavedRounds {
  private static final int WARM_UP = 30;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final int rounds;
  private final List<Contender> contenders = new ArrayList<>();

  /** One of those that take turns: what it does in a step, and how long that took. */
  static final class Contender {
    private final String name;
    private final LongConsumer step;
    private final double[] millis;
    private long callingThreadNanos;

    private Contender(String name, LongConsumer step, int rounds) {
      this.name = name;
      this.step = step;
      this.millis = new double[rounds];
    }

    /**
     * Milliseconds per step, in the mean, that the thread took that made it: TensorFlow calculates
     * in threads of its own.
     */
    double callingThread() {
      return callingThreadNanos / 1e6 / millis.length;
    }
  }

  InterleavedRounds(int rounds) {
    this.rounds = rounds;
  }

  Contender add(String name, LongConsumer step) {
    Contender contender = new Contender(name, step, rounds);
    contenders.add(contender);
    return contender;
  }

  /** Steps that are not timed. */
  void warmUp() {
    warmUp(WARM_UP);
  }

  /** So many rounds that are not timed. */
  void warmUp(int count) {
    for (int i = 0; i < count; i++) {
      for (Contender contender : contenders) {
        contender.step.accept(i);
      }
    }
  }

  /** The rounds; every contender is first in some, so that nobody always finds the same caches. */
  void run() {
    for (int i = 0; i < rounds; i++) {
      for (int k = 0; k < contenders.size(); k++) {
        Contender contender = contenders.get((i + k) % contenders.size());
        long thread = THREADS.getCurrentThreadCpuTime();
        long begin = System.nanoTime();
        contender.step.accept((long) WARM_UP + i);
        contender.millis[i] = (System.nanoTime() - begin) / 1e6;
        contender.callingThreadNanos += THREADS.getCurrentThreadCpuTime() - thread;
      }
    }
  }

  void printMedians() {
    System.out.printf(Locale.ROOT, "rounds %d%n", rounds);
    for (Contender contender : contenders) {
      System.out.printf(
          Locale.ROOT, "%-22s %8.2f ms per step (median)%n", contender.name, median(contender));
    }
  }

  /** Prints the median ratio within rounds, and returns it. */
  double printRatio(Contender subject, Contender baseline) {
    PairedTimes.Interval ratio = ratio(subject, baseline);
    System.out.printf(
        Locale.ROOT,
        "%-22s %.4f, 95 %% interval [%.4f, %.4f], of %s%n",
        subject.name,
        ratio.estimate(),
        ratio.low(),
        ratio.high(),
        baseline.name);
    return ratio.estimate();
  }

  /** Median milliseconds per step. */
  static double median(Contender contender) {
    return pairs(contender, contender).medianSubject();
  }

  /** Median ratio within rounds. */
  static PairedTimes.Interval ratio(Contender subject, Contender baseline) {
    return pairs(subject, baseline).ratio();
  }

  private static PairedTimes pairs(Contender subject, Contender baseline) {
    PairedTimes times = new PairedTimes(subject.millis.length);
    for (int i = 0; i < subject.millis.length; i++) {
      times.add(subject.millis[i], baseline.millis[i]);
    }
    return times;
  }
}
