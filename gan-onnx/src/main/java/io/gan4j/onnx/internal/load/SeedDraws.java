package io.gan4j.onnx.internal.load;

import io.gan4j.onnx.internal.network.NoiseInputs;

/**
 * Noise of a batch that a seed determines: that of latents. The first k samples do not depend on
 * their number.
 */
record SeedDraws(long seed, int count) implements Draws {

  @Override
  public float[] reals(DrawnNoise noise) {
    Philox numbers = Philox.of(noise.stream(), seed);
    int all = Math.multiplyExact(noise.values(), count);
    return switch (noise.distribution()) {
      case NoiseInputs.UNIFORM -> numbers.uniform(all);
      case NoiseInputs.NORMAL -> numbers.normal(all);
      default -> numbers.truncatedNormal(all);
    };
  }

  @Override
  public long[] wholes(DrawnNoise noise) {
    return Philox.of(noise.stream(), seed)
        .below(Math.multiplyExact(noise.values(), count), noise.bound());
  }
}
