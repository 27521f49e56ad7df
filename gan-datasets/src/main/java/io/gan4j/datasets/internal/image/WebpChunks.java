package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The frame of a WebP: chunks within the size that the file gives. Those that make its pixels go to
 * the decoder, metadata do not; of what is cut off behind the pixels nothing is missed. The decoder
 * believes the pixels' own chunk when it takes memory, so that one has to have the size that was
 * looked at before.
 */
final class WebpChunks implements Container {
  private static final int HEADER = 12;
  private static final int LOSSY = 0x20385056;
  private static final int LOSSLESS = 0x4C385056;
  private static final int ALPHA = 0x48504C41;
  private static final int EXTENDED = 0x58385056;
  private static final int EXIF = 0x46495845;

  /** A frame of an animation, which holds chunks of pixels of any size. */
  private static final int FRAME = 0x464D4E41;

  /** Of an extended file's marks only that of transparency concerns pixels. */
  private static final byte SEE_THROUGH = 0x10;

  /** The decoder takes some 60 bytes for each of them. */
  private static final long MOST_PIXELS = 16_000_000;

  private final ByteBuffer webp;
  private final ByteArrayOutputStream pixels = new ByteArrayOutputStream();
  private final List<Span> exif = new ArrayList<>();
  private final List<Integer> images = new ArrayList<>();

  private WebpChunks(byte[] bytes) throws BadImageException {
    webp = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    pixels.write(bytes, 0, HEADER);
    long promised = (webp.getInt(4) & 0xFFFFFFFFL) + 8;
    webp.limit((int) Math.min(bytes.length, Math.max(HEADER, promised))).position(HEADER);
    while (webp.remaining() >= 8) {
      int type = webp.getInt();
      long length = webp.getInt() & 0xFFFFFFFFL;
      if (length > webp.remaining()) {
        break;
      }
      chunk(bytes, type, webp.position(), (int) length);
      webp.position((int) Math.min(webp.limit(), webp.position() + length + length % 2));
    }
    if (images.isEmpty()) {
      throw new BadImageException("it is cut off");
    }
  }

  /** Looks through a file. */
  static WebpChunks of(byte[] bytes) throws BadImageException {
    return new WebpChunks(bytes);
  }

  private void chunk(byte[] bytes, int type, int start, int length) throws BadImageException {
    switch (type) {
      case FRAME -> throw new BadImageException("it is animated");
      case EXIF -> exif.add(new Span(start, start + length));
      case LOSSY, LOSSLESS -> {
        if (images.isEmpty()) {
          images.add(start - 8);
          keep(bytes, start, length);
        }
      }
      case ALPHA, EXTENDED -> keep(bytes, start, length);
      default -> {} // profiles, XMP, whatever others have put there
    }
  }

  private void keep(byte[] bytes, int start, int length) {
    byte[] chunk = new byte[8 + length + length % 2];
    System.arraycopy(bytes, start - 8, chunk, 0, 8 + length);
    if (webp.getInt(start - 8) == EXTENDED && length > 0) {
      chunk[8] &= SEE_THROUGH;
    }
    pixels.write(chunk, 0, chunk.length);
  }

  @Override
  public byte[] pixels() {
    byte[] file = pixels.toByteArray();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(4, file.length - 8);
    return file;
  }

  @Override
  public Orientation orientation() {
    return Orientation.of(webp.array(), exif);
  }

  /** Refuses pixels of another form than was told, and those that cannot be decoded reliably. */
  @Override
  public void requireDecodable(Form form) throws BadImageException {
    if ((long) form.height() * form.width() > MOST_PIXELS) {
      throw new BadImageException("it is a WebP of more than " + MOST_PIXELS + " pixels");
    }
    int chunk = images.get(0);
    int start = chunk + 8;
    int length = webp.getInt(chunk + 4);
    if (webp.getInt(chunk) == LOSSY && length >= 10) {
      int size = webp.getInt(start + 6);
      require(form, (size >>> 16) & 0x3FFF, size & 0x3FFF);
    } else if (webp.getInt(chunk) == LOSSLESS && length >= 5) {
      int size = webp.getInt(start + 1);
      require(form, ((size >>> 14) & 0x3FFF) + 1, (size & 0x3FFF) + 1);
      if (length >= 7 && (size >>> 28 & 1) == 1) {
        requireWholePalette(webp.getShort(start + 5));
      }
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
