package io.gan4j.bench;

import io.gan4j.api.data.Batch;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.bench.InterleavedRounds.Contender;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * A training step of gan4j against the same step of a graph written by hand, each with real and
 * fake in one pass of the discriminator and in two, all taking turns in one process: one update of
 * each player of a {@link BenchmarkGan}. The graph by hand is there a second time, with its
 * operations one at a time, for two passes gain from running beside each other.
 */
public final class TrainingStepBenchmark {
  private static final int BATCHES = 20;

  /** Hands on what it gets, and claims to mix samples, which takes real and fake apart. */
  record Apart() implements Activation {
    @Override
    public <T> T apply(TensorOps<T> ops, T values) {
      return values;
    }

    @Override
    public boolean mixesSamples() {
      return true;
    }
  }

  private TrainingStepBenchmark() {}

  /**
   * Runs it.
   *
   * @param args mlp or dcgan, then the number of rounds; mlp and 400 if absent
   */
  public static void main(String[] args) {
    BenchmarkGan contest = args.length > 0 ? BenchmarkGan.named(args[0]) : BenchmarkGan.MLP;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 400;
    List<Batch> data = IntStream.range(0, BATCHES).mapToObj(contest::batch).toList();
    try (GanSession session = contest.open(UnaryOperator.identity(), List.of());
        GanSession sessionApart = contest.open(TrainingStepBenchmark::apart, List.of());
        HandWrittenGan byHand = contest.byHand(true, true);
        HandWrittenGan byHandApart = contest.byHand(false, true);
        HandWrittenGan inTurn = contest.byHand(true, false);
        HandWrittenGan inTurnApart = contest.byHand(false, false)) {
      InterleavedRounds turns = new InterleavedRounds(rounds);
      Contender own = turns.add("gan4j", i -> BenchmarkGan.step(session, i, of(data, i)));
      Contender ownApart =
          turns.add("gan4j in two passes", i -> BenchmarkGan.step(sessionApart, i, of(data, i)));
      Contender hand = turns.add("by hand", i -> byHand.step(i, of(data, i).bytes()));
      Contender handApart =
          turns.add("by hand in two passes", i -> byHandApart.step(i, of(data, i).bytes()));
      Contender turn =
          turns.add("one operation at a time", i -> inTurn.step(i, of(data, i).bytes()));
      Contender turnApart =
          turns.add("… in two passes", i -> inTurnApart.step(i, of(data, i).bytes()));
      turns.warmUp();
      turns.run();
      turns.printMedians();
      turns.printRatio(own, hand);
      turns.printRatio(own, ownApart);
      turns.printRatio(hand, handApart);
      turns.printRatio(turn, turnApart);
      System.out.printf(
          Locale.ROOT, "gan4j's calling thread %.3f ms per step (mean)%n", own.callingThread());
    }
  }

  private static Batch of(List<Batch> data, long step) {
    return data.get((int) (step % BATCHES));
  }

  private static NetworkSpec apart(NetworkSpec discriminator) {
    List<LayerSpec> layers = new ArrayList<>(discriminator.layers());
    layers.add(new Apart());
    return new NetworkSpec(discriminator.input(), layers);
  }
}
