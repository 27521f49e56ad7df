package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.GanException;
import io.gan4j.api.metric.Rows;
import io.gan4j.testkit.FakeSamples;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Neighbours and directions")
class NearestNeighboursTest {
  private static Rows rows(double[][] table) {
    return FakeSamples.of(table).values();
  }

  @Test
  @DisplayName("the nearest are those that NumPy finds, in their order")
  void numpy() {
    NearestNeighbours found =
        NearestNeighbours.of(rows(Tables.waves(20, 6, 2)), rows(Tables.waves(300, 6, 1)), 4);
    assertThat(found.indices(7)).containsExactly(116, 38, 171, 188);
    assertThat(found.distance(7, 0)).isCloseTo(0.5522699473813331, within(1e-12));
    assertThat(found.distance(7, 3)).isCloseTo(0.9471741245289833, within(1e-12));
  }

  @Test
  @DisplayName("of equally near ones the first counts, in whatever block it is")
  void ties() {
    double[][] same = new double[500][1];
    same[499][0] = 1;
    NearestNeighbours found = NearestNeighbours.of(rows(new double[1][1]), rows(same), 3);
    assertThat(found.indices(0)).containsExactly(0, 1, 2);
  }

  @Test
  @DisplayName("more than there are cannot be had")
  void tooFew() {
    assertThatThrownBy(
            () -> NearestNeighbours.of(rows(new double[1][1]), rows(new double[2][1]), 3))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("3 nearest samples were asked for, and there are only 2");
  }

  @Test
  @DisplayName("principal components hold the shares of variance that numpy.linalg.eigvalsh gives")
  void components() {
    double[][] both = new double[1100][];
    System.arraycopy(Tables.waves(600, 40, 2, 0.1), 0, both, 0, 600);
    System.arraycopy(Tables.waves(500, 40, 1), 0, both, 600, 500);
    PrincipalComponents components = PrincipalComponents.of(rows(both), 2);
    assertThat(components.share(0)).isCloseTo(0.044369305325823415, within(1e-12));
    assertThat(components.share(1)).isCloseTo(0.040650436866329305, within(1e-12));
  }

  @Test
  @DisplayName("along a diagonal line the first component is the way along it")
  void line() {
    Rows rows = rows(new double[][] {{0, 0}, {1, 1}, {2, 2}, {3, 3}});
    PrincipalComponents components = PrincipalComponents.of(rows, 2);
    assertThat(components.share(0)).isCloseTo(1, within(1e-12));
    assertThat(components.along(0, rows))
        .containsExactly(
            new double[] {
              -1.5 * Math.sqrt(2), -0.5 * Math.sqrt(2), 0.5 * Math.sqrt(2), 1.5 * Math.sqrt(2)
            },
            within(1e-12));
  }
}
