package io.gan4j.core.data;

import io.gan4j.api.config.Channels;
import io.gan4j.api.config.CropConfig;
import io.gan4j.api.config.DataConfig;
import io.gan4j.api.config.PadConfig;
import io.gan4j.api.config.ResizeConfig;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of preprocessing that gives an image its shape and is the same in every epoch: resize,
 * pad, crop in the middle, channels. In this order.
 *
 * @param channels what the result has: 1, 3 or 4
 */
record ImageShaping(
    @Nullable ResizeConfig resize,
    @Nullable PadConfig pad,
    @Nullable CropConfig crop,
    int channels,
    int background) {

  /**
   * @param stored what the source's images have: 1, 3 or 4
   */
  static ImageShaping of(DataConfig data, int stored) {
    CropConfig crop = data.crop();
    return new ImageShaping(
        data.resize(),
        data.pad(),
        crop != null && crop.at() == CropConfig.Place.CENTRE ? crop : null,
        data.channels() == Channels.AS_STORED ? stored : data.channels().count(),
        data.background());
  }

  /**
   * What becomes of an image of this form.
   *
   * @throws InvalidValueException if it is too large for pad, or too small for crop
   */
  Form apply(Form form) {
    int height = form.height();
    int width = form.width();
    if (resize != null) {
      Form resized = resized(resize, form);
      height = resized.height();
      width = resized.width();
    }
    if (pad != null) {
      if (height > pad.height() || width > pad.width()) {
        throw new InvalidValueException(
            "pad",
            "must be at least the images' size, which is "
                + height
                + "x"
                + width
                + " here; found "
                + pad.height()
                + "x"
                + pad.width());
      }
      height = pad.height();
      width = pad.width();
    }
    if (crop != null) {
      requireRoom(crop, height, width);
      height = crop.height();
      width = crop.width();
    }
    return new Form(height, width, channels);
  }

  /** Refuses a crop that is larger than what it is cut from. */
  static void requireRoom(CropConfig crop, int height, int width) {
    if (height < crop.height() || width < crop.width()) {
      throw new InvalidValueException(
          "crop",
          "must be at most the images' size, which is "
              + height
              + "x"
              + width
              + " here; found "
              + crop.height()
              + "x"
              + crop.width());
    }
  }

  Image apply(Image image) {
    Image shaped = image;
    if (resize != null) {
      shaped = resize(resize, shaped);
    }
    if (pad != null) {
      shaped = pad(pad, shaped);
    }
    if (crop != null) {
      shaped = middle(shaped, crop.height(), crop.width());
    }
    return ChannelConversion.convert(shaped, channels, background);
  }

  private static Form resized(ResizeConfig resize, Form form) {
    if (resize.fit() != ResizeConfig.Fit.INSIDE) {
      return new Form(resize.height(), resize.width(), form.channels());
    }
    double scale =
        Math.min(resize.height() / (double) form.height(), resize.width() / (double) form.width());
    return new Form(
        (int) Math.max(1, Math.round(form.height() * scale)),
        (int) Math.max(1, Math.round(form.width() * scale)),
        form.channels());
  }

  private static Image resize(ResizeConfig resize, Image image) {
    Form to = resized(resize, new Form(image.height(), image.width(), image.channels()));
    if (to.height() == image.height() && to.width() == image.width()) {
      return image;
    }
    double height = image.height();
    double width = image.width();
    if (resize.fit() == ResizeConfig.Fit.COVER) {
      double scale = Math.min(height / to.height(), width / to.width());
      height = to.height() * scale;
      width = to.width() * scale;
    }
    Resampling.Box box =
        new Resampling.Box(
            (image.height() - height) / 2, (image.width() - width) / 2, height, width);
    return Resampling.resize(image, box, to.height(), to.width(), resize.filter());
  }

  private static Image pad(PadConfig pad, Image image) {
    if (image.height() == pad.height() && image.width() == pad.width()) {
      return image;
    }
    int channels = image.channels();
    byte[] pixels = new byte[Math.multiplyExact(pad.height() * pad.width(), channels)];
    Arrays.fill(pixels, (byte) pad.fill());
    int top = (pad.height() - image.height()) / 2;
    int left = (pad.width() - image.width()) / 2;
    int row = image.width() * channels;
    for (int y = 0; y < image.height(); y++) {
      System.arraycopy(
          image.pixels(), y * row, pixels, ((top + y) * pad.width() + left) * channels, row);
    }
    return new Image(pad.height(), pad.width(), channels, pixels);
  }

  private static Image middle(Image image, int height, int width) {
    int channels = image.channels();
    byte[] pixels = new byte[height * width * channels];
    Window.copy(
        new Window(image.height(), image.width(), channels, height, width),
        (image.height() - height) / 2,
        (image.width() - width) / 2,
        new Window.Bytes(image.pixels(), 0),
        new Window.Bytes(pixels, 0));
    return new Image(height, width, channels, pixels);
  }
}
