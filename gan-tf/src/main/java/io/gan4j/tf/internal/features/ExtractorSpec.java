package io.gan4j.tf.internal.features;

import io.gan4j.api.data.Range;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A model that features are to be extracted with, as its user describes it.
 *
 * @param model folder of a SavedModel, or file of a frozen graph
 * @param tensors by which it is called
 * @param size height and width that it takes; 0: the samples' own
 * @param range what it takes for black and for white
 */
public record ExtractorSpec(Path model, Tensors tensors, int size, Range range) {

  /**
   * Names of tensors, or of a signature's inputs and outputs.
   *
   * @param input takes the images; null: the only one there is
   * @param output gives the features; null: the only one there is
   * @param classes gives class probabilities or logits; null: none
   */
  public record Tensors(
      @Nullable String input, @Nullable String output, @Nullable String classes) {}
}
