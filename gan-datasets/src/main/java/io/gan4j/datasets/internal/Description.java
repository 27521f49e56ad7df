package io.gan4j.datasets.internal;

import io.gan4j.api.data.SampleSpace;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line for people: {@code MNIST digits, 10,000 images 28x28x1, 10 classes}. */
public final class Description {
  private Description() {}

  /**
   * The line.
   *
   * @param title how it begins, or null
   */
  public static String of(
      @Nullable String title, long count, SampleSpace space, @Nullable Labels labels) {
    String sizes =
        Arrays.stream(space.shape().asArray())
            .mapToObj(Long::toString)
            .collect(Collectors.joining("x"));
    return String.format(
        Locale.ROOT,
        "%s%,d %s %s%s",
        title == null ? "" : title + ", ",
        count,
        space.isImage() ? "images" : "samples",
        sizes,
        labels == null ? "" : ", " + labels.space().count() + " classes");
  }
}
