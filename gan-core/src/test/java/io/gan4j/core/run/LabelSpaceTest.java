package io.gan4j.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.LabelSpace;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A label space")
class LabelSpaceTest {
  private static final LabelSpace SPACE = new LabelSpace(List.of("cat", "7", "dog"));

  @Test
  @DisplayName("knows a class by its name, and by its number where no class is called so")
  void indexOf() {
    assertThat(SPACE.indexOf("dog")).hasValue(2);
    assertThat(SPACE.indexOf("7")).hasValue(1);
    assertThat(SPACE.indexOf("0")).hasValue(0);
    assertThat(SPACE.indexOf("3")).isEmpty();
    assertThat(SPACE.indexOf("-1")).isEmpty();
    assertThat(SPACE.indexOf("cow")).isEmpty();
  }

  @Test
  @DisplayName("takes labels where there are classes, and only there")
  void checked() {
    assertThat(LabelSpace.checked(new int[] {2, 0}, 3, 2)).containsExactly(2, 0);
    assertThat(LabelSpace.checked(null, 0, 2)).isEmpty();
    assertThatThrownBy(() -> LabelSpace.checked(null, 3, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("labels must be given, one of 3 classes for each sample");
    assertThatThrownBy(() -> LabelSpace.checked(new int[2], 0, 2))
        .hasMessage("labels must not be given: the network sees none");
    assertThatThrownBy(() -> LabelSpace.checked(new int[2], 3, 4))
        .hasMessage("2 labels for 4 samples");
    assertThatThrownBy(() -> LabelSpace.checked(new int[] {3}, 3, 1))
        .hasMessage("label 3 is not one of 3 classes, 0 to 2");
  }

  @Test
  @DisplayName("takes its classes in turn")
  void inTurn() {
    assertThat(LabelSpace.inTurn(3, 5)).containsExactly(0, 1, 2, 0, 1);
    assertThat(LabelSpace.inTurn(0, 5)).isNull();
  }
}
