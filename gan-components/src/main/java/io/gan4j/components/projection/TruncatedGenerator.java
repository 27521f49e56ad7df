package io.gan4j.components.projection;

import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Check;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * A generator whose latents are truncated: drawn again where they lie beyond a limit (Brock et al.
 * 2019, section 3.1), then scaled towards 0. Samples become more alike and less often bad.
 */
public final class TruncatedGenerator implements GeneratorModel {
  /** So often a value is drawn again; what is beyond the limit even then is set to it. */
  private static final int MOST_DRAWS = 50;

  private final GeneratorModel model;
  private final double scale;
  private final double limit;
  private final int codes;

  /**
   * @param model closed with this
   * @param scale factor on all latents, in [0, 1]; 1 leaves them
   * @param limit values beyond it, of either sign, are drawn again; infinite to keep all
   */
  public TruncatedGenerator(GeneratorModel model, double scale, double limit) {
    this(model, scale, limit, 0);
  }

  /**
   * The same of latents that begin with codes.
   *
   * @param codes values at the beginning of each latent that stay as they are
   */
  public TruncatedGenerator(GeneratorModel model, double scale, double limit, int codes) {
    this.model = model;
    Check.notNegative("codes", codes);
    this.codes = codes;
    this.scale = Check.inClosed("scale", scale, 0, 1);
    Check.rule(limit > 0, "limit", "must be > 0", limit);
    this.limit = limit;
  }

  @Override
  public Optional<FloatNdArray> latents(long seed, int count) {
    return model.latents(seed, count).map(drawn -> truncated(drawn, seed, count));
  }

  private FloatNdArray truncated(FloatNdArray drawn, long seed, int count) {
    float[] values = floats(drawn);
    RandomKey seeds = RandomKey.of(seed).split("redrawn");
    int width = values.length / count;
    for (int draw = 0; draw < MOST_DRAWS && isBeyond(values, width); draw++) {
      float[] others = floats(model.drawLatents(seeds.bits(draw), count));
      for (int i = 0; i < values.length; i++) {
        values[i] = isBeyond(values, i, width) ? others[i] : values[i];
      }
    }
    for (int i = 0; i < values.length; i++) {
      if (i % width >= codes) {
        values[i] = (float) (scale * Math.max(-limit, Math.min(limit, values[i])));
      }
    }
    Shape shape = drawn.shape();
    return NdArrays.wrap(shape, DataBuffers.of(values, true, false));
  }

  private boolean isBeyond(float[] values, int width) {
    for (int i = 0; i < values.length; i++) {
      if (isBeyond(values, i, width)) {
        return true;
      }
    }
    return false;
  }

  private boolean isBeyond(float[] values, int place, int width) {
    return place % width >= codes && Math.abs(values[place]) > limit;
  }

  private static float[] floats(FloatNdArray array) {
    float[] values = new float[Math.toIntExact(array.size())];
    array.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  @Override
  public int classes() {
    return model.classes();
  }

  @Override
  public int conditions() {
    return model.conditions();
  }

  @Override
  public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
    return model.generate(drawLatents(seed, count), labels);
  }

  @Override
  public FloatNdArray sample(
      long seed, int count, int @Nullable [] labels, @Nullable FloatNdArray conditions) {
    return model.generate(drawLatents(seed, count), labels, conditions);
  }

  @Override
  public FloatNdArray generate(FloatNdArray latents, int @Nullable [] labels) {
    return model.generate(latents, labels);
  }

  @Override
  public FloatNdArray generate(
      FloatNdArray latents, int @Nullable [] labels, @Nullable FloatNdArray conditions) {
    return model.generate(latents, labels, conditions);
  }

  @Override
  public Map<String, String> metadata() {
    return model.metadata();
  }

  @Override
  public void close() {
    model.close();
  }
}
