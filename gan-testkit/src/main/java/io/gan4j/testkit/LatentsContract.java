package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Latents;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What every distribution of latents promises: equal draws are equal, a latent does not depend on
 * the batch it stands in, and the values have the moments that the distribution says.
 */
public final class LatentsContract {
  private LatentsContract() {}

  /**
   * What the values should look like.
   *
   * @param mean their mean
   * @param variance their variance
   */
  public record Moments(double mean, double variance) {}

  /**
   * The contract of a distribution.
   *
   * @param expected moments over all values; null to check none
   */
  public static Contract of(Latents latents, @Nullable Moments expected) {
    Contract contract =
        new Contract(latents)
            .promise("has the shape it declares", () -> shape(latents))
            .promise("gives equal latents for equal draws", () -> equalDraws(latents))
            .promise("gives other latents for other draws and seeds", () -> otherDraws(latents))
            .promise("does not depend on the size of the batch", () -> prefix(latents))
            .promise("gives finite values", () -> finite(latents));
    return expected == null
        ? contract
        : contract.promise("has the mean and variance it says", () -> moments(latents, expected));
  }

  private static void shape(Latents latents) {
    assertThat(draw(latents, 1, 0, 5).shape()).isEqualTo(latents.shape().prepend(5));
    assertThat(draw(latents, 1, 0, 1).shape()).isEqualTo(latents.shape().prepend(1));
  }

  private static void equalDraws(Latents latents) {
    assertThat(draw(latents, 1, 3, 5)).isEqualTo(draw(latents, 1, 3, 5));
  }

  private static void otherDraws(Latents latents) {
    assertThat(draw(latents, 1, 3, 5)).isNotEqualTo(draw(latents, 1, 4, 5));
    assertThat(draw(latents, 1, 3, 5)).isNotEqualTo(draw(latents, 2, 3, 5));
  }

  private static void prefix(Latents latents) {
    double[] few = draw(latents, 1, 0, 3).data;
    double[] many = draw(latents, 1, 0, 8).data;
    assertThat(Arrays.copyOf(many, few.length)).isEqualTo(few);
  }

  private static void finite(Latents latents) {
    for (double value : draw(latents, 1, 0, 100).data) {
      assertThat(value).isFinite();
    }
  }

  private static void moments(Latents latents, Moments expected) {
    int batch = (int) Math.max(10, 40_000 / latents.shape().size());
    double[] values = draw(latents, 5, 0, batch).data;
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    assertThat(mean)
        .as("mean")
        .isCloseTo(expected.mean(), within(5 * Math.sqrt(expected.variance() / values.length)));
    assertThat(variance)
        .as("variance")
        .isCloseTo(expected.variance(), within(0.05 * expected.variance()));
  }

  private static DoubleTensor draw(Latents latents, long seed, long draw, int batch) {
    return latents.draw(new DoubleOps(), DoubleNoise.of(seed, draw, batch));
  }
}
