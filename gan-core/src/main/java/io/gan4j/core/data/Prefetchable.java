package io.gan4j.core.data;

/** A data set that is faster when it has had some time before the first step. */
public interface Prefetchable {

  /** Takes that time, with all cores. */
  void headStart() throws InterruptedException;
}
