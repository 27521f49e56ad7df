package io.gan4j.datasets.internal.label;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Labels;
import java.util.List;

/** Classes by their texts, one per picture. */
public final class ClassTexts {
  /** Among more pictures than this, classes repeat. */
  private static final int MANY = 100;

  private ClassTexts() {}

  /**
   * The labels: whole numbers from 0 are classes by number, everything else is a class by its text.
   *
   * @param what where the texts stand, for messages
   * @throws DataException if hardly any of them repeats
   */
  public static Labels of(List<String> texts, String what) {
    if (texts.stream().allMatch(text -> text.matches("\\d{1,6}"))) {
      return Labels.numbered(texts.stream().mapToInt(Integer::parseInt).toArray());
    }
    Labels labels = Labels.named(texts);
    if (texts.size() > MANY && labels.space().count() > texts.size() / 2) {
      throw new DataException(
          what
              + " has "
              + labels.space().count()
              + " different values for "
              + texts.size()
              + " pictures: these are no classes");
    }
    return labels;
  }
}
