package io.gan4j.testkit;

import io.gan4j.api.Player;
import io.gan4j.api.term.PlayerOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fake's two players.
 *
 * @param networks what they compute
 */
record FakePlayers(FakeNetworks networks, FakePlayer generator, FakePlayer discriminator) {

  FakePlayer of(Player player) {
    return player == Player.GENERATOR ? generator : discriminator;
  }

  /**
   * What the generator makes.
   *
   * @param weights all of its weights
   * @param labels one-hot; null if it sees none
   */
  DoubleTensor generate(double[] weights, DoubleTensor latents, @Nullable DoubleTensor labels) {
    return networks.generate(
        generator.kernel(weights),
        generator.bias(weights),
        generator.ofClass(weights, labels),
        latents);
  }

  /**
   * What the discriminator says.
   *
   * @param weights all of its weights
   * @param labels one-hot; null if it sees none
   */
  PlayerOutput<DoubleTensor> discriminate(
      double[] weights, DoubleTensor samples, @Nullable DoubleTensor labels) {
    return networks.discriminate(
        discriminator.kernel(weights),
        discriminator.bias(weights),
        discriminator.ofClass(weights, labels),
        samples);
  }

  /** The players in a context, with these weights. */
  DoubleTermContext.Players with(double[] generatorWeights, double[] discriminatorWeights) {
    return new DoubleTermContext.Players() {
      @Override
      public boolean seesLabels(Player player) {
        return of(player).seesLabels();
      }

      @Override
      public DoubleTensor generate(DoubleTensor latents) {
        return generate(latents, null);
      }

      @Override
      public PlayerOutput<DoubleTensor> discriminate(DoubleTensor samples) {
        return discriminate(samples, null);
      }

      @Override
      public DoubleTensor generate(DoubleTensor latents, @Nullable DoubleTensor labels) {
        return FakePlayers.this.generate(generatorWeights, latents, labels);
      }

      @Override
      public PlayerOutput<DoubleTensor> discriminate(
          DoubleTensor samples, @Nullable DoubleTensor labels) {
        return FakePlayers.this.discriminate(discriminatorWeights, samples, labels);
      }

      @Override
      public List<DoubleTensor> kernels(Player player) {
        return List.of(
            player == Player.GENERATOR
                ? generator.kernel(generatorWeights)
                : discriminator.kernel(discriminatorWeights));
      }
    };
  }
}
