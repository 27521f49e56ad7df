package io.gan4j.core.data;

/**
 * A window of an image in memory.
 *
 * @param fromHeight rows of the image
 * @param fromWidth columns of the image
 * @param channels values per pixel
 * @param height rows of the window
 * @param width columns of the window
 */
record Window(int fromHeight, int fromWidth, int channels, int height, int width) {

  /** An array from an offset on. */
  static final class Bytes {
    private final byte[] array;
    private final int offset;

    Bytes(byte[] array, int offset) {
      this.array = array;
      this.offset = offset;
    }

    byte[] array() {
      return array;
    }

    int offset() {
      return offset;
    }
  }

  /** Copies the window whose first pixel is at (top, left). */
  static void copy(Window window, int top, int left, Bytes from, Bytes to) {
    int row = window.width * window.channels;
    for (int y = 0; y < window.height; y++) {
      System.arraycopy(
          from.array,
          from.offset + ((top + y) * window.fromWidth + left) * window.channels,
          to.array,
          to.offset + y * row,
          row);
    }
  }
}
