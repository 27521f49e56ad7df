package io.gan4j.serve;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;

/**
 * Takes a request's body as it comes, without a thread that waits. What has come of all bodies at a
 * time is limited; what was only announced takes no room, so that slow callers do not keep others
 * out.
 */
final class BodyReader implements Runnable {
  private final Content.Source source;
  private final int most;
  private final Room room;
  private final ByteArrayOutputStream come = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
  private boolean left;

  /** Bytes that all bodies may have together. */
  static final class Room {
    private final long most;
    private final AtomicLong taken = new AtomicLong();

    Room(long most) {
      this.most = most;
    }

    private boolean take(int bytes) {
      if (taken.addAndGet(bytes) > most) {
        taken.addAndGet(-bytes);
        return false;
      }
      return true;
    }
  }

  /**
   * @param most bytes of this body
   * @param room for what has come of all
   */
  BodyReader(Content.Source source, int most, Room room) {
    this.source = source;
    this.most = most;
    this.room = room;
  }

  static HttpFailure tooLarge(int most) {
    return new HttpFailure(
        HttpFailure.TOO_LARGE, "a body must be no longer than " + most + " bytes");
  }

  /** The whole body, when it has come; whoever has it, or waits no longer, says {@link #leave}. */
  CompletableFuture<byte[]> read() {
    run();
    return whole;
  }

  @Override
  public void run() {
    while (!whole.isDone()) {
      Content.Chunk chunk = source.read();
      if (chunk == null) {
        source.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        whole.completeExceptionally(chunk.getFailure());
        return;
      }
      boolean last = chunk.isLast();
      try {
        take(chunk.getByteBuffer());
      } catch (HttpFailure e) {
        whole.completeExceptionally(e);
      } finally {
        chunk.release();
      }
      if (last) {
        whole.complete(bytes());
      }
    }
  }

  private synchronized void take(ByteBuffer bytes) {
    int count = bytes.remaining();
    if (come.size() + count > most) {
      throw tooLarge(most);
    }
    if (left || !room.take(count)) {
      throw new HttpFailure(HttpFailure.TOO_MANY, "busy: too many bodies are read");
    }
    byte[] copied = new byte[count];
    bytes.get(copied);
    come.writeBytes(copied);
  }

  private synchronized byte[] bytes() {
    return come.toByteArray();
  }

  /** Gives the room back. */
  synchronized void leave() {
    if (!left) {
      left = true;
      room.taken.addAndGet(-come.size());
      come.reset();
    }
  }
}
