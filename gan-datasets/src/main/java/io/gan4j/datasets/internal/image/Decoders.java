package io.gan4j.datasets.internal.image;

import com.twelvemonkeys.imageio.plugins.bmp.BMPImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * One decoder per format and thread: always the same, whatever else is on the class path. PNG and
 * GIF by the JDK, the others by TwelveMonkeys (which leaves the bulk of JPEG to the JDK).
 */
final class Decoders {
  private static final ThreadLocal<Map<ImageFormat, ImageReader>> READERS =
      ThreadLocal.withInitial(() -> new EnumMap<>(ImageFormat.class));

  private Decoders() {}

  static ImageReader of(ImageFormat format) throws IOException {
    Map<ImageFormat, ImageReader> readers = READERS.get();
    ImageReader reader = readers.get(format);
    if (reader == null) {
      reader = provider(format).createReaderInstance();
      readers.put(format, reader);
    }
    return reader;
  }

  /** Drops a decoder that failed, with whatever state that left it in. */
  static void drop(ImageFormat format) {
    ImageReader reader = READERS.get().remove(format);
    if (reader != null) {
      reader.dispose();
    }
  }

  private static ImageReaderSpi provider(ImageFormat format) {
    return switch (format) {
      case PNG -> registered("png", Decoders::ofJdk);
      case GIF -> registered("gif", Decoders::ofJdk);
      case JPEG -> registered("jpeg", JPEGImageReaderSpi.class::isInstance);
      case BMP -> new BMPImageReaderSpi();
      case WEBP -> new WebPImageReaderSpi();
      case TIFF -> new TIFFImageReaderSpi();
      case PNM -> throw new IllegalArgumentException("PNM has no decoder but its own");
    };
  }

  private static boolean ofJdk(ImageReaderSpi provider) {
    return provider.getClass().getName().startsWith("com.sun.imageio.");
  }

  private static ImageReaderSpi registered(String format, Predicate<ImageReaderSpi> wanted) {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    Iterator<ImageReaderSpi> found =
        registry.getServiceProviders(
            ImageReaderSpi.class,
            candidate ->
                candidate instanceof ImageReaderSpi spi
                    && wanted.test(spi)
                    && java.util.Arrays.asList(spi.getFormatNames()).contains(format),
            true);
    if (!found.hasNext()) {
      throw new IllegalStateException("ImageIO has no decoder of this house for " + format);
    }
    return found.next();
  }
}
