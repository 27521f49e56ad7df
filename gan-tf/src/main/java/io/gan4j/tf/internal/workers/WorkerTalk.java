package io.gan4j.tf.internal.workers;

import io.gan4j.api.internal.Sha256;
import io.gan4j.api.provider.Workers;
import io.gan4j.tf.internal.natives.NativeHandle;
import io.gan4j.tf.internal.natives.NativeResources;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;

/** What workers tell each other beside gradients: how to go on, and whether they are alike. */
public final class WorkerTalk {
  /** The chief may write a checkpoint or measure before it comes. */
  private static final Duration LEAST = Duration.ofHours(1);

  /** Hexadecimal digits. */
  private static final int DIGEST = 64;

  private final Workers workers;
  private final Placeholder<TInt32> wish;
  private final Operand<TInt32> strongest;
  private final Placeholder<TInt32> digest;
  private final Operand<TInt32> digests;

  /** Adds it to a graph. */
  public WorkerTalk(Ops tf, Workers workers, Collectives collectives) {
    this.workers = workers;
    Ops own = tf.withSubScope("workers");
    wish = own.placeholder(TInt32.class, Placeholder.shape(Shape.of(1)));
    strongest = collectives.largest(own, wish);
    digest = own.placeholder(TInt32.class, Placeholder.shape(Shape.of(DIGEST)));
    digests = collectives.gathered(own, digest);
  }

  /** The largest of all workers' numbers. */
  public int largest(Session session, int own) {
    int[] found = exchange(session, wish, strongest, new int[] {own});
    return found[0];
  }

  /** The workers that say something else than the chief, by their numbers. */
  public List<Integer> differing(Session session, String own) {
    int[] all = exchange(session, digest, digests, Sha256.of(own).chars().toArray());
    return IntStream.range(0, workers.count())
        .filter(worker -> differs(all, worker))
        .boxed()
        .toList();
  }

  private static boolean differs(int[] all, int worker) {
    return IntStream.range(0, DIGEST).anyMatch(i -> all[i] != all[worker * DIGEST + i]);
  }

  private Duration patience() {
    Duration usual = workers.patience();
    return workers.isChief() || usual.compareTo(LEAST) > 0 ? usual : LEAST;
  }

  private int[] exchange(
      Session session, Placeholder<TInt32> into, Operand<TInt32> from, int[] values) {
    try (NativeHandle<TInt32> fed = NativeResources.int32s("what a worker says", values);
        NativeHandle<Result> result =
            Exchange.run(
                "what workers say",
                session.runner().feed(into, fed.get()).fetch(from),
                patience())) {
      int[] found = new int[Math.toIntExact(from.shape().size())];
      ((TInt32) result.get().get(0)).asRawTensor().data().asInts().read(found);
      return found;
    }
  }
}
