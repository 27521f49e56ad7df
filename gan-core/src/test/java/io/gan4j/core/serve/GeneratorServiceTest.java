package io.gan4j.core.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.InvalidValueException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

@DisplayName("A generator's service")
@Timeout(30)
class GeneratorServiceTest {
  private final HandMadeModel model = new HandMadeModel(0, true, Map.of());
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ServiceOptions options = ServiceOptions.DEFAULT.withMostAtOnce(8);
  private GeneratorService service = GeneratorService.open(model, options, meters, "m");

  @AfterEach
  void close() {
    model.gate.countDown();
    service.close();
  }

  private void reopen(HandMadeModel other, ServiceOptions changed) {
    service.close();
    service = GeneratorService.open(other, changed, new SimpleMeterRegistry(), "other");
  }

  @Test
  @DisplayName("makes the same sample to the bit alone, beside strangers, and from a place on")
  void sameBits() {
    float[] all = SampleBatch.floats(service.sample(5, 40).join());
    for (int count : new int[] {1, 2, 3, 5, 8, 9, 40}) {
      assertThat(SampleBatch.floats(service.sample(5, count).join()))
          .isEqualTo(Arrays.copyOf(all, 2 * count));
    }
    assertThat(SampleBatch.floats(service.sample(5, 7, 3, null).join()))
        .isEqualTo(Arrays.copyOfRange(all, 14, 20));
    hold();
    CompletableFuture<FloatNdArray> first = service.sample(1, 1);
    List<CompletableFuture<FloatNdArray>> others = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      others.add(service.sample(100 + i, 1 + i % 3));
    }
    CompletableFuture<FloatNdArray> own = service.sample(5, 3);
    release();
    assertThat(SampleBatch.floats(own.join())).isEqualTo(Arrays.copyOf(all, 6));
    for (int i = 0; i < 12; i++) {
      assertThat(SampleBatch.floats(others.get(i).join()))
          .isEqualTo(SampleBatch.floats(service.sample(100 + i, 1 + i % 3).join()));
    }
    assertThat(first.join().shape()).isEqualTo(Shape.of(1, 2));
  }

  private void hold() {
    model.gate = new CountDownLatch(1);
  }

  private void release() {
    model.gate.countDown();
  }

  @Test
  @DisplayName("joins what waits into batches of at most so many, filled up to a multiple of four")
  void joins() {
    hold();
    CompletableFuture<FloatNdArray> busy = service.sample(1, 1);
    List<CompletableFuture<FloatNdArray>> waiting = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      waiting.add(service.sample(i, 1));
    }
    model.batches.clear();
    release();
    busy.join();
    waiting.forEach(CompletableFuture::join);
    assertThat(model.batches.stream().mapToInt(Integer::intValue).sum()).isLessThanOrEqualTo(20);
    assertThat(model.batches).allMatch(size -> size % 4 == 0 && size <= 8).contains(8);
    assertThat(meters.get("gan.service.samples").counter().count()).isEqualTo(11);
    assertThat(meters.get("gan.service.requests").tag("outcome", "done").counter().count())
        .isEqualTo(11);
  }

  @Test
  @DisplayName("waits for more, if it is told to")
  void window() {
    reopen(new HandMadeModel(0, true, Map.of()), options.withWindow(Duration.ofSeconds(5)));
    HandMadeModel asked = (HandMadeModel) service.model();
    asked.batches.clear();
    List<CompletableFuture<FloatNdArray>> eight = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      eight.add(service.sample(i, 1));
    }
    eight.forEach(CompletableFuture::join);
    assertThat(asked.batches).containsExactly(8);
  }

  @Test
  @DisplayName("refuses what is more than may wait, and goes on when there is room")
  void busy() {
    reopen(model, options.withMostWaiting(8));
    hold();
    CompletableFuture<FloatNdArray> waiting = service.sample(1, 8);
    assertThatThrownBy(() -> service.sample(2, 1))
        .isInstanceOf(BusyException.class)
        .hasMessageContaining("8 samples are waited for");
    release();
    waiting.join();
    assertThat(service.sample(2, 8).join().shape()).isEqualTo(Shape.of(8, 2));
    assertThatThrownBy(() -> service.sample(2, 9))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("at most 8");
    assertThat(service.waiting()).isZero();
  }

  @Test
  @DisplayName("makes what is waited for when it is closed, takes no more, and closes the model")
  void closing() {
    hold();
    List<CompletableFuture<FloatNdArray>> waiting = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      waiting.add(service.sample(i, 1));
    }
    CompletableFuture<Void> closing = CompletableFuture.runAsync(service::close);
    assertThat(closing).isNotDone();
    release();
    closing.join();
    assertThat(waiting).allMatch(future -> future.isDone() && !future.isCompletedExceptionally());
    assertThat(model.closed).isTrue();
    assertThatThrownBy(() -> service.sample(1, 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThat(meters.getMeters()).isEmpty();
  }

  @Test
  @DisplayName("tells everybody in a batch that failed, and goes on")
  void failing() {
    model.broken = true;
    CompletableFuture<FloatNdArray> failed = service.sample(1, 1);
    assertThatThrownBy(failed::join).hasRootCauseMessage("the model is broken");
    model.broken = false;
    assertThat(service.sample(1, 1).join().shape()).isEqualTo(Shape.of(1, 2));
    assertThat(meters.get("gan.service.requests").tag("outcome", "failed").counter().count())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("refuses counts, labels and latents that do not fit before anything waits")
  void refusals() {
    for (int count : new int[] {0, -1, 1_000_000_000}) {
      assertThatThrownBy(() -> service.sample(1, count)).isInstanceOf(InvalidValueException.class);
    }
    assertThatThrownBy(() -> service.sample(1, 1, new int[1]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> service.generate(SampleBatch.array(Shape.of(1, 3), new float[3]), null))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("[2]");
    reopen(new HandMadeModel(3, true, Map.of()), options);
    assertThatThrownBy(() -> service.sample(1, 1, new int[] {3}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(SampleBatch.floats(service.sample(1, 4).join())[4]).isGreaterThan(150);
    assertThat(service.waiting()).isZero();
  }

  @Test
  @DisplayName("samples a seed at a time of a generator whose samples depend on each other")
  void dependent() {
    HandMadeModel old = new HandMadeModel(0, false, Map.of());
    reopen(old, options);
    old.gate = new CountDownLatch(1);
    List<CompletableFuture<FloatNdArray>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      waiting.add(service.sample(i, 2));
    }
    old.batches.clear();
    old.gate.countDown();
    waiting.forEach(CompletableFuture::join);
    assertThat(old.batches).containsExactly(2, 2, 2);
    assertThat(service.joins()).isFalse();
  }

  @Test
  @DisplayName("refuses a generator that takes conditions, and closes it")
  void conditioned() {
    HandMadeModel two = new HandMadeModel(0, true, Map.of());
    two.conditions = 2;
    assertThatThrownBy(() -> GeneratorService.open(two))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("2 numbers as conditions");
    assertThat(two.closed).isTrue();
  }

  @Test
  @DisplayName("closes a generator that fails when it is warmed up")
  void cold() {
    HandMadeModel broken = new HandMadeModel(0, true, Map.of());
    broken.broken = true;
    assertThatThrownBy(() -> GeneratorService.open(broken))
        .isInstanceOf(IllegalStateException.class);
    assertThat(broken.closed).isTrue();
  }

  @Test
  @DisplayName("gives a receipt's sample to the bit")
  void receipt() {
    float[] all = SampleBatch.floats(service.sample(5, 10).join());
    String hash = "0123456789abcdef".repeat(4);
    Receipt receipt = Receipt.parse("gan4j:" + hash + ":5:7");
    assertThat(SampleBatch.floats(receipt.sample(model)))
        .isEqualTo(Arrays.copyOfRange(all, 14, 16));
    Receipt set = Receipt.parse("gan4j:" + hash + ":5:7:-:z1=0.25");
    assertThat(SampleBatch.floats(set.sample(model))).containsExactly(all[14], 0.5f);
    for (String text : List.of(receipt.toString(), set.toString())) {
      assertThat(Receipt.parse(text)).hasToString(text);
    }
    for (String none :
        List.of(
            "",
            "gan4j:1:5:7",
            "gan4j:" + hash + ":x:7",
            "gan4j:" + hash + ":5:-1",
            "gan4j:" + hash + ":5:7:-:z1=NaN",
            "gan4j:" + hash + ":5:7:-:y1=2")) {
      assertThatThrownBy(() -> Receipt.parse(none)).hasMessageContaining("receipt");
    }
  }
}
