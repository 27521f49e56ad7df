package io.gan4j.serve;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SamplePictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/**
 * What the protocols have in common: samples of latents and of seeds, and samples as pictures.
 *
 * @param executor on which what follows a sample is done
 */
record Generation(Executor executor) {
  /** Seeds of one request: each is drawn by itself. */
  private static final int MOST_SEEDS = 1024;

  /**
   * Labels that a request gives, or must not give.
   *
   * @param given null if it gives none
   * @param count one for each; a single one stands for all
   * @throws HttpFailure if they do not fit the model
   */
  static int @Nullable [] labels(ServedModel model, int @Nullable [] given, int count) {
    if (model.classes() == 0) {
      if (given != null) {
        throw HttpFailure.bad("labels: this generator sees none");
      }
      return null;
    }
    if (given == null) {
      throw HttpFailure.bad(
          "labels are missing: one of " + model.classes() + " classes for each sample");
    }
    int[] labels = given.length == 1 ? filled(given[0], count) : given;
    if (labels.length != count) {
      throw HttpFailure.bad(labels.length + " labels for " + count + " samples");
    }
    for (int label : labels) {
      if (label < 0 || label >= model.classes()) {
        throw HttpFailure.bad(
            "label " + label + " is none of the classes, 0 to " + (model.classes() - 1));
      }
    }
    return labels;
  }

  private static int[] filled(int label, int count) {
    int[] labels = new int[count];
    Arrays.fill(labels, label);
    return labels;
  }

  /** Samples of latents, {@code [n, …]}. */
  CompletableFuture<FloatNdArray> ofLatents(
      ServedModel model, FloatNdArray latents, int @Nullable [] labels) {
    Shape shape = latents.shape();
    if (shape.numDimensions() == 0 || shape.size() == 0) {
      throw HttpFailure.bad("latents must be at least one, found the shape " + shape);
    }
    Tensors.requireShort(shape.get(0), model.service().sampleShape());
    return model.service().generate(latents, labels);
  }

  /** The first sample of each seed, {@code [n, …]}. */
  CompletableFuture<FloatNdArray> ofSeeds(
      ServedModel model, long[] seeds, int @Nullable [] labels) {
    GeneratorService service = model.service();
    if (seeds.length == 0 || seeds.length > MOST_SEEDS) {
      throw HttpFailure.bad("seeds must be 1 to " + MOST_SEEDS + ", found " + seeds.length);
    }
    Tensors.requireShort(seeds.length, service.sampleShape());
    if (!service.joins()) {
      throw HttpFailure.bad(
          "this model was exported before samples could be drawn by seeds of their own: use"
              + " the signature 'sample', or export it again");
    }
    List<FloatNdArray> drawn = new ArrayList<>();
    for (long seed : seeds) {
      drawn.add(service.model().latents(seed, 1).orElseThrow());
    }
    int width = Math.toIntExact(service.latentShape().size());
    float[] latents = new float[seeds.length * width];
    for (int i = 0; i < seeds.length; i++) {
      System.arraycopy(Tensors.values(drawn.get(i)), 0, latents, i * width, width);
    }
    return service.generate(
        Tensors.array(service.latentShape().prepend(seeds.length), latents), labels);
  }

  /** Samples of one seed. */
  CompletableFuture<FloatNdArray> ofSeed(
      ServedModel model, long seed, int count, int @Nullable [] labels) {
    Tensors.requireShort(count, model.service().sampleShape());
    return model.service().sample(seed, count, labels);
  }

  /**
   * Each sample as a PNG file.
   *
   * @throws HttpFailure if samples are no pictures
   */
  static List<byte[]> png(ServedModel model, FloatNdArray samples) {
    List<byte[]> files = new ArrayList<>();
    for (BufferedImage picture : SamplePictures.of(samples, pictures(model))) {
      files.add(Png.encode(picture));
    }
    return files;
  }

  /** What samples are as pictures. */
  static SampleSpace pictures(ServedModel model) {
    SampleSpace space = model.pictures();
    if (space == null) {
      throw HttpFailure.bad("samples of " + model.name() + " are no pictures");
    }
    return space;
  }
}
