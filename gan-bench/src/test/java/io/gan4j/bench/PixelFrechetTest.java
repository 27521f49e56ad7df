package io.gan4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.random.RandomKey;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The Fréchet distance of projected pixels")
class PixelFrechetTest {
  private static final int PIXELS = 60;
  private static final int IMAGES = 400;

  private static float[] images(String stream, double mean, double stddev) {
    RandomKey key = RandomKey.of(3).split(stream);
    float[] images = new float[IMAGES * PIXELS];
    for (int i = 0; i < images.length; i++) {
      images[i] = (float) (mean + stddev * key.normal(i));
    }
    return images;
  }

  @Test
  @DisplayName("is 0 between a set and itself")
  void same() {
    float[] images = images("a", 0, 1);
    assertThat(PixelFrechet.distance(images, images, PIXELS)).isCloseTo(0, within(1e-9));
  }

  @Test
  @DisplayName("is the squared distance of the means where the covariances are equal")
  void means() {
    float[] images = images("a", 0, 1);
    float[] moved = images.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += 2;
    }
    float[] still = new float[2 * PIXELS];
    float[] away = new float[2 * PIXELS];
    java.util.Arrays.fill(away, 2);
    assertThat(PixelFrechet.distance(images, moved, PIXELS))
        .isCloseTo(PixelFrechet.distance(still, away, PIXELS), within(1e-4))
        .isGreaterThan(1);
  }

  @Test
  @DisplayName("is (1 − s)² times the variance where one set is the other, scaled by s")
  void scale() {
    float[] images = images("a", 0, 1);
    float[] none = new float[images.length];
    float[] half = images.clone();
    for (int i = 0; i < half.length; i++) {
      half[i] *= 0.5f;
    }
    assertThat(PixelFrechet.distance(images, half, PIXELS))
        .isCloseTo(0.25 * PixelFrechet.distance(images, none, PIXELS), within(1e-3));
  }
}
