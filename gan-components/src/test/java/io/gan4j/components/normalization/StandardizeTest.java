package io.gan4j.components.normalization;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.data.Normalization.Fitted;
import io.gan4j.api.data.Normalization.Samples;
import io.gan4j.components.normalization.Standardize.Per;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tensorflow.ndarray.Shape;

@DisplayName("Standardising")
class StandardizeTest {

  /** Samples of two channels, the second of which never changes. */
  private record Constant(List<Float> first, float second) implements Samples {
    @Override
    public Shape shape() {
      return Shape.of(2, 2);
    }

    @Override
    public long count() {
      return first.size();
    }

    @Override
    public void visit(long most, Consumer<float[]> visitor) {
      for (float value : first) {
        visitor.accept(new float[] {value, second, value, second});
      }
    }

    @Override
    public double[] learnt(String what, Supplier<double[]> learn) {
      return learn.get();
    }
  }

  @ParameterizedTest
  @CsvSource({"0.47058824", "0.1", "1e-30", "16777217", "-3.3333333", "0"})
  @DisplayName("makes 0 of what is always the same, whatever rounding leaves of its mean:")
  void constant(float value) {
    List<Float> first = IntStream.range(0, 12).mapToObj(i -> (float) i).toList();
    Fitted fitted = new Standardize(Per.CHANNEL).fit(new Constant(first, value));
    float[] sample = {3, value, 5, value};
    fitted.apply(sample);
    assertThat(sample[1]).isZero();
    assertThat(sample[3]).isZero();
    assertThat(sample[0]).isNotZero();
    fitted.invert(sample);
    assertThat(sample[1]).isEqualTo(value);
  }

  @ParameterizedTest
  @EnumSource(Per.class)
  @DisplayName("makes 0 of equal samples of one level")
  void all(Per per) {
    List<Float> same = Collections.nCopies(120, 120 / 255f);
    float[] sample = {120 / 255f, 120 / 255f, 120 / 255f, 120 / 255f};
    new Standardize(per).fit(new Constant(same, 120 / 255f)).apply(sample);
    assertThat(sample).containsOnly(0);
  }
}
