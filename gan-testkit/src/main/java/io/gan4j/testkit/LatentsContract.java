package io.gan4j.testkit;

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
            .promise(Aspect.VALUE, "has the shape it declares", () -> shape(latents))
            .promise(
                Aspect.REPETITION, "gives equal latents for equal draws", () -> equalDraws(latents))
            .promise("gives other latents for other draws and seeds", () -> otherDraws(latents))
            .promise(
                Aspect.REPETITION,
                "does not depend on the size of the batch",
                () -> prefix(latents))
            .promise("gives finite values", () -> finite(latents));
    return expected == null
        ? contract
        : contract.promise("has the mean and variance it says", () -> moments(latents, expected));
  }

  private static void shape(Latents latents) {
    for (int batch : new int[] {1, 5}) {
      Expect.equal(
          "shape of " + batch + " latents",
          latents.shape().prepend(batch),
          draw(latents, 1, 0, batch).shape());
    }
  }

  private static void equalDraws(Latents latents) {
    Expect.repeated("draw 3 of seed 1, again", draw(latents, 1, 3, 5), draw(latents, 1, 3, 5));
  }

  private static void otherDraws(Latents latents) {
    DoubleTensor first = draw(latents, 1, 3, 5);
    Expect.different("draw 4 of seed 1, after draw 3", first, draw(latents, 1, 4, 5));
    Expect.different("draw 3 of seed 2, after that of seed 1", first, draw(latents, 2, 3, 5));
  }

  private static void prefix(Latents latents) {
    double[] few = draw(latents, 1, 0, 3).data;
    double[] many = draw(latents, 1, 0, 8).data;
    Expect.close("the first 3 of 8 latents, by 3 alone", few, Arrays.copyOf(many, few.length), 0);
  }

  private static void finite(Latents latents) {
    for (double value : draw(latents, 1, 0, 100).data) {
      Expect.finite("a latent value", value);
    }
  }

  private static void moments(Latents latents, Moments expected) {
    int batch = (int) Math.max(10, 40_000 / latents.shape().size());
    double[] values = draw(latents, 5, 0, batch).data;
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    Expect.close("mean", expected.mean(), mean, 5 * Math.sqrt(expected.variance() / values.length));
    Expect.close("variance", expected.variance(), variance, 0.05 * expected.variance());
  }

  private static DoubleTensor draw(Latents latents, long seed, long draw, int batch) {
    return latents.draw(new DoubleOps(), DoubleNoise.of(seed, draw, batch));
  }
}
