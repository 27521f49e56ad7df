package io.gan4j.datasets.internal.image;

import io.gan4j.api.data.Image;
import io.gan4j.api.data.Levels;
import io.gan4j.api.data.Levels.Ends;
import io.gan4j.api.data.Range;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the levels of a source's deep pictures mean. */
public final class DeepLevels {
  private static final Logger LOG = LoggerFactory.getLogger(DeepLevels.class);

  /** So many deep pictures tell which levels they have. */
  private static final int SURVEYED = 64;

  private final Levels levels;
  private final List<Integer> deep;
  private final Pictures pictures;
  private final List<Range> ranges;

  /** A source's pictures, by their numbers. */
  public interface Pictures {
    /** Decodes a picture. */
    Picture picture(int index);

    /**
     * What a decoded picture becomes.
     *
     * @param ranges the levels that are black and white; empty for the formats' own
     */
    Image image(int index, Picture picture, List<Range> ranges);
  }

  /**
   * Finds the levels that are black and white, where they are to be found.
   *
   * @param deep numbers of the deep pictures
   */
  public DeepLevels(Levels levels, List<Integer> deep, Pictures pictures) {
    this.levels = levels;
    this.deep = deep;
    this.pictures = pictures;
    this.ranges =
        !levels.given().isEmpty() || levels.ends() == Ends.FULL || deep.isEmpty()
            ? levels.given()
            : List.of(found());
  }

  private Range found() {
    double[] found =
        deep.stream()
            .parallel()
            .map(index -> ends(pictures.picture(index).numbers()))
            .reduce((a, b) -> new double[] {Math.min(a[0], b[0]), Math.max(a[1], b[1])})
            .orElseThrow();
    return new Range(found[0], found[1] > found[0] ? found[1] : found[0] + 1);
  }

  private static double[] ends(float[] numbers) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (float number : numbers) {
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
    return new double[] {low, high};
  }

  /** The levels that are black and white, one range for all channels or one for each. */
  public List<Range> ranges() {
    return ranges;
  }

  /**
   * Which levels some of the deep pictures have, for a description; warns if few are left of them.
   * Empty if there are no deep pictures.
   *
   * @param title of the source
   */
  public String survey(String title) {
    if (deep.isEmpty()) {
      return "";
    }
    LevelSurvey survey = new LevelSurvey();
    boolean bytes = levels.kept() == Levels.Kept.BYTES;
    int count = Math.min(SURVEYED, deep.size());
    for (int i = 0; i < count; i++) {
      int index = deep.get((int) ((long) i * deep.size() / count));
      Picture picture = pictures.picture(index);
      survey.add(picture);
      if (bytes) {
        survey.add(pictures.image(index, picture, ranges));
      }
    }
    String words =
        String.format(
            Locale.ROOT,
            "%,d of more than 8 bits: %s%s",
            deep.size(),
            survey.words(ranges),
            count < deep.size() ? " in " + count + " of them" : "");
    if (bytes && survey.poor()) {
      LOG.warn("{}: {}: {}", title, words, survey.advice());
    }
    return ", " + words;
  }
}
