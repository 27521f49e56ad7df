package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.InvalidValueException;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/**
 * A generator for many callers at once. Requests that wait are made into batches, and a sample of a
 * seed is the same to the bit whatever stands beside it in a batch. Safe for use by several
 * threads.
 *
 * <pre>{@code
 * try (GeneratorService service = GeneratorService.open(Gan.load().load(path))) {
 *   FloatNdArray sixteen = service.sample(5, 16).join();
 * }
 * }</pre>
 *
 * <p>Closing takes no more requests, makes what is waited for, and closes the generator.
 */
public final class GeneratorService implements AutoCloseable {
  /** Values of latents before the one that is asked for: they are drawn too. */
  private static final long MOST_BEFORE = 1 << 22;

  private static final Request END =
      new Request(
          0,
          null,
          () -> {
            throw new IllegalStateException("the end");
          });

  private final GeneratorModel model;
  private final ServiceOptions options;
  private final ServiceMeters meters;
  private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final Shape latentShape;
  private final Shape sampleShape;
  private final boolean joins;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private @Nullable TableRows table;
  private boolean closed;

  /**
   * What somebody waits for.
   *
   * @param count samples
   * @param batch latents; null if they are not to be joined with others'
   * @param alone makes the samples by themselves
   */
  private record Request(
      int count,
      @Nullable SampleBatch batch,
      Supplier<FloatNdArray> alone,
      CompletableFuture<FloatNdArray> samples,
      long since) {
    Request(int count, @Nullable SampleBatch batch, Supplier<FloatNdArray> alone) {
      this(count, batch, alone, new CompletableFuture<>(), System.nanoTime());
    }
  }

  private GeneratorService(
      GeneratorModel model, ServiceOptions options, MeterRegistry registry, String name) {
    this.model = model;
    this.options = options;
    if (model.conditions() > 0) {
      throw new GanException(
          "this generator takes "
              + model.conditions()
              + " numbers as conditions, which a service does not give it: use"
              + " GeneratorModel.sample, or gan sample --condition");
    }
    Optional<FloatNdArray> latents = model.latents(0, options.mostAtOnce());
    this.joins = latents.isPresent();
    // the first call of a size is many times slower than those after it
    FloatNdArray made = model.sample(0, ServiceOptions.STEP);
    this.sampleShape = made.shape().tail();
    if (latents.isPresent()) {
      int[] labels = LabelSpace.inTurn(model.classes(), options.mostAtOnce());
      SampleBatch full = SampleBatch.of(latents.get(), labels);
      full.made(model, options.mostAtOnce());
      full.part(0, 1).made(model, options.mostAtOnce());
      this.latentShape = full.shape();
    } else {
      model.sample(0, options.mostAtOnce());
      this.latentShape = Shape.unknown();
    }
    this.meters = new ServiceMeters(registry, name, waiting::get);
    Thread worker = new Thread(this::work, "gan4j-generator-" + name);
    worker.setDaemon(true);
    worker.start();
  }

  /** A service of a generator, which becomes its own. */
  public static GeneratorService open(GeneratorModel model) {
    return open(model, ServiceOptions.DEFAULT, new CompositeMeterRegistry(), "generator");
  }

  /**
   * A service of a generator, which becomes its own: it is warmed up, and closed with the service.
   *
   * @param meters where requests, samples, latencies and batches are counted: {@code gan.service.…}
   * @param name value of the meters' tag {@code model}
   * @throws GanException if the generator fails; it is closed then
   */
  public static GeneratorService open(
      GeneratorModel model, ServiceOptions options, MeterRegistry meters, String name) {
    try {
      return new GeneratorService(model, options, meters, name);
    } catch (RuntimeException | Error e) {
      model.close();
      throw e;
    }
  }

  /** The same as {@link #sample(long, int, int[])}, with the classes in turn if there are any. */
  public CompletableFuture<FloatNdArray> sample(long seed, int count) {
    Check.positive("count", count);
    requireAtMost(count);
    return sample(seed, 0, count, LabelSpace.inTurn(model.classes(), count));
  }

