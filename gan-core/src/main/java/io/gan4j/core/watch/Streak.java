package io.gan4j.core.watch;

/** Counts how often in a row something was bad, and is due once when that is often enough. */
final class Streak {
  private static final int RAISED = -1;

  private final int length;
  private int count;
  private boolean cleared;

  /**
   * @param length how often in a row is too often
   */
  Streak(int length) {
    this.length = length;
  }

  /** Whether this is the time to raise the alarm. */
  boolean isDue(boolean bad) {
    if (!bad) {
      cleared |= count == RAISED;
      count = 0;
      return false;
    }
    if (count == RAISED) {
      return false;
    }
    count++;
    if (count < length) {
      return false;
    }
    count = RAISED;
    return true;
  }

  /** Whether a streak that was told of has ended since this was last asked. */
  boolean takeCleared() {
    boolean was = cleared;
    cleared = false;
    return was;
  }

  /** Whether what was looked at last was not bad. */
  boolean isOver() {
    return count == 0;
  }

  /** The last bad one counts as the first. */
  void restart() {
    count = 1;
  }

  double memory() {
    return count;
  }

  void remember(double memory) {
    count = (int) memory;
    cleared = false;
  }
}
