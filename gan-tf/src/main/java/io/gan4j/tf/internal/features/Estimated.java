package io.gan4j.tf.internal.features;

import io.gan4j.api.ProviderException;
import io.gan4j.tf.internal.export.ModelMetadata;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A number that {@code gan features train --numbers} taught a model to estimate.
 *
 * @param mean over the training data, in its own unit; the model gives 0 for it
 * @param deviation likewise; the model gives 1 for a value so far above the mean
 */
record Estimated(String name, double mean, double deviation) {

  /** Those of a model, in the order of its outputs; empty if it is no such model. */
  static List<Estimated> of(Path model) throws IOException {
    Map<String, String> metadata = ModelMetadata.of(model);
    List<Estimated> all = new ArrayList<>();
    if (LoadedModel.ESTIMATOR.equals(metadata.get("kind"))) {
      for (String name = metadata.get("number.0");
          name != null;
          name = metadata.get("number." + all.size())) {
        all.add(
            new Estimated(
                name,
                number(model, metadata, "mean." + all.size()),
                number(model, metadata, "deviation." + all.size())));
      }
    }
    return List.copyOf(all);
  }

  private static double number(Path model, Map<String, String> metadata, String key) {
    String text = metadata.getOrDefault(key, "");
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw unsaid(model, key, e);
    }
    throw unsaid(model, key, null);
  }

  private static ProviderException unsaid(Path model, String key, @Nullable Exception cause) {
    return new ProviderException(model + ": its metadata have no number '" + key + "'", cause);
  }
}
