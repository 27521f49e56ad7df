package io.gan4j.tf.internal.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * The signatures of a generator: latents to samples, a seed with a count to latents and to samples,
 * the range of the samples, and where they are pictures a seed for each to PNG.
 *
 * @param generator builds it
 * @param pixels how samples become pictures; null if they do not
 */
record GeneratorSignatures(GeneratorGraph generator, @Nullable PixelLevels pixels)
    implements ModelGraph {

  @Override
  public Map<String, SignatureDef> signatures(Ops tf, Function<String, Operand<?>> weights) {
    Placeholder<TFloat32> latents = latents(tf, "latents");
    boolean seesLabels = generator.classes() > 0;
    Placeholder<TInt32> labels = seesLabels ? labels(tf, "labels") : null;
    Operand<TFloat32> samples =
        tf.withName("samples")
            .identity(generator.samples(tf.withSubScope("generator"), latents, labels, weights));

    Placeholder<TInt64> seed =
        tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TInt32> count =
        tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> drawn = generator.latents(tf.withSubScope("draw"), seed, count, weights);
    Placeholder<TInt32> drawnLabels = seesLabels ? labels(tf, "labels_of_seed") : null;
    // One label serves for all samples.
    Operand<TInt32> labelsPerSample =
        drawnLabels == null
            ? null
            : tf.broadcastTo(drawnLabels, tf.expandDims(count, tf.constant(0)));
    Operand<TFloat32> drawnSamples =
        tf.withName("samples_of_seed")
            .identity(
                generator.samples(
                    tf.withSubScope("generator_of_seed"), drawn, labelsPerSample, weights));
    Map<String, SignatureDef> signatures = new LinkedHashMap<>();
    signatures.put(
        ModelSignatures.SERVING,
        ModelSignatures.signature(
            with(labels, Map.of("latents", latents)), Map.of("samples", samples)));
    signatures.put(
        ModelSignatures.SAMPLE,
        ModelSignatures.signature(
            with(drawnLabels, Map.of("seed", seed, "count", count)),
            Map.of("samples", drawnSamples)));
    signatures.put(
        ModelSignatures.LATENTS,
        ModelSignatures.signature(
            Map.of("seed", seed, "count", count),
            Map.of("latents", tf.withName("latents_of_seed").identity(drawn))));
    signatures.put(ModelSignatures.RANGE, ModelSignatures.range(tf, generator.range()));
    if (pixels != null) {
      signatures.put(ModelSignatures.IMAGES, images(tf, pixels, weights));
    }
    return signatures;
  }

  /** Of a seed for each picture; of latents where those cannot be drawn so. */
  private SignatureDef images(
      Ops tf, PixelLevels levels, Function<String, Operand<?>> weights) {
    Placeholder<TInt64> seeds =
        tf.withName("seeds")
            .placeholder(TInt64.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
    Operand<TFloat32> drawn = generator.latentsOf(tf.withSubScope("draw_each"), seeds, weights);
    Map<String, Operand<?>> inputs = new LinkedHashMap<>();
    Operand<TFloat32> latents;
    if (drawn == null) {
      Placeholder<TFloat32> given = latents(tf, "latents_of_images");
      inputs.put("latents", given);
      latents = given;
    } else {
      inputs.put("seed", seeds);
      latents = drawn;
    }
    Placeholder<TInt32> labels = generator.classes() > 0 ? labels(tf, "labels_of_images") : null;
    Operand<TFloat32> samples =
        generator.samples(tf.withSubScope("generator_of_images"), latents, labels, weights);
    Operand<TString> bytes =
        tf.withName(ModelSignatures.IMAGE_BYTES)
            .image
            .encodePng(levels.pixels(tf.withSubScope("pixels"), samples));
    return ModelSignatures.signature(
        with(labels, inputs), Map.of(ModelSignatures.IMAGE_BYTES, bytes));
  }

  private Placeholder<TFloat32> latents(Ops tf, String name) {
    return tf.withName(name)
        .placeholder(
            TFloat32.class,
            Placeholder.shape(generator.latentShape().prepend(Shape.UNKNOWN_SIZE)));
  }

  private static Placeholder<TInt32> labels(Ops tf, String name) {
    return tf.withName(name)
        .placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
  }

  /** A signature's inputs, and the labels if there are any. */
  private static Map<String, Operand<?>> with(
      @Nullable Operand<TInt32> labels, Map<String, ? extends Operand<?>> inputs) {
    Map<String, Operand<?>> all = new LinkedHashMap<>(inputs);
    if (labels != null) {
      all.put(ModelSignatures.LABELS, labels);
    }
    return all;
  }
}
