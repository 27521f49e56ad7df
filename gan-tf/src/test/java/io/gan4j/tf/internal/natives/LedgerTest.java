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
class LedgerTest {

  @Test
  @DisplayName("names a leak made on purpose, and the line that made it")
  void leak() {
    Set<Ledger.Entry> before = Ledger.entries();
    Natives.int64("closed", 1).close();
    try (Held<TInt64> leaked = Natives.int64("a scalar nobody closes", 2)) {
      assertThatThrownBy(() -> LedgerExtension.check(before))
          .isInstanceOf(AssertionFailedError.class)
          .hasMessageContaining("1 left in native memory")
          .hasMessageContaining("a scalar nobody closes, made at")
          .hasMessageContaining("LedgerTest.leak(LedgerTest.java:")
          .hasMessageNotContaining("closed, made at");
      assertThat(leaked.get().getLong()).isEqualTo(2);
    }
    assertThatCode(() -> LedgerExtension.check(before)).doesNotThrowAnyException();
  }

  @Test
  @DisplayName("counts as JavaCPP does")
  void handles() {
    long handles = Pointer.totalCount();
    Set<Ledger.Entry> before = Ledger.entries();
    try (Held<TInt64> one = Natives.int64("one", 1);
        Held<TInt64> two = Natives.int64("two", 2)) {
      assertThat(Pointer.totalCount() - handles).isEqualTo(Ledger.since(before).size());
      assertThat(one.get().getLong() + two.get().getLong()).isEqualTo(3);
    }
    assertThat(Pointer.totalCount()).isEqualTo(handles);
  }

  @Test
  @DisplayName("keeps no place while nobody traces")
  void untraced() {
    Set<Ledger.Entry> before = Ledger.entries();
    Ledger.trace(false);
    try (Held<TInt64> held = Natives.int64("untraced", 1)) {
      assertThat(Ledger.since(before)).singleElement().hasToString("untraced");
      assertThat(held.get().getLong()).isEqualTo(1);
    } finally {
      Ledger.trace(true);
    }
  }

  @Test
  @DisplayName("refuses to read what was freed, and to free it twice")
  void freed() {
    Held<TInt64> held = Natives.int64("seed", 1);
    held.close();
    long handles = Pointer.totalCount();
    held.close();
    assertThat(Pointer.totalCount()).isEqualTo(handles);
    assertThatThrownBy(held::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("seed was closed");
  }
}
