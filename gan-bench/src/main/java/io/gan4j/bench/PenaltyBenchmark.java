package io.gan4j.bench;

import io.gan4j.api.config.TermConfig;
import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.NetworkSpec;
import io.gan4j.api.provider.GanSession;
import io.gan4j.bench.InterleavedRounds.Contender;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.R1Term;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What a gradient penalty adds to a training step of a {@link BenchmarkGan}, beside the
 * multiplications that it has to add. With F of them in the discriminator's forward pass over a
 * batch, and G in the generator's, a plain step has 8F + 4G: the discriminator's update passes real
 * and fake samples forwards, and back to the inputs of its layers and to their weights; the
 * generator's passes fakes forwards and back to the pixels, and has three passes of the generator.
 * A penalty at points of its own passes them forwards and back to the pixels, and differentiates
 * that way back, to its weights and to what came along it: 4F. Leaky relu has no curvature, so that
 * the way forwards is not differentiated again. At the real samples, which went forwards anyway, it
 * is 3F. Nobody asks for gradients of the inputs of a first layer, but in a penalty; these are
 * taken off.
 */
public final class PenaltyBenchmark {
  private PenaltyBenchmark() {}

  /**
   * Runs it.
   *
   * @param args mlp or dcgan, then the number of rounds; mlp and 200 if absent
   */
  public static void main(String[] args) {
    BenchmarkGan contest = args.length > 0 ? BenchmarkGan.named(args[0]) : BenchmarkGan.MLP;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 200;
    Batch data = contest.batch(1);
    UnaryOperator<NetworkSpec> same = UnaryOperator.identity();
    try (GanSession plain = contest.open(same, List.of());
        GanSession penalty =
            contest.open(same, List.of(new TermConfig(new GradientPenaltyTerm(1, false), 10)));
        GanSession r1 = contest.open(same, List.of(new TermConfig(new R1Term(), 10)))) {
      InterleavedRounds turns = new InterleavedRounds(rounds);
      Contender without = turns.add("plain", i -> BenchmarkGan.step(plain, i, data));
      Contender interpolated =
          turns.add("gradient-penalty", i -> BenchmarkGan.step(penalty, i, data));
      Contender real = turns.add("r1", i -> BenchmarkGan.step(r1, i, data));
      turns.warmUp();
      turns.run();
      turns.printMedians();
      Arithmetic arithmetic = Arithmetic.of(contest);
      print(turns.printRatio(interpolated, without), arithmetic.withPenalty(4));
      print(turns.printRatio(real, without), arithmetic.withPenalty(3));
    }
  }

  private static void print(double time, double arithmetic) {
    System.out.printf(
        Locale.ROOT,
        "  multiplications       %.4f; time per multiplication %.3f of the plain step's%n",
        arithmetic,
        time / arithmetic);
  }

  /**
   * Multiplications per sample.
   *
   * @param discriminator of its forward pass
   * @param first of these, the first layer's
   * @param generator of its forward pass
   * @param generatorFirst of these, the first layer's
   */
  private record Arithmetic(long discriminator, long first, long generator, long generatorFirst) {
    static Arithmetic of(BenchmarkGan contest) {
      NetworkSpec discriminator = contest.network(Player.DISCRIMINATOR);
      NetworkSpec generator = contest.network(Player.GENERATOR);
      return new Arithmetic(
          sum(discriminator), first(discriminator), sum(generator), first(generator));
    }

    private static long sum(NetworkSpec network) {
      return network.placed().stream().mapToLong(BenchmarkGan::multiplications).sum();
    }

    private static long first(NetworkSpec network) {
      return network.placed().stream()
          .mapToLong(BenchmarkGan::multiplications)
          .filter(n -> n > 0)
          .findFirst()
          .orElseThrow();
    }

    private double plain() {
      return 8.0 * discriminator - 2 * first + 4 * generator - generatorFirst;
    }

    /** Ratio to the plain step, with a penalty of so many passes through the discriminator. */
    double withPenalty(int passes) {
      return (plain() + passes * (double) discriminator) / plain();
    }
  }
}
