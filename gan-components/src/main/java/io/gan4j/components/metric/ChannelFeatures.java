package io.gan4j.components.metric;

import io.gan4j.api.GanException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Features;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;

/**
 * Each channel of an image for itself, as a grey image, by another extractor. Features stand one
 * after the other; class probabilities are the products of the channels', so that three stacked
 * digits, classified by a classifier of digits, are of 1000 classes.
 */
@Doc(
    value =
        "Each channel for itself by another extractor; classes are combinations of the channels'",
    paper = "Metz, Poole, Pfau and Sohl-Dickstein 2017, section 3.3.1 (stacked MNIST)")
public record ChannelFeatures(@Doc("Extractor of a grey image") Features of) implements Features {
  private static final int MOST_CLASSES = 1_000_000;

  @Override
  public FeatureExtractor open(SampleSpace samples) {
    if (!samples.isImage()) {
      throw new GanException(
          "channels are those of images, and these are samples of shape " + samples.shape());
    }
    SampleSpace grey =
        new SampleSpace(
            Shape.of(samples.shape().get(0), samples.shape().get(1), 1),
            samples.element(),
            samples.range());
    return new Extractor(of.open(grey), Math.toIntExact(samples.shape().get(2)));
  }

  private record Extractor(FeatureExtractor grey, int channels) implements FeatureExtractor {
    @Override
    public String description() {
      return grey.description() + ", channel by channel";
    }

    @Override
    public String contentHash() {
      return grey.contentHash();
    }

    @Override
    public String resizing() {
      return grey.resizing();
    }

    @Override
    public boolean classifies() {
      return grey.classifies();
    }

    @Override
    public Extracted extract(FloatNdArray samples) {
      int count = Math.toIntExact(samples.shape().get(0));
      float[] values = values(samples);
      List<float[]> features = new ArrayList<>();
      float @Nullable [] probabilities = null;
      for (int channel = 0; channel < channels; channel++) {
        float[] plane = new float[values.length / channels];
        for (int i = 0; i < plane.length; i++) {
          plane[i] = values[i * channels + channel];
        }
        Extracted extracted =
            grey.extract(
                NdArrays.wrap(
                    Shape.of(count, samples.shape().get(1), samples.shape().get(2), 1),
                    DataBuffers.of(plane, true, false)));
        features.add(values(extracted.features()));
        if (extracted.probabilities() != null) {
          float[] own = values(extracted.probabilities());
          probabilities = probabilities == null ? own : products(probabilities, own, count);
        }
      }
      return new Extracted(
          array(beside(features, count), count),
          probabilities == null ? null : array(probabilities, count));
    }

    /** Row by row every value of one times every value of the other. */
    private static float[] products(float[] a, float[] b, int rows) {
      int wideA = a.length / rows;
      int wideB = b.length / rows;
      if ((long) wideA * wideB > MOST_CLASSES) {
        throw new GanException(
            "combinations of " + wideA + " and " + wideB + " classes are too many to count");
      }
      float[] products = new float[rows * wideA * wideB];
      for (int i = 0; i < products.length; i++) {
        int row = i / (wideA * wideB);
        int pair = i % (wideA * wideB);
        products[i] = a[row * wideA + pair / wideB] * b[row * wideB + pair % wideB];
      }
      return products;
    }

    private static float[] beside(List<float[]> parts, int rows) {
      int width = parts.stream().mapToInt(part -> part.length / rows).sum();
      float[] all = new float[rows * width];
      int at = 0;
      for (float[] part : parts) {
        int wide = part.length / rows;
        for (int row = 0; row < rows; row++) {
          System.arraycopy(part, row * wide, all, row * width + at, wide);
        }
        at += wide;
      }
      return all;
    }

    private static float[] values(FloatNdArray array) {
      float[] values = new float[Math.toIntExact(array.size())];
      array.copyTo(DataBuffers.of(values, false, false));
      return values;
    }

    private static FloatNdArray array(float[] values, int rows) {
      return NdArrays.wrap(
          Shape.of(rows, values.length / rows), DataBuffers.of(values, true, false));
    }

    @Override
    public void close() {
      grey.close();
    }
  }
}
