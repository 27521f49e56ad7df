package io.gan4j.datasets.internal.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Decodes image files of any of the formats, strictly: whatever is broken, cut off, animated or too
 * large is refused, and no decoder's own exception gets out. Safe for use by several threads.
 */
public final class ImageDecoder {
  /** Pictures of more pixels are decoded one at a time, so that threads do not add up. */
  private static final long LARGE = 4_000_000;

  private final long maxPixels;
  private final Object largeOnes = new Object();

  /**
   * @param maxPixels most pixels of an image
   */
  public ImageDecoder(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  /** Size and channels of the image that {@link #image} gives, from the file's first bytes. */
  public Form form(byte[] bytes) throws BadImageException {
    return read(bytes, (format, reader) -> upright(stored(reader), Orientation.of(format, bytes)));
  }

  /** Decodes a file. */
  public Image image(byte[] bytes) throws BadImageException {
    return read(
        bytes,
        (format, reader) -> {
          Form form = stored(reader);
          requireWhole(format, bytes, form);
          Image image;
          if ((long) form.height() * form.width() > LARGE) {
            synchronized (largeOnes) {
              image = pixels(reader);
            }
          } else {
            image = pixels(reader);
          }
          if (format != ImageFormat.JPEG && format != ImageFormat.PNG) {
            requireOne(reader, format);
          }
          return Orientation.upright(image, Orientation.of(format, bytes));
        });
  }

  private interface Work<R> {
    R with(ImageFormat format, ImageReader reader) throws IOException, BadImageException;
  }

  private <R> R read(byte[] bytes, Work<R> work) throws BadImageException {
    if (bytes.length == 0) {
      throw new BadImageException("it is empty");
    }
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(
                () -> new BadImageException("its content is no " + ImageFormat.NAMES + " image"));
    boolean done = false;
    try {
      ImageReader reader = Decoders.of(format);
      List<String> warnings = new ArrayList<>();
      IIOReadWarningListener listener = (source, warning) -> warnings.add(warning);
      reader.addIIOReadWarningListener(listener);
      reader.setInput(
          format == ImageFormat.WEBP ? new WebpStream(bytes) : new ByteArrayImageInputStream(bytes),
          false,
          true);
      R result = work.with(format, reader);
      refuseDamage(warnings);
      reader.setInput(null);
      reader.removeIIOReadWarningListener(listener);
      done = true;
      return result;
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever comes from following a broken file: all of it means just that.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new BadImageException("it is no " + format + " that can be decoded: " + reason, e);
    } finally {
      if (!done) {
        Decoders.drop(format);
      }
    }
  }

  private Form stored(ImageReader reader) throws IOException, BadImageException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (width < 1 || height < 1) {
      throw new BadImageException("it has no pixels");
    }
    if ((long) width * height > maxPixels) {
      throw new BadImageException(
          String.format(
              Locale.ROOT,
              "it has %d x %d pixels; accepted: at most %,d (the reader's maxPixels)",
              width,
              height,
              maxPixels));
    }
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (types == null || !types.hasNext()) {
      throw new BadImageException("its kind of pixels is unknown");
    }
    return new Form(height, width, Pixels.channels(types.next().getColorModel()));
  }

  /** Checks that decoders leave out. */
  private static void requireWhole(ImageFormat format, byte[] bytes, Form form)
      throws BadImageException {
    if (format == ImageFormat.PNG) {
      PngChunks.check(bytes);
    } else if (format == ImageFormat.WEBP) {
      WebpChunks.check(bytes, form);
    }
  }

  private static Form upright(Form stored, int orientation) {
    return Orientation.turns(orientation)
        ? new Form(/* height= */ stored.width(), /* width= */ stored.height(), stored.channels())
        : stored;
  }

  private static Image pixels(ImageReader reader) throws IOException, BadImageException {
    return Pixels.of(reader.read(0));
  }

  private static void requireOne(ImageReader reader, ImageFormat format)
      throws IOException, BadImageException {
    int count = reader.getNumImages(true);
    if (count > 1) {
      throw new BadImageException(
          format == ImageFormat.TIFF
              ? "it has " + count + " pages"
              : "it is animated: " + count + " frames");
    }
  }

  /** JPEG decoders fill what is missing with grey, and say so only in a warning. */
  private static void refuseDamage(List<String> warnings) throws BadImageException {
    for (String warning : warnings) {
      String text = warning.toLowerCase(Locale.ROOT);
      if ((text.contains("premature") || text.contains("truncated") || text.contains("corrupt"))
          && !text.contains("extraneous")) {
        throw new BadImageException("it is damaged: " + warning);
      }
    }
  }
}
