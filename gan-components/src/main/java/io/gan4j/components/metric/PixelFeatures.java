package io.gan4j.components.metric;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Features;
import io.gan4j.api.spec.Doc;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * The values of a sample as its features. For images a poor measure, but one that is always there.
 */
@Doc("The samples' own values, in the range the networks see")
public record PixelFeatures() implements Features {

  @Override
  public FeatureExtractor open(SampleSpace samples) {
    return new Extractor();
  }

  private static final class Extractor implements FeatureExtractor {
    @Override
    public String description() {
      return "pixels";
    }

    @Override
    public String contentHash() {
      return "";
    }

    @Override
    public String resizing() {
      return "";
    }

    @Override
    public boolean classifies() {
      return false;
    }

    @Override
    public Extracted extract(FloatNdArray samples) {
      float[] values = new float[Math.toIntExact(samples.size())];
      samples.copyTo(DataBuffers.of(values, false, false));
      long count = samples.shape().get(0);
      return new Extracted(
          NdArrays.wrap(
              Shape.of(count, values.length / count), DataBuffers.of(values, true, false)),
          null);
    }

    @Override
    public void close() {}
  }
}
