package io.gan4j.api.random;

/**
 * A stream of random numbers that can be read at any index, in any order, from any thread. The
 * number at index i is SplitMix64's i-th output for the seed {@code key} (Steele, Lea and Flood
 * 2014), so it never depends on what was drawn before.
 *
 * @param key the seed of this stream
 */
public record RandomKey(long key) {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The root of all streams of a run. */
  public static RandomKey of(long seed) {
    return new RandomKey(mix(seed ^ 0x6A09E667F3BCC909L));
  }

  /** The stream of this name below this one; different names give independent streams. */
  public RandomKey split(String name) {
    long hash =
        0xCBF29CE484222325L; // FNV-1a: fixed by its definition, unlike String.hashCode it has 64
    // bits
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    return split(hash);
  }

  /** The stream of this number below this one. */
  public RandomKey split(long index) {
    return new RandomKey(mix(mix(key + GOLDEN) ^ mix(index * GOLDEN + 1)));
  }

  /** 64 random bits at an index. */
  public long bits(long index) {
    return mix(key + (index + 1) * GOLDEN);
  }

  /** Uniform in [0, 1), with 53 random bits. */
  public double uniform(long index) {
    return (bits(index) >>> 11) * 0x1.0p-53;
  }

  /** Uniform integer in [0, bound); the bias is below bound / 2^63. */
  public long below(long index, long bound) {
    return Math.floorMod(bits(index) >>> 1, bound);
  }

  /** Standard normal (Box–Muller). */
  public double normal(long index) {
    double radius = Math.sqrt(-2 * Math.log1p(-uniform(2 * index)));
    return radius * Math.cos(2 * Math.PI * uniform(2 * index + 1));
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
