package io.gan4j.api.data;

import io.gan4j.api.config.Check;
import java.util.List;

/**
 * The classes of a labelled data set. A label is an index into the names.
 *
 * @param names one name per class, in label order
 */
public record LabelSpace(List<String> names) {
  public LabelSpace {
    names = List.copyOf(Check.notEmpty("names", names));
  }

  public int count() {
    return names.size();
  }
}
