package io.gan4j.cli;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.run.ExportedSamples;
import org.jspecify.annotations.Nullable;

/** The class that {@code --label} names. */
final class GivenLabel {
  private GivenLabel() {}

  /**
   * Its number.
   *
   * @param label a class's name or number
   * @throws UsageException if the generator sees no labels, or has no such class
   */
  static int of(GeneratorModel model, String label) {
    if (model.classes() == 0) {
      throw new UsageException("--label: this generator sees no labels");
    }
    LabelSpace classes = ExportedSamples.labels(model.metadata(), model.classes());
    return classes
        .indexOf(label)
        .orElseThrow(
            () ->
                new UsageException(
                    "--label "
                        + label
                        + ": there is no such class; accepted: "
                        + String.join(", ", classes.names())
                        + ", or 0 to "
                        + (classes.count() - 1)));
  }

  /**
   * Its number where one class is for all samples; null if the generator sees no labels.
   *
   * @throws UsageException also if the generator sees labels and none is named
   */
  static @Nullable Integer ofAll(GeneratorModel model, @Nullable String label) {
    if (label != null) {
      return of(model, label);
    }
    if (model.classes() > 0) {
      throw new UsageException("--label must name a class: this generator sees labels");
    }
    return null;
  }
}
