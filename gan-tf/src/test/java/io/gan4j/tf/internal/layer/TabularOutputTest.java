package io.gan4j.tf.internal.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.layer.TabularOutput;
import io.gan4j.api.layer.TabularOutput.Block;
import io.gan4j.api.layer.TabularOutput.Kind;
import io.gan4j.api.network.ShapeMismatchException;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;

@DisplayName("Tabular output")
class TabularOutputTest {
  private static final int DRAWS = 20_000;
  private static final List<Block> CATEGORY = List.of(new Block(Kind.CATEGORY, 3));

  /** ln of 0.5, 0.3 and 0.2, twice as far from 0 as the softmax cares: it takes any offset. */
  private static final double[] LOGITS = {Math.log(0.5) + 4, Math.log(0.3) + 4, Math.log(0.2) + 4};

  private static double[] rows(double[] row, int count) {
    double[] rows = new double[row.length * count];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = row[i % row.length];
    }
    return rows;
  }

  private static double[] meanOf(double[] rows, int width) {
    double[] mean = new double[width];
    for (int i = 0; i < rows.length; i++) {
      mean[i % width] += rows[i] / (rows.length / (double) width);
    }
    return mean;
  }

  @Test
  @DisplayName("leaves numbers as they are, and squashes those that are bounded")
  void numbers() {
    TabularOutput layer =
        new TabularOutput(List.of(new Block(Kind.LINEAR, 2), new Block(Kind.TANH, 1)), 0.2, false);
    try (LayerHarness harness = new LayerHarness(layer, Shape.of(3), 1)) {
      harness.withInput(3, -5, 0.5);
      assertThat(harness.trained()).containsExactly(3, -5, Math.tanh(0.5));
      assertThat(harness.inferred()).containsExactly(3, -5, Math.tanh(0.5));
    }
  }

  @Test
  @DisplayName(
      "draws categories with the probabilities of the logits' softmax, one-hot, in inference")
  void frequencies() {
    try (LayerHarness harness =
        new LayerHarness(new TabularOutput(CATEGORY, 0.2, false), Shape.of(3), DRAWS)) {
      double[] drawn = harness.withInput(rows(LOGITS, DRAWS)).inferred();
      assertThat(Arrays.stream(drawn).distinct().sorted().toArray()).containsExactly(0, 1);
      // Four standard deviations of a share of 20,000 draws.
      assertThat(meanOf(drawn, 3)).containsExactly(new double[] {0.5, 0.3, 0.2}, within(0.014));
    }
  }

  @Test
  @DisplayName(
      "makes soft categories in training that sum to 1, closer to one-hot at lower temperatures")
  void softness() {
    double largest = 0;
    for (double temperature : new double[] {5, 1, 0.1}) {
      try (LayerHarness harness =
          new LayerHarness(new TabularOutput(CATEGORY, temperature, false), Shape.of(3), DRAWS)) {
        double[] soft = harness.withInput(rows(LOGITS, DRAWS)).trained();
        double[] hard = harness.inferred();
        double meanLargest = 0;
        for (int i = 0; i < soft.length; i += 3) {
          double[] row = Arrays.copyOfRange(soft, i, i + 3);
          assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-12));
          // The same noise: the largest is what inference takes.
          int chosen = hard[i] == 1 ? 0 : hard[i + 1] == 1 ? 1 : 2;
          assertThat(row[chosen]).isEqualTo(Arrays.stream(row).max().orElseThrow());
          meanLargest += row[chosen] / DRAWS;
        }
        assertThat(meanLargest).isGreaterThan(largest + 0.05);
        largest = meanLargest;
      }
    }
    assertThat(largest).isGreaterThan(0.95);
  }

  @Test
  @DisplayName("shows one-hot categories with the gradient of the soft ones, if it is to be hard")
  void straightThrough() {
    try (LayerHarness soft =
            new LayerHarness(new TabularOutput(CATEGORY, 1, false), Shape.of(3), 4);
        LayerHarness hard =
            new LayerHarness(new TabularOutput(CATEGORY, 1, true), Shape.of(3), 4)) {
      assertThat(hard.trained()).containsExactly(soft.inferred(), within(1e-12));
      assertThat(hard.gradient("input")).containsExactly(soft.gradient("input"), within(1e-12));
      assertThat(Arrays.stream(soft.gradient("input")).map(Math::abs).max().orElseThrow())
          .isGreaterThan(0.01);
    }
  }

  @Test
  @DisplayName("makes a number 0 as far as its flags say that it is not there")
  void flagged() {
    for (Kind kind : new Kind[] {Kind.FLAGGED, Kind.FLAGGED_TANH}) {
      List<Block> blocks = List.of(new Block(kind, 3), new Block(Kind.LINEAR, 1));
      try (LayerHarness harness =
          new LayerHarness(new TabularOutput(blocks, 0.2, false), Shape.of(4), DRAWS)) {
        harness.withInput(rows(new double[] {0.5, Math.log(0.7), Math.log(0.3), 9}, DRAWS));
        double number = kind == Kind.FLAGGED ? 0.5 : Math.tanh(0.5);
        double[] made = harness.inferred();
        double[] soft = harness.trained();
        for (int i = 0; i < made.length; i += 4) {
          assertThat(made[i]).isEqualTo(number * made[i + 1]);
          assertThat(soft[i]).isCloseTo(number * soft[i + 1], within(1e-12));
          assertThat(made[i + 3]).isEqualTo(9);
        }
        assertThat(meanOf(made, 4)[1]).isCloseTo(0.7, within(0.014));
      }
    }
    assertThatThrownBy(() -> new Block(Kind.FLAGGED, 1))
        .isInstanceOf(InvalidValueException.class)
        .hasMessage("size must be 2 or more for a number with flags, found 1");
  }

  @Test
  @DisplayName("has the rare category that is told, and none of the rarer ones")
  void told() {
    List<Block> blocks =
        List.of(
            new Block(Kind.LINEAR, 1), new Block(Kind.CATEGORY, 3), new Block(Kind.CATEGORY, 2));
    TabularOutput layer = new TabularOutput(blocks, 0.2, false, List.of(5, 2));
    // numbers of a row; which stratum it is of; two that are not for this layer
    double[] row = {7, 9, 8, 9, 3, 4, 0, 0, 0, 1e6, -1e6};
    for (int stratum = 0; stratum < 3; stratum++) {
      double[] rows = rows(row, DRAWS);
      for (int i = 0; i < DRAWS; i++) {
        rows[i * row.length + 6 + stratum] = 1;
      }
      try (LayerHarness harness = new LayerHarness(layer, Shape.of(11), DRAWS)) {
        harness.withInput(rows);
        for (double[] made : List.of(harness.inferred(), harness.trained())) {
          double[] mean = meanOf(made, 6);
          assertThat(mean[0]).isCloseTo(7, within(1e-9));
          if (stratum == 0) { // the last category, the others as they are drawn
            assertThat(Arrays.copyOfRange(mean, 4, 6))
                .containsExactly(new double[] {0, 1}, within(1e-9));
            assertThat(mean[2]).isBetween(0.05, 0.4);
          } else if (stratum == 1) { // its own, and not the rarer one
            assertThat(mean).containsExactly(new double[] {7, 0, 1, 0, 1, 0}, within(1e-9));
          } else {
            assertThat(mean[2]).isZero();
            assertThat(mean[5]).isZero();
            assertThat(mean[1]).isCloseTo(0.5, within(0.02));
          }
        }
      }
    }
    assertThatThrownBy(() -> layer.outputShape(Shape.of(8)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage(
            "takes a vector of 9 numbers or more, as many as its blocks and its strata have, got"
                + " [8]");
    for (List<Integer> wrong : List.of(List.of(0), List.of(6), List.of(-1), List.of(4, 4))) {
      assertThatThrownBy(() -> new TabularOutput(blocks, 0.2, false, wrong))
          .isInstanceOf(InvalidValueException.class)
          .hasMessageContaining("rare must be places of categories in the row, each once");
    }
  }

  @Test
  @DisplayName("stays finite for logits of any size")
  void extremes() {
    try (LayerHarness harness =
        new LayerHarness(new TabularOutput(CATEGORY, 0.01, false), Shape.of(3), 2)) {
      harness.withInput(1e30, -1e30, 0, -700, 700, 3e5);
      assertThat(harness.trained()).containsExactly(1, 0, 0, 0, 0, 1);
      assertThat(harness.gradient("input")).doesNotContain(Double.NaN);
    }
  }

  @Test
  @DisplayName("refuses blocks that are not as wide as its input, and temperatures of 0")
  void refusals() {
    assertThatThrownBy(() -> new TabularOutput(CATEGORY, 0.2, false).outputShape(Shape.of(4)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("takes a vector of 3 numbers, as many as its blocks have, got [4]");
    assertThatThrownBy(() -> new TabularOutput(CATEGORY, 0, false))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("temperature must be > 0, found 0.0");
  }
}
