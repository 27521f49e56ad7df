package io.gan4j.tf.internal.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.opentest4j.AssertionFailedError;
import org.tensorflow.types.TInt64;

@DisplayName("The ledger of native memory")
class NativeResourceTrackerTest {

  @Test
  @DisplayName("names a leak made on purpose, and the line that made it")
  void leak() {
    Set<NativeResourceTracker.Entry> before = NativeResourceTracker.entries();
    NativeResources.int64("closed", 1).close();
    try (NativeHandle<TInt64> leaked = NativeResources.int64("a scalar nobody closes", 2)) {
      assertThatThrownBy(() -> LedgerExtension.check(before))
          .isInstanceOf(AssertionFailedError.class)
          .hasMessageContaining("1 left in native memory")
          .hasMessageContaining("a scalar nobody closes, made at")
          .hasMessageContaining("NativeResourceTrackerTest.leak(NativeResourceTrackerTest.java:")
          .hasMessageNotContaining("closed, made at");
      assertThat(leaked.get().getLong()).isEqualTo(2);
    }
    assertThatCode(() -> LedgerExtension.check(before)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("counts as JavaCPP does")
  void handles() {
    long handles = Pointer.totalCount();
    Set<NativeResourceTracker.Entry> before = NativeResourceTracker.entries();
    try (NativeHandle<TInt64> one = NativeResources.int64("one", 1);
        NativeHandle<TInt64> two = NativeResources.int64("two", 2)) {
      assertThat(Pointer.totalCount() - handles)
          .isEqualTo(NativeResourceTracker.since(before).size());
      assertThat(one.get().getLong() + two.get().getLong()).isEqualTo(3);
    }
    assertThat(Pointer.totalCount()).isEqualTo(handles);
  }

  @Test
  @DisplayName("refuses to read what was freed, and to free it twice")
  void freed() {
    NativeHandle<TInt64> held = NativeResources.int64("seed", 1);
    held.close();
    long handles = Pointer.totalCount();
    held.close();
    assertThat(Pointer.totalCount()).isEqualTo(handles);
    assertThatThrownBy(held::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("seed was closed");
  }
}
