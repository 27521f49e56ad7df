package io.gan4j.datasets.internal.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.datasets.internal.Foreign;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;

/**
 * Decodes image files of any of the formats, strictly: whatever is broken, cut off, animated or too
 * large is refused, and no decoder's own exception gets out. Metadata are no part of a picture, and
 * break none. Safe for use by several threads.
 */
public final class ImageDecoder {
  /** Pictures of more pixels are decoded one at a time, so that threads do not add up. */
  private static final long LARGE = 4_000_000;

  /**
   * The one thing that libjpeg reports of a JPEG's pixels while they are whole: bytes between their
   * end and the next segment.
   */
  private static final Pattern FILLED =
      Pattern.compile("Corrupt JPEG data: \\d+ extraneous bytes before marker 0x[0-9a-f]{2}");

  private final long maxPixels;
  private final Object largeOnes = new Object();

  /**
   * @param maxPixels most pixels of an image
   */
  public ImageDecoder(long maxPixels) {
    this.maxPixels = maxPixels;
  }

  /**
   * What a file's first bytes tell.
   *
   * @param form of the upright picture
   * @param deep whether its levels are more than bytes hold
   * @param brokenExif whether there is EXIF, or an orientation in it, that cannot be read
   */
  public record Seen(Form form, boolean deep, boolean brokenExif) {
    /** Of what is taken of the picture. */
    Seen half(Half half) throws BadImageException {
      return new Seen(half.of(form), deep, brokenExif);
    }
  }

  /** Size and channels of the image that {@link #image} gives, from the file's first bytes. */
  public Form form(byte[] bytes) throws BadImageException {
    return look(bytes).form();
  }

  /** What the file's first bytes tell. */
  public Seen look(byte[] bytes) throws BadImageException {
    return read(
        bytes,
        pnm -> new Seen(accepted(pnm.form()), pnm.deep(), false),
        (file, reader) ->
            new Seen(
                file.orientation().upright(accepted(file.form(reader))),
                file.deep(reader),
                file.orientation().broken()));
  }

  /** Decodes a file to bytes; levels of more than 8 bits as the format itself has them. */
  public Image image(byte[] bytes) throws BadImageException {
    return picture(bytes).image(List.of());
  }

  /** Decodes a file, with the levels that it has. */
  public Picture picture(byte[] bytes) throws BadImageException {
    return read(
        bytes,
        pnm -> {
          accepted(pnm.form());
          return pnm.picture();
        },
        (file, reader) -> {
          Form form = accepted(file.form(reader));
          file.requireDecodable(form);
          Picture picture;
          if ((long) form.height() * form.width() > LARGE) {
            synchronized (largeOnes) {
              picture = file.picture(reader);
            }
          } else {
            picture = file.picture(reader);
          }
          file.requireOne(reader);
          return picture.upright(file.orientation());
        });
  }

  private interface Plain<R> {
    R with(PnmFile pnm) throws BadImageException;
  }

  private interface Work<R> {
    R with(Container file, ImageReader reader) throws IOException, BadImageException;
  }

  private <R> R read(byte[] bytes, Plain<R> plain, Work<R> work) throws BadImageException {
    if (bytes.length == 0) {
      throw new BadImageException("it is empty");
    }
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(
                () ->
                    new BadImageException(
                        Foreign.of(bytes)
                            .map(Foreign::reason)
                            .orElse("its content is no " + ImageFormat.NAMES + " image")));
    try {
      return format == ImageFormat.PNM
          ? plain.with(PnmFile.of(bytes))
          : decoded(format, Container.of(format, bytes), work);
    } catch (IOException | RuntimeException e) {
      // Decoders throw whatever comes from following a broken file: all of it means just that.
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new BadImageException("it is no " + format + " that can be decoded: " + reason, e);
    }
  }

  private static <R> R decoded(ImageFormat format, Container file, Work<R> work)
      throws IOException, BadImageException {
    boolean done = false;
    try {
      ImageReader reader = Decoders.of(format);
      List<String> warnings = new ArrayList<>();
      IIOReadWarningListener listener = (source, warning) -> warnings.add(warning);
      reader.addIIOReadWarningListener(listener);
      byte[] pixels = file.pixels();
      reader.setInput(
          format == ImageFormat.WEBP
              ? new WebpStream(pixels)
              : new ByteArrayImageInputStream(pixels),
          false,
          true);
      R result = work.with(file, reader);
      if (format == ImageFormat.JPEG) {
        refuseDamage(warnings);
      }
      reader.setInput(null);
      reader.removeIIOReadWarningListener(listener);
      done = true;
      return result;
    } finally {
      if (!done) {
        Decoders.drop(format);
      }
    }
  }

  private Form accepted(Form form) throws BadImageException {
    if (form.width() < 1 || form.height() < 1) {
      throw new BadImageException("it has no pixels");
    }
    if ((long) form.width() * form.height() > maxPixels) {
      throw new BadImageException(
          String.format(
              Locale.ROOT,
              "it has %d x %d pixels; accepted: at most %,d (the reader's maxPixels)",
              form.width(),
              form.height(),
              maxPixels));
    }
    return form;
  }

  /**
   * A JPEG's decoder fills what is missing with grey, and says so only in a warning. It has nothing
   * but pixels to warn of, for it gets nothing else.
   */
  private static void refuseDamage(List<String> warnings) throws BadImageException {
    for (String warning : warnings) {
      if (!FILLED.matcher(warning).matches()) {
        throw new BadImageException("it is damaged: " + warning);
      }
    }
  }
}
