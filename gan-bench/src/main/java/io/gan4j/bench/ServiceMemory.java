package io.gan4j.bench;

import io.gan4j.core.Gan;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.serve.GanServer;
import io.gan4j.serve.ModelSource;
import io.gan4j.serve.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/**
 * What of this process is resident after 1,000, 10,000 and 100,000 requests to a service, each for
 * one sample, by eight callers; in this JVM, or over HTTP, with the callers in this JVM too. Linux
 * only.
 *
 * <p>Arguments: the folder of an exported generator; {@code http} or nothing; the most requests.
 */
public final class ServiceMemory {
  private static final int CALLERS = 8;

  private ServiceMemory() {}

  public static void main(String[] arguments) throws InterruptedException, IOException {
    Path folder = Path.of(arguments[0]);
    boolean http = arguments.length > 1 && arguments[1].equals("http");
    long most = arguments.length > 2 ? Long.parseLong(arguments[2]) : 100_000;
    if (http) {
      try (GanServer server =
          GanServer.start(
              List.of(new ModelSource("model", folder)),
              Gan.load()::load,
              ServerOptions.DEFAULT.at(ServerOptions.LOOPBACK, 0))) {
        URI address = server.uri().resolve("/models/model/images?seed=");
        HttpClient client = HttpClient.newHttpClient();
        measure(most, seed -> get(client, address + Long.toString(seed)));
      }
    } else {
      try (GeneratorService service = GeneratorService.open(Gan.load().load(folder))) {
        measure(most, seed -> service.sample(seed, 1).join());
      }
    }
  }

  private static void get(HttpClient client, String address) {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(address + " is answered with " + answer.statusCode());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void measure(long most, LongConsumer request)
      throws InterruptedException, IOException {
    long done = 0;
    for (long count = 1000; count <= most; count *= 10) {
      long start = System.nanoTime();
      run(done, count, request);
      double rate = (count - done) / ((System.nanoTime() - start) / 1e9);
      done = count;
      long process = ProcessHandle.current().pid();
      Runtime heap = Runtime.getRuntime();
      long committed = heap.totalMemory();
      System.gc();
      System.out.printf(
          Locale.ROOT,
          "%,9d requests: resident %5.0f MB, heap %4.0f MB of %4.0f MB, %7.0f requests/s%n",
          count,
          Linux.status(process, "VmRSS") / 1e6,
          (heap.totalMemory() - heap.freeMemory()) / 1e6,
          committed / 1e6,
          rate);
    }
  }

  private static void run(long from, long to, LongConsumer request) throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    List<Thread> callers = new ArrayList<>();
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      Thread caller =
          new Thread(
              () -> {
                for (long seed = next.getAndIncrement(); seed < to; seed = next.getAndIncrement()) {
                  request.accept(seed);
                }
              });
      caller.setUncaughtExceptionHandler((thread, failure) -> keep(failures, failure));
      callers.add(caller);
      caller.start();
    }
    for (Thread caller : callers) {
      caller.join();
    }
    if (!failures.isEmpty()) {
      throw new IllegalStateException("requests failed", failures.get(0));
    }
  }

  private static void keep(List<Throwable> failures, Throwable failure) {
    synchronized (failures) {
      failures.add(failure);
    }
  }
}
