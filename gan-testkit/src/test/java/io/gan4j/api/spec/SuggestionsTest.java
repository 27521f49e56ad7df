package io.gan4j.api.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Suggestions")
class SuggestionsTest {
  private static final List<String> NAMES =
      List.of("learningRate", "beta1", "beta2", "epsilon", "non-saturating", "batchSize");

  @Test
  @DisplayName("see through swapped, missing, added and wrong letters")
  void slips() {
    assertThat(Suggestions.near("lerningRate", NAMES)).containsExactly("learningRate");
    assertThat(Suggestions.near("espilon", NAMES)).containsExactly("epsilon");
    assertThat(Suggestions.near("non-saturatting", NAMES)).containsExactly("non-saturating");
  }

  @Test
  @DisplayName("don't mind case, hyphens and underscores")
  void writing() {
    assertThat(Suggestions.near("LEARNING_RATE", NAMES)).containsExactly("learningRate");
    assertThat(Suggestions.near("nonSaturating", NAMES)).containsExactly("non-saturating");
  }

  @Test
  @DisplayName("know beginnings and initials")
  void shortForms() {
    assertThat(Suggestions.near("eps", NAMES)).containsExactly("epsilon");
    assertThat(Suggestions.near("lr", NAMES)).containsExactly("learningRate");
    assertThat(Suggestions.near("ns", NAMES)).containsExactly("non-saturating");
  }

  @Test
  @DisplayName("name two that are equally near, and none that are far")
  void howMany() {
    assertThat(Suggestions.near("beta", NAMES)).containsExactly("beta1", "beta2");
    assertThat(Suggestions.near("momentum", NAMES)).isEmpty();
    assertThat(Suggestions.near("", NAMES)).isEmpty();
    assertThat(Suggestions.near("x".repeat(100_000), NAMES)).isEmpty();
  }

  @Test
  @DisplayName("count a swap of neighbours as one slip")
  void distance() {
    assertThat(Suggestions.distance("abc", "acb")).isEqualTo(1);
    assertThat(Suggestions.distance("abc", "abc")).isZero();
    assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
  }
}
