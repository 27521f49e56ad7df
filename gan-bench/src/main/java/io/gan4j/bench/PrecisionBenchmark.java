package io.gan4j.bench;

import io.gan4j.api.data.Batch;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Precision;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.training.Phase;
import io.gan4j.bench.InterleavedRounds.Contender;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Training steps in mixed precision against the same in float32, taking turns in one process. The
 * GANs are those of {@link BenchmarkGan} and presets on digits; data are noise.
 */
public final class PrecisionBenchmark {
  private static final int BATCHES = 20;

  /** Presets whose own data are not at hand, on digits of their size. */
  private static final Map<String, List<String>> ON_DIGITS =
      Map.of("images", List.of("data.reader=digits", "data.resize=64", "data.channels=rgb"));

  private PrecisionBenchmark() {}

  /**
   * Runs it.
   *
   * @param args the number of rounds, then names: {@code mlp}, {@code dcgan}, or of a preset; 100
   *     and mlp, dcgan, images, r3gan-digits if absent
   */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    List<String> names =
        args.length > 1
            ? List.of(args).subList(1, args.length)
            : List.of("mlp", "dcgan", "images", "r3gan-digits");
    for (String name : names) {
      if (name.equals("mlp") || name.equals("dcgan")) {
        BenchmarkGan gan = BenchmarkGan.named(name);
        try (GanSession full = gan.open(Precision.FLOAT32);
            GanSession mixed = gan.open(Precision.MIXED)) {
          compare(name, rounds, full, mixed);
        }
      } else {
        Function<Precision, Training> opened = preset(name);
        try (Training full = opened.apply(Precision.FLOAT32);
            Training mixed = opened.apply(Precision.MIXED)) {
          compare(name, rounds, full.session(), mixed.session());
        }
      }
    }
  }

  private static Function<Precision, Training> preset(String name) {
    Gan gan = Gan.load();
    List<String> changes = new ArrayList<>(ON_DIGITS.getOrDefault(name, List.of()));
    changes.add("device=cpu");
    return precision -> {
      List<String> all = new ArrayList<>(changes);
      all.add("precision=" + precision.name().toLowerCase(Locale.ROOT));
      return gan.open(gan.preset(name, all.toArray(String[]::new)));
    };
  }

  private static void compare(String name, int rounds, GanSession full, GanSession mixed) {
    List<Batch> data = IntStream.range(0, BATCHES).mapToObj(seed -> batch(full, seed)).toList();
    System.out.println(name + ", " + mixed.arithmetic());
    InterleavedRounds turns = new InterleavedRounds(rounds);
    Contender rounded = turns.add("mixed", step -> step(mixed, step, data));
    Contender exact = turns.add("float32", step -> step(full, step, data));
    turns.warmUp(8);
    turns.run();
    turns.printMedians();
    turns.printRatio(exact, rounded);
  }

  private static void step(GanSession session, long step, List<Batch> data) {
    long draw = 0;
    for (Phase phase : session.plan().phases()) {
      Batch batch = data.get((int) ((step + draw) % BATCHES));
      session.step(new StepRequest(phase.name(), 2 * step + draw, 0, step, 1000, 0, batch));
      draw++;
    }
  }

  /** A batch of noise, as images. */
  private static Batch batch(GanSession session, int seed) {
    Batch data = new Batch(session.plan().samples(), session.plan().batchSize());
    new Random(seed).nextBytes(data.bytes());
    return data;
  }
}
