package io.gan4j.tf.internal.workers;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.WorkerAddress;
import io.gan4j.api.provider.Workers;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Where workers meet before they talk: each listens at its own address, and all at theirs. */
final class Rendezvous {
  /** How often somebody is told who is waited for. */
  private static final Duration TELL = Duration.ofSeconds(10);

  /** Milliseconds until an address that does not answer is taken for one. */
  private static final int ANSWER = 2_000;

  /** Milliseconds between two looks. */
  private static final int PAUSE = 200;

  private final Workers workers;
  private final Consumer<String> tell;

  /**
   * @param tell is told who is waited for
   */
  Rendezvous(Workers workers, Consumer<String> tell) {
    this.workers = workers;
    this.tell = tell;
  }

  /**
   * Whether this process can listen at its own address. TensorFlow ends the process where the port
   * is taken, and listens where nobody looks if the address is another machine's.
   *
   * @throws ProviderException if it cannot
   */
  void requireOwn() {
    String own = workers.addresses().get(workers.index());
    WorkerAddress address = WorkerAddress.of(own);
    try {
      InetAddress[] all = InetAddress.getAllByName(address.host());
      boolean here = false;
      for (InetAddress one : all) {
        here |= one.isLoopbackAddress() || NetworkInterface.getByInetAddress(one) != null;
      }
      if (!here) {
        throw new ProviderException(
            "worker "
                + workers.index()
                + " is to listen at "
                + own
                + ", which is no address of this machine ("
                + all[0].getHostAddress()
                + "): is this another worker than its task.index says?");
      }
      try (ServerSocket probe = new ServerSocket()) {
        probe.bind(new InetSocketAddress(address.port()));
      }
    } catch (UnknownHostException e) {
      throw cannotListen(own, "the name does not resolve", e);
    } catch (IOException e) {
      throw cannotListen(own, e.getMessage() + "; is a worker with this number running?", e);
    }
  }

  private ProviderException cannotListen(String own, String why, IOException cause) {
    return new ProviderException(
        "worker " + workers.index() + " cannot listen at " + own + ": " + why, cause);
  }

  /**
   * Waits until all others listen.
   *
   * @throws ProviderException if one of them does not in time: which, and why
   */
  void await() {
    long begin = System.nanoTime();
    long told = begin;
    while (true) {
      Map<Integer, String> missing = missing();
      if (missing.isEmpty()) {
        return;
      }
      long now = System.nanoTime();
      if (now - begin >= workers.patience().toNanos()) {
        throw new ProviderException(
            "after "
                + workers.patience().toSeconds()
                + " seconds there is no "
                + who(missing)
                + ": start every worker, with the same addresses");
      }
      if (now - told >= TELL.toNanos()) {
        told = now;
        tell.accept(
            "waiting for "
                + who(missing)
                + "; "
                + (workers.patience().toSeconds() - (now - begin) / 1_000_000_000)
                + " seconds left");
      }
      pause();
    }
  }

  private String who(Map<Integer, String> missing) {
    return missing.entrySet().stream()
        .map(
            entry ->
                "worker "
                    + entry.getKey()
                    + " at "
                    + workers.addresses().get(entry.getKey())
                    + " ("
                    + entry.getValue()
                    + ")")
        .collect(Collectors.joining(", "));
  }

  /** Those who do not listen, with the reason. */
  private Map<Integer, String> missing() {
    Map<Integer, String> missing = new TreeMap<>();
    for (int i = 0; i < workers.count(); i++) {
      WorkerAddress address = WorkerAddress.of(workers.addresses().get(i));
      try (Socket socket = new Socket()) {
        if (i != workers.index()) {
          socket.connect(
              new InetSocketAddress(InetAddress.getByName(address.host()), address.port()), ANSWER);
        }
      } catch (UnknownHostException e) {
        missing.put(i, "the name does not resolve");
      } catch (SocketTimeoutException e) {
        missing.put(i, "no answer");
      } catch (ConnectException e) {
        missing.put(i, "nobody listens");
      } catch (IOException e) {
        missing.put(i, String.valueOf(e.getMessage()));
      }
    }
    return missing;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException("waiting for other workers was interrupted", e);
    }
  }
}