  /**
   * Samples of a seed, {@code [count, …]}; the first k do not depend on count.
   *
   * @param labels a class for each of the count; null exactly if the generator sees no labels
   * @throws InvalidValueException if the count is not from 1 to what may wait
   * @throws IllegalArgumentException if the labels do not fit
   * @throws BusyException if too many samples are waited for
   * @throws IllegalStateException if the service is closed
   */
  public CompletableFuture<FloatNdArray> sample(long seed, int count, int @Nullable [] labels) {
    return sample(seed, 0, count, labels);
  }

  /**
   * Samples of a seed from a place on: the same as the last of the first {@code first + count}.
   *
   * @param first from 0; those before it are not made
   * @param labels a class for each of the count; null exactly if the generator sees no labels
   */
  public CompletableFuture<FloatNdArray> sample(
      long seed, int first, int count, int @Nullable [] labels) {
    Check.positive("count", count);
    Check.notNegative("first", first);
    requireAtMost(count);
    LabelSpace.checked(labels, model.classes(), count);
    if (!joins) {
      Check.rule(
          first == 0, "first", "must be 0: samples of this generator depend on others", first);
      return enter(count, () -> new Request(count, null, () -> model.sample(seed, count, labels)));
    }
    requireNear(first, latentShape.size());
    return enter(
        count,
        () -> {
          FloatNdArray drawn = model.latents(seed, first + count).orElseThrow();
          return joined(SampleBatch.of(drawn, null).part(first, count).with(labels));
        });
  }

  private Request joined(SampleBatch batch) {
    return new Request(batch.count(), batch, () -> batch.made(model, options.mostAtOnce()));
  }

  /**
   * Samples of latents, {@code [n, …] → [n, …]}.
   *
   * @param labels a class for each of the n; null exactly if the generator sees no labels
   * @throws InvalidValueException if the latents do not fit, or are more than may wait
   * @throws IllegalArgumentException if the labels do not fit
   * @throws BusyException if too many samples are waited for
   */
  public CompletableFuture<FloatNdArray> generate(FloatNdArray latents, int @Nullable [] labels) {
    Shape shape = latents.shape();
    Check.rule(
        shape.numDimensions() > 0 && shape.size() > 0, "latents", "must be at least one", shape);
    Check.rule(
        !joins || shape.tail().equals(latentShape),
        "latents",
        "must be of shape [n, …] with " + latentShape + " for each",
        shape);
    int count = (int) Math.min(Integer.MAX_VALUE, shape.get(0));
    requireAtMost(count);
    LabelSpace.checked(labels, model.classes(), count);
    return enter(
        count,
        () ->
            joins
                ? joined(SampleBatch.of(latents, labels))
                : new Request(count, null, () -> model.generate(latents, labels)));
  }

  /**
   * Refuses a place so far back that drawing all latents before it would take much memory.
   *
   * @param width values of a latent
   */
  static void requireNear(int first, long width) {
    Check.rule(
        first <= MOST_BEFORE / width,
        "index",
        "must be at most " + MOST_BEFORE / width + " for latents of " + width + " values",
        first);
  }

  private void requireAtMost(int count) {
    Check.rule(
        count <= options.mostWaiting(),
        "count",
        "must be at most " + options.mostWaiting() + " in one request",
        count);
  }

  private CompletableFuture<FloatNdArray> enter(int count, Supplier<Request> drawing) {
    int most = options.mostWaiting();
    int before = waiting.getAndUpdate(now -> now + count > most ? now : now + count);
    if (before + count > most) {
      meters.refused();
      throw new BusyException(count, before, most);
    }
    try {
      Request request = drawing.get();
      synchronized (requests) {
        if (closed) {
          throw new IllegalStateException("this service is closed");
        }
        requests.add(request);
      }
      return request.samples();
    } catch (RuntimeException | Error e) {
      waiting.addAndGet(-count);
      throw e;
    }
  }

