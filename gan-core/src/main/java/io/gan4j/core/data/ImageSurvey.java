package io.gan4j.core.data;

import io.gan4j.api.DataException;
import io.gan4j.api.config.Channels;
import io.gan4j.api.data.Image;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.LabelSpace;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * What most of the images of a source are like, so that a size and channels can be chosen for all.
 * Sizes and channels are those that the files say; a few images are decoded, for files that say
 * colour and hold grey, or say see-through and hold nothing of that.
 *
 * @param count how many images there are
 * @param grey how many say that they are grey, with alpha or without
 * @param colour how many say that they are in colour
 * @param seeThrough how many of both have an alpha channel
 * @param greyInside whether those that were decoded hold grey only, though they say colour
 * @param opaqueInside whether those that were decoded are opaque, though they have an alpha channel
 * @param smallest the one whose shorter side is shortest
 * @param middle the one whose shorter side is in the middle
 * @param largest the one whose shorter side is longest
 * @param oneSize whether all are of one size
 * @param classes how many there are of each class, in label order; empty if there are none
 */
public record ImageSurvey(
    long count,
    long grey,
    long colour,
    long seeThrough,
    boolean greyInside,
    boolean opaqueInside,
    Form smallest,
    Form middle,
    Form largest,
    boolean oneSize,
    Map<String, Long> classes) {
  /** Images that are decoded. */
  private static final int DECODED = 12;

  /** Levels that channels of a grey pixel may differ by, after lossy compression. */
  private static final int GREY = 6;

  /**
   * Looks at all images of a source.
   *
   * @throws DataException if one of those that are decoded is broken
   */
  public static ImageSurvey of(ImageSource source) {
    Form[] forms = new Form[Math.toIntExact(source.size())];
    Arrays.setAll(forms, source::form);
    Form[] bySide = forms.clone();
    Arrays.sort(bySide, (a, b) -> Integer.compare(shorter(a), shorter(b)));
    Map<String, Long> classes = new LinkedHashMap<>();
    LabelSpace labels = source.labels().orElse(null);
    if (labels != null) {
      labels.names().forEach(name -> classes.put(name, 0L));
      for (long i = 0; i < forms.length; i++) {
        classes.merge(labels.names().get(source.label(i)), 1L, Long::sum);
      }
    }
    return new ImageSurvey(
        forms.length,
        Arrays.stream(forms).filter(form -> form.channels() < 3).count(),
        Arrays.stream(forms).filter(form -> form.channels() >= 3).count(),
        Arrays.stream(forms).filter(form -> form.channels() % 2 == 0).count(),
        all(source, forms, form -> form.channels() >= 3, ImageSurvey::isGrey),
        all(source, forms, form -> form.channels() % 2 == 0, ImageSurvey::isOpaque),
        bySide[0],
        bySide[bySide.length / 2],
        bySide[bySide.length - 1],
        Arrays.stream(forms)
            .allMatch(f -> f.height() == forms[0].height() && f.width() == forms[0].width()),
        classes);
  }

  /** The channels that most of the images have; a few others are made to fit. */
  public Channels channels() {
    if (seeThrough > count / 2 && !opaqueInside) {
      return Channels.RGBA;
    }
    return colour >= grey && !greyInside ? Channels.RGB : Channels.GREY;
  }

  /** The shorter side of an image. */
  public static int shorter(Form form) {
    return Math.min(form.height(), form.width());
  }

  /** What a test says of some images that say they are of a kind; false if there are none. */
  private static boolean all(
      ImageSource source, Form[] forms, Predicate<Form> kind, Predicate<Image> test) {
    int[] of = IntStream.range(0, forms.length).filter(i -> kind.test(forms[i])).toArray();
    int looked = Math.min(DECODED, of.length);
    for (int i = 0; i < looked; i++) {
      if (!test.test(source.image(of[i * of.length / looked]))) {
        return false;
      }
    }
    return looked > 0;
  }

  private static boolean isGrey(Image image) {
    byte[] pixels = image.pixels();
    for (int at = 0; at < pixels.length; at += image.channels()) {
      int red = pixels[at] & 0xFF;
      int green = pixels[at + 1] & 0xFF;
      int blue = pixels[at + 2] & 0xFF;
      if (Math.max(red, Math.max(green, blue)) - Math.min(red, Math.min(green, blue)) > GREY) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOpaque(Image image) {
    byte[] pixels = image.pixels();
    for (int at = image.channels() - 1; at < pixels.length; at += image.channels()) {
      if (pixels[at] != (byte) 255) {
        return false;
      }
    }
    return true;
  }
}
