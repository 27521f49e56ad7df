package io.gan4j.tf.internal.workers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Workers that meet")
class RendezvousTest {
  private static Rendezvous of(int index, String... addresses) {
    return new Rendezvous(
        new Workers(index, List.of(addresses), Duration.ofSeconds(1)), line -> {});
  }

  private static String free() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "127.0.0.1:" + probe.getLocalPort();
    }
  }

  @Test
  @DisplayName("go on once all listen")
  void all() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Rendezvous rendezvous = of(0, free(), "127.0.0.1:" + other.getLocalPort());
      assertThatCode(rendezvous::requireOwn).doesNotThrowAnyException();
      assertThatCode(rendezvous::await).doesNotThrowAnyException();
    }
  }

  @Test
  @DisplayName("say who has not come in time, and why")
  void missing() throws IOException {
    String nobody = free();
    long begin = System.nanoTime();
    assertThatThrownBy(of(0, free(), nobody, "no-such-host.invalid:2222")::await)
        .isInstanceOf(ProviderException.class)
        .hasMessage(
            "after 1 seconds there is no worker 1 at "
                + nobody
                + " (nobody listens), worker 2 at no-such-host.invalid:2222 (the name does not"
                + " resolve): start every worker, with the same addresses");
    assertThat(System.nanoTime() - begin).isGreaterThan(900_000_000L);
  }

  @Test
  @DisplayName("refuse an address of their own that is taken, unknown, or another machine's")
  void own() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertThatThrownBy(of(1, "a:1", address)::requireOwn)
          .hasMessageStartingWith("worker 1 cannot listen at " + address + ": ")
          .hasMessageEndingWith("; is a worker with this number running?");
    }
    assertThatThrownBy(of(0, "no-such-host.invalid:2222", "b:1")::requireOwn)
        .hasMessage(
            "worker 0 cannot listen at no-such-host.invalid:2222: the name does not resolve");
    assertThatThrownBy(of(0, "192.0.2.1:2222", "b:1")::requireOwn)
        .hasMessage(
            "worker 0 is to listen at 192.0.2.1:2222, which is no address of this machine"
                + " (192.0.2.1): is this another worker than its task.index says?");
  }
}
