package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * The blocks of a GIF. Its one frame need not cover its canvas: what it leaves free is see-through,
 * and a canvas that is too small for it grows, as decoders agree.
 *
 * @param pixels a GIF with the same frame and without metadata
 * @param canvas height and width of the whole picture
 * @param left place of the frame on it
 * @param top place of the frame on it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record GifBlocks(byte[] pixels, Form canvas, int left, int top) implements Container {
  private static final int SCREEN = 13;
  private static final int FRAME = 0x2C;
  private static final int EXTENSION = 0x21;
  private static final int CONTROL = 0xF9;
  private static final int TRAILER = 0x3B;

  /** Reads the blocks up to the trailer; what stands behind it is none of the picture. */
  static GifBlocks of(byte[] bytes) throws BadImageException {
    return new Walk(bytes).walk();
  }

  @Override
  public Form form(ImageReader reader) throws IOException, BadImageException {
    Form frame = Container.super.form(reader);
    boolean covers = frame.height() == canvas.height() && frame.width() == canvas.width();
    int channels = frame.channels();
    return new Form(
        canvas.height(), canvas.width(), covers || channels % 2 == 0 ? channels : channels + 1);
  }

  @Override
  public Picture picture(ImageReader reader) throws IOException, BadImageException {
    return Pixels.of(reader.read(0)).on(canvas, left, top);
  }

  /** From block to block. */
  private static final class Walk {
    private final byte[] bytes;
    private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    private int at = SCREEN;
    private int frames;
    private int left;
    private int top;
    private int width;
    private int height;

    Walk(byte[] bytes) {
      this.bytes = bytes;
    }

    GifBlocks walk() throws BadImageException {
      need(SCREEN);
      width = number(6);
      height = number(8);
      at += tableSize(bytes[10]);
      need(at);
      pixels.write(bytes, 0, at);
      while (true) {
        need(at + 1);
        int block = bytes[at] & 0xFF;
        if (block == TRAILER) {
          break;
        }
        int start = at;
        if (block == EXTENSION) {
          need(at + 2);
          int kind = bytes[at + 1] & 0xFF;
          at += 2;
          skipData();
          if (kind == CONTROL && frames == 0) {
            pixels.write(bytes, start, at - start);
          }
        } else if (block == FRAME) {
          frame(start);
        } else {
          throw new BadImageException("it is damaged at byte " + at);
        }
      }
      if (frames != 1) {
        throw new BadImageException(
            frames == 0 ? "it has no pixels" : "it is animated: " + frames + " frames");
      }
      pixels.write(TRAILER);
      Form canvas = new Form(Math.max(1, height), Math.max(1, width), 1);
      return new GifBlocks(pixels.toByteArray(), canvas, left, top);
    }

    private void frame(int start) throws BadImageException {
      need(at + 11);
      frames++;
      if (frames == 1) {
        left = number(at + 1);
        top = number(at + 3);
        width = Math.max(width, left + number(at + 5));
        height = Math.max(height, top + number(at + 7));
      }
      at += 10 + tableSize(bytes[at + 9]);
      need(at + 1);
      at++; // the size of the codes
      skipData();
      if (frames == 1) {
        pixels.write(bytes, start, at - start);
      }
    }

    /** Past blocks of data, each with its length, up to an empty one. */
    private void skipData() throws BadImageException {
      need(at + 1);
      while (bytes[at] != 0) {
        at += 1 + (bytes[at] & 0xFF);
        need(at + 1);
      }
      at++;
    }

    private static int tableSize(byte flags) {
      return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
    }

    private int number(int place) {
      return (bytes[place] & 0xFF) | (bytes[place + 1] & 0xFF) << 8;
    }

    private void need(int end) throws BadImageException {
      if (end > bytes.length) {
        throw new BadImageException("it is cut off");
      }
    }
  }
}
