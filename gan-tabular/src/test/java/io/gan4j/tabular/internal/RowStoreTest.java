package io.gan4j.tabular.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The store of rows")
class RowStoreTest {

  @Test
  @DisplayName("holds what fits in memory there, and maps the rest")
  void beyondMemory() {
    try (RowStore store = new RowStore(3, 2_400, 240)) {
      for (int i = 0; i < 1000; i++) {
        store.add(new double[] {i, -i, i / 8.0});
      }
      assertThat(store.rows()).isEqualTo(1000);
      assertThat(store.bytesHeld()).isEqualTo(2_400);
      for (int i = 0; i < 1000; i++) {
        assertThat(store.get(i, 0)).isEqualTo(i);
        assertThat(store.get(i, 1)).isEqualTo(-i);
        assertThat(store.get(i, 2)).isEqualTo(i / 8.0);
      }
    }
  }
}
