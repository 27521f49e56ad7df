package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.FeatureExtractor.Extracted;
import io.gan4j.api.metric.Features;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

@DisplayName("Features channel by channel")
class ChannelFeaturesTest {

  /** Of a grey pixel p: the feature 10·p, and the classes 1 − p and p. */
  private record Pixel() implements Features {
    @Override
    public FeatureExtractor open(SampleSpace samples) {
      assertThat(samples.shape()).isEqualTo(Shape.of(1, 1, 1));
      return new FeatureExtractor() {
        @Override
        public String description() {
          return "pixel";
        }

        @Override
        public String contentHash() {
          return "f00";
        }

        @Override
        public String resizing() {
          return "";
        }

        @Override
        public boolean classifies() {
          return true;
        }

        @Override
        public Extracted extract(FloatNdArray pixels) {
          int count = (int) pixels.shape().get(0);
          FloatNdArray features = NdArrays.ofFloats(Shape.of(count, 1));
          FloatNdArray classes = NdArrays.ofFloats(Shape.of(count, 2));
          for (int i = 0; i < count; i++) {
            float p = pixels.getFloat(i, 0, 0, 0);
            features.setFloat(10 * p, i, 0);
            classes.setFloat(1 - p, i, 0).setFloat(p, i, 1);
          }
          return new Extracted(features, classes);
        }

        @Override
        public void close() {}
      };
    }
  }

  @Test
  @DisplayName("stand beside each other, and classes are combinations, the first channel's first")
  void combined() {
    FloatNdArray images = NdArrays.ofFloats(Shape.of(2, 1, 1, 3));
    images.setFloat(1, 0, 0, 0, 0); // classes 1, 0, 0: number 4 of 8
    images.setFloat(0.25f, 1, 0, 0, 1); // classes 0; 0 or 1; 0
    try (FeatureExtractor extractor =
        new ChannelFeatures(new Pixel()).open(SampleSpace.images(1, 1, 3))) {
      Extracted extracted = extractor.extract(images);
      assertThat(StdArrays.array2dCopyOf(extracted.features()))
          .isDeepEqualTo(new float[][] {{10, 0, 0}, {0, 2.5f, 0}});
      FloatNdArray classes = java.util.Objects.requireNonNull(extracted.probabilities());
      assertThat(StdArrays.array2dCopyOf(classes))
          .isDeepEqualTo(
              new float[][] {{0, 0, 0, 0, 1, 0, 0, 0}, {0.75f, 0, 0.25f, 0, 0, 0, 0, 0}});
      assertThat(extractor.description()).isEqualTo("pixel, channel by channel");
      assertThat(extractor.contentHash()).isEqualTo("f00");
    }
  }

  @Test
  @DisplayName("are refused of what has no channels")
  void noImages() {
    assertThatThrownBy(() -> new ChannelFeatures(new Pixel()).open(SampleSpace.vectors(3)))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("channels are those of images");
  }
}
