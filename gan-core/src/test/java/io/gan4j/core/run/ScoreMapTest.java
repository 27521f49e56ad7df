package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.Density;
import io.gan4j.api.data.Range;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;

@DisplayName("The map of scores")
class ScoreMapTest {
  private static Density of(int axes) {
    return new Density() {
      @Override
      public double at(double... point) {
        return 1;
      }

      @Override
      public List<Range> window() {
        return Collections.nCopies(axes, new Range(-4, 4));
      }

      @Override
      public List<double[]> modes() {
        return List.of();
      }
    };
  }

  @Test
  @DisplayName("has 400 positions along a line, a quarter of its length beyond either end")
  void line() {
    FloatNdArray positions = ScoreMap.positions(of(1));
    assertThat(positions.shape().asArray()).containsExactly(400, 1);
    assertThat(positions.getFloat(0, 0)).isEqualTo(-6 + 12 / 800f);
    assertThat(positions.getFloat(399, 0)).isEqualTo(6 - 12 / 800f);
  }

  @Test
  @DisplayName("has 160 by 160 positions in a plane, the first axis moving fastest")
  void plane() {
    FloatNdArray positions = ScoreMap.positions(of(2));
    assertThat(positions.shape().asArray()).containsExactly(25_600, 2);
    assertThat(positions.getFloat(1, 0)).isEqualTo((float) (-6 + 12 / 320.0 + 12 / 160.0));
    assertThat(positions.getFloat(1, 1)).isEqualTo(-6 + 12 / 320f);
  }

  @Test
  @DisplayName("is of one or two axes")
  void refuses() {
    assertThatThrownBy(() -> ScoreMap.positions(of(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a density of 3 axes; accepted: 1, 2");
  }
}
