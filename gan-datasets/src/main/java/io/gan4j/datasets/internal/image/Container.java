package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.ImageSource.Form;
import java.awt.image.ColorModel;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;

/**
 * A picture's file taken apart: its decoder gets what makes pixels, and gan4j itself reads what it
 * wants to know beside them. So metadata that are broken break no picture, profiles are applied in
 * no format, and whatever a decoder complains of concerns pixels.
 */
interface Container {

  /** A file of the same format with the same pixels and without metadata. */
  byte[] pixels();

  /** How the picture was held. */
  default Orientation orientation() {
    return Orientation.UPRIGHT;
  }

  /** Size and channels of the picture as it is stored. */
  default Form form(ImageReader reader) throws IOException, BadImageException {
    return new Form(reader.getHeight(0), reader.getWidth(0), Pixels.channels(model(reader)));
  }

  /** Whether its levels are more than bytes hold. */
  default boolean deep(ImageReader reader) throws IOException, BadImageException {
    return Pixels.deep(model(reader));
  }

  /**
   * Refuses what the decoder must not get.
   *
   * @param form of the picture as it is stored
   */
  default void requireDecodable(Form form) throws BadImageException {}

  /** Decodes the picture as it is stored. */
  default Picture picture(ImageReader reader) throws IOException, BadImageException {
    return Pixels.of(reader.read(0));
  }

  /** Whether the file holds one picture; asked once that is decoded. */
  default void requireOne(ImageReader reader) throws IOException, BadImageException {}

  /** Takes a file apart. */
  static Container of(ImageFormat format, byte[] bytes) throws BadImageException {
    return switch (format) {
      case PNG -> PngChunks.of(bytes);
      case JPEG -> JpegFile.of(bytes);
      case GIF -> GifBlocks.of(bytes);
      case WEBP -> WebpChunks.of(bytes);
      case TIFF -> TiffFile.of(bytes);
      case BMP -> () -> bytes;
      case PNM -> throw new IllegalArgumentException("PNM has no decoder but its own");
    };
  }

  private static ColorModel model(ImageReader reader) throws IOException, BadImageException {
    Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
    if (types == null || !types.hasNext()) {
      throw new BadImageException("its kind of pixels is unknown");
    }
    return types.next().getColorModel();
  }
}
