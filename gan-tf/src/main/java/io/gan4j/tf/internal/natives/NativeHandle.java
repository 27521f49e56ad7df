package io.gan4j.tf.internal.natives;

/**
 * Something in native memory that somebody holds. Closing it frees it and strikes it off the {@link
 * NativeResourceTracker}; a second time does nothing. TensorFlow reads freed memory without a word,
 * so this refuses to.
 *
 * @param <R> what it is
 */
public final class NativeHandle<R> implements AutoCloseable {
  private final R resource;
  private final Runnable free;
  private final NativeResourceTracker.Entry entry;
  private boolean closed;

  NativeHandle(NativeResourceTracker.Entry entry, R resource, Runnable free) {
    this.entry = entry;
    this.resource = resource;
    this.free = free;
  }

  /**
   * The thing itself.
   *
   * @throws IllegalStateException if it was freed
   */
  public R get() {
    if (closed) {
      throw new IllegalStateException(entry.owner() + " was closed");
    }
    return resource;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      NativeResourceTracker.strike(entry);
      free.run();
    }
  }
}
