package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.datasets.internal.Half;
import io.gan4j.datasets.internal.image.TiffDirectory.Entry;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageReader;

/**
 * A TIFF's pixels apart from its metadata: the tags of profiles, EXIF, XMP, IPTC and Photoshop get
 * numbers that no decoder knows, so that nothing in them can disturb it. Floating-point levels are
 * given to the decoder as whole numbers of the same bits, for it would clip them to [0, 1].
 *
 * @param pixels a TIFF with the same pixels and without metadata
 * @param orientation as its tag says
 * @param floatBits bits of a floating-point level, 16 or 32; 0 of whole numbers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never leaves this package
record TiffFile(byte[] pixels, Orientation orientation, int floatBits) implements Container {
  private static final Set<Integer> METADATA = Set.of(700, 33723, 34377, 34665, 34675, 34853);
  private static final int BITS_PER_SAMPLE = 258;
  private static final int PREDICTOR = 317;
  private static final int SAMPLE_FORMAT = 339;
  private static final int UNSIGNED = 1;
  private static final int FLOATING = 3;

  static TiffFile of(byte[] bytes) throws BadImageException {
    Optional<TiffDirectory> directory = TiffDirectory.of(bytes, 0, bytes.length);
    if (directory.isEmpty()) {
      return new TiffFile(bytes, Orientation.UPRIGHT, 0);
    }
    TiffDirectory tags = directory.get();
    int floatBits = floatBits(tags);
    byte[] pixels = bytes;
    if (floatBits > 0 || tags.entries().stream().anyMatch(e -> METADATA.contains(e.tag()))) {
      pixels = bytes.clone();
      TiffDirectory copy = TiffDirectory.of(pixels, 0, pixels.length).orElseThrow();
      for (Entry entry : copy.entries()) {
        if (METADATA.contains(entry.tag())) {
          copy.rename(entry, entry.tag() + 1);
        }
      }
      if (floatBits > 0) {
        copy.fill(SAMPLE_FORMAT, UNSIGNED);
      }
    }
    return new TiffFile(pixels, Orientation.of(tags), floatBits);
  }

  private static int floatBits(TiffDirectory tags) throws BadImageException {
    if (tags.first(SAMPLE_FORMAT).orElse((long) UNSIGNED) != FLOATING) {
      return 0;
    }
    long bits = tags.first(BITS_PER_SAMPLE).orElse(1L);
    if (bits != 16 && bits != 32) {
      throw new BadImageException(
          "its levels are floating-point numbers of " + bits + " bits; accepted: 16 and 32");
    }
    if (tags.first(PREDICTOR).orElse(1L) == FLOATING) {
      throw new BadImageException(
          "its levels are floating-point numbers behind a predictor of their own (3), which is not"
              + " read; accepted: no predictor, or 2");
    }
    return (int) bits;
  }

  @Override
  public boolean deep(ImageReader reader) throws IOException, BadImageException {
    return floatBits > 0 || Container.super.deep(reader);
  }

  @Override
  public Picture picture(ImageReader reader) throws IOException, BadImageException {
    if (floatBits == 0) {
      return Container.super.picture(reader);
    }
    Raster raster = reader.read(0).getRaster();
    Form form = new Form(raster.getHeight(), raster.getWidth(), raster.getNumBands());
    int[] bits = raster.getPixels(0, 0, form.width(), form.height(), (int[]) null);
    float[] numbers = new float[bits.length];
    for (int i = 0; i < bits.length; i++) {
      float level = floatBits == 32 ? Float.intBitsToFloat(bits[i]) : Half.toFloat((short) bits[i]);
      if (!Float.isFinite(level)) {
        throw new BadImageException("it has the level " + level);
      }
      numbers[i] = level;
    }
    return Picture.ofNumbers(form, numbers, Float.NaN);
  }

  @Override
  public void requireOne(ImageReader reader) throws IOException, BadImageException {
    int count = reader.getNumImages(true);
    if (count > 1) {
      throw new BadImageException("it has " + count + " pages");
    }
  }
}
