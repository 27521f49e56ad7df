package io.gan4j.datasets.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.DataException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The room that samples have in the heap")
class HeapTest {
  private static final long MIB = 1 << 20;

  @Test
  @DisplayName("is never less than nothing")
  void notNegative() {
    assertThat(Heap.free(100 * MIB, 20 * MIB)).isEqualTo(48 * MIB);
    assertThat(Heap.free(100 * MIB, 90 * MIB)).isZero();
    assertThat(Heap.free(16 * MIB, 2 * MIB)).isZero();
  }

  @Test
  @DisplayName("is told with what is needed")
  void tooMuch() {
    assertThatThrownBy(() -> Heap.check(1L << 50, "a.npy", "2 samples"))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "a.npy needs 1,024.0 TiB of memory for its samples (2 samples), but only ")
        .hasMessageNotContaining("-1");
  }
}
