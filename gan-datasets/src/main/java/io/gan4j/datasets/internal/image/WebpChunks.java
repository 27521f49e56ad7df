package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The frame of a WebP: chunks within the size that the file gives. The decoder believes the pixels'
 * own chunk when it takes memory, so that one has to have the size that was looked at before.
 */
final class WebpChunks {
  private static final int HEADER = 12;
  private static final int LOSSY = 0x20385056;
  private static final int LOSSLESS = 0x4C385056;

  /** A frame of an animation, which holds chunks of pixels of any size. */
  private static final int FRAME = 0x464D4E41;

  /** The decoder takes some 60 bytes for each of them. */
  private static final long MOST_PIXELS = 16_000_000;

  private WebpChunks() {}

  static void check(byte[] bytes, Form form) throws BadImageException {
    if ((long) form.height() * form.width() > MOST_PIXELS) {
      throw new BadImageException("it is a WebP of more than " + MOST_PIXELS + " pixels");
    }
    ByteBuffer webp = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if ((webp.getInt(4) & 0xFFFFFFFFL) + 8 > bytes.length) {
      throw new BadImageException("it is cut off");
    }
    webp.position(HEADER);
    while (webp.remaining() >= 8) {
      int type = webp.getInt();
      long length = webp.getInt() & 0xFFFFFFFFL;
      if (length > webp.remaining()) {
        throw new BadImageException("it is cut off");
      }
      int start = webp.position();
      if (type == FRAME) {
        throw new BadImageException("it is animated");
      }
      if (type == LOSSY && length >= 10) {
        int size = webp.getInt(start + 6);
        require(form, (size >>> 16) & 0x3FFF, size & 0x3FFF);
      } else if (type == LOSSLESS && length >= 5) {
        int size = webp.getInt(start + 1);
        require(form, ((size >>> 14) & 0x3FFF) + 1, (size & 0x3FFF) + 1);
        if (length >= 7 && (size >>> 28 & 1) == 1) {
          requireWholePalette(webp.getShort(start + 5));
        }
      }
      webp.position((int) Math.min(bytes.length, start + length + length % 2));
    }
  }

  /**
   * A see-through picture of 17 to 255 colours may leave transparent black out of its palette, as
   * libwebp does, and have pixels beyond the palette's end: the decoder gives them its last colour.
   */
  private static void requireWholePalette(short transform) throws BadImageException {
    boolean palette = (transform & 7) == 7; // there is a transform, of the kind 3
    int colours = (transform >>> 3 & 0xFF) + 1;
    if (palette && colours > 16 && colours < 256) {
      throw new BadImageException(
          "it is a WebP with a palette of "
              + colours
              + " see-through colours, which cannot be decoded reliably; store it as PNG");
    }
  }

  private static void require(Form form, int height, int width) throws BadImageException {
    if (form.height() != height || form.width() != width) {
      throw new BadImageException(
          "its pixels are " + width + " x " + height + ", its frame is of another size");
    }
  }
}
