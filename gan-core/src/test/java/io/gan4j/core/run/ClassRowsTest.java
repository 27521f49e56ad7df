package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.StdArrays;

@DisplayName("Rows of classes")
class ClassRowsTest {

  @Test
  @DisplayName("have about as many samples as asked for, and at least one of each class")
  void counts() {
    assertThat(ClassRows.of(10, 64).labels()).hasSize(60).startsWith(0, 0, 0, 0, 0, 0, 1);
    assertThat(ClassRows.of(10, 66).labels()).hasSize(70);
    assertThat(ClassRows.of(10, 3).labels()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
  }

  @Test
  @DisplayName("have the same latents down each column")
  void columns() {
    ClassRows rows = ClassRows.of(2, 4);
    assertThat(rows.latents()).isEqualTo(2);
    FloatNdArray drawn = StdArrays.ndCopyOf(new float[][] {{1, 2, 3}, {4, 5, 6}});
    assertThat(rows.sameInEachRow(drawn))
        .isEqualTo(StdArrays.ndCopyOf(new float[][] {{1, 2, 3}, {4, 5, 6}, {1, 2, 3}, {4, 5, 6}}));
    assertThat(ClassRows.given(rows.labels())).containsExactly(0, 0, 1, 1);
  }

  @Test
  @DisplayName("are none for a generator that sees no labels")
  void unlabelled() {
    ClassRows rows = ClassRows.of(0, 5);
    assertThat(rows.labels()).isEmpty();
    assertThat(rows.latents()).isEqualTo(5);
    FloatNdArray drawn = NdArrays.ofFloats(Shape.of(5, 1));
    assertThat(rows.sameInEachRow(drawn)).isSameAs(drawn);
    assertThat(ClassRows.given(List.of())).isNull();
  }
}