  private void work() {
    @Nullable Request next = null;
    try {
      while (true) {
        Request first = next == null ? requests.take() : next;
        if (first.count() == 0) {
          return;
        }
        List<Request> batch = new ArrayList<>(List.of(first));
        next = gather(batch);
        make(batch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody knows the thread
    } finally {
      ended.complete(null);
    }
  }

  /** Adds what fits to a batch; returns the first that does not, or null. */
  private @Nullable Request gather(List<Request> batch) throws InterruptedException {
    int count = batch.get(0).count();
    long until = System.nanoTime() + options.window().toNanos();
    if (batch.get(0).batch() == null) {
      return null;
    }
    while (count < options.mostAtOnce()) {
      long left = until - System.nanoTime();
      Request more = left > 0 ? requests.poll(left, TimeUnit.NANOSECONDS) : requests.poll();
      if (more == null) {
        return null;
      }
      if (more.batch() == null || count + more.count() > options.mostAtOnce()) {
        return more;
      }
      batch.add(more);
      count += more.count();
    }
    return null;
  }

  private void make(List<Request> batch) {
    try {
      List<SampleBatch> parts = new ArrayList<>();
      for (Request request : batch) {
        if (request.batch() != null) {
          parts.add(request.batch());
        }
      }
      FloatNdArray samples =
          batch.size() == 1
              ? batch.get(0).alone().get()
              : SampleBatch.joined(parts).made(model, options.mostAtOnce());
      meters.made(batch.stream().mapToInt(Request::count).sum());
      hand(batch, samples);
    } catch (RuntimeException | Error e) {
      for (Request request : batch) {
        waiting.addAndGet(-request.count());
        meters.failed();
        request.samples().completeExceptionally(e);
      }
    }
  }

  private void hand(List<Request> batch, FloatNdArray samples) {
    float[] values = batch.size() == 1 ? new float[0] : SampleBatch.floats(samples);
    Shape sample = samples.shape().tail();
    int each = Math.toIntExact(sample.size());
    int at = 0;
    for (Request request : batch) {
      int end = at + request.count() * each;
      FloatNdArray own =
          batch.size() == 1
              ? samples
              : SampleBatch.array(
                  sample.prepend(request.count()), Arrays.copyOfRange(values, at, end));
      at = end;
      waiting.addAndGet(-request.count());
      meters.done(System.nanoTime() - request.since());
      request.samples().complete(own);
    }
  }

  /**
   * Rows of a table as records, without end: those that {@code gan sample --out rows.csv} has for
   * the seed. They are made as they are taken, and wait their turn with all else that is asked.
   *
   * @param type a record with a component for each column that is wanted
   * @throws GanException naming each component that meets no column, or is of another type
   */
  public <R extends Record> Stream<R> rows(Class<R> type, long seed) {
    return TypedRows.of(table(), type).stream(seed);
  }

  /**
   * The rows of the table that the generator was trained on, which wait their turn with all else
   * that is asked. They are closed with the service.
   *
   * @throws GanException if its samples are no rows of a table, its metadata is damaged, or the
   *     table has rules or added columns and gan-tabular is not on the class path
   */
  public TableRows table() {
    synchronized (requests) {
      if (closed) {
        throw new IllegalStateException("this service is closed");
      }
      if (table == null) {
        table = TableRows.of(this);
      }
      return table;
    }
  }

  /** The generator, for what else it can be asked. */
  public GeneratorModel model() {
    return model;
  }

  /** Whether samples do not depend on what stands beside them; exports of before 0.1.0 may. */
  public boolean joins() {
    return joins;
  }

  /** Shape of a latent; unknown where samples depend on each other. */
  public Shape latentShape() {
    return latentShape;
  }

  /** Shape of a sample. */
  public Shape sampleShape() {
    return sampleShape;
  }

  /** Samples that are waited for. */
  public int waiting() {
    return waiting.get();
  }

  @Override
  public void close() {
    synchronized (requests) {
      if (closed) {
        return;
      }
      closed = true;
      requests.add(END);
    }
    ended.join(); // however often this thread is interrupted
    if (table != null) {
      table.close();
    }
    meters.close();
    model.close();
  }
}
