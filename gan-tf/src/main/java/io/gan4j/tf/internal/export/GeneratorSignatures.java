package io.gan4j.tf.internal.export;

import io.gan4j.tf.internal.export.GeneratorGraph.Given;
import java.util.LinkedHashMap;
import java.util.List;
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
    boolean conditioned = generator.conditions() > 0;
    Given given =
        new Given(
            latents,
            seesLabels ? labels(tf, "labels") : null,
            conditioned ? condition(tf, "condition") : null);
    Operand<TFloat32> samples =
        tf.withName("samples")
            .identity(generator.samples(tf.withSubScope("generator"), given, weights));

    Placeholder<TInt64> seed =
        tf.withName("seed").placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
    Placeholder<TInt32> count =
        tf.withName("count").placeholder(TInt32.class, Placeholder.shape(Shape.scalar()));
    Operand<TFloat32> drawn = generator.latents(tf.withSubScope("draw"), seed, count, weights);
    Placeholder<TInt32> drawnLabels = seesLabels ? labels(tf, "labels_of_seed") : null;
    Placeholder<TFloat32> drawnCondition = conditioned ? condition(tf, "condition_of_seed") : null;
    Operand<TInt32> rows = tf.expandDims(count, tf.constant(0));
    // One label, and one condition, serves for all samples.
    Given ofSeed =
        new Given(
            drawn,
            drawnLabels == null ? null : tf.broadcastTo(drawnLabels, rows),
            drawnCondition == null
                ? null
                : tf.broadcastTo(
                    drawnCondition,
                    tf.concat(
                        List.of(rows, tf.constant(new int[] {generator.conditions()})),
                        tf.constant(0))));
    Operand<TFloat32> drawnSamples =
        tf.withName("samples_of_seed")
            .identity(generator.samples(tf.withSubScope("generator_of_seed"), ofSeed, weights));
    Map<String, SignatureDef> signatures = new LinkedHashMap<>();
    signatures.put(
        ModelSignatures.SERVING,
        ModelSignatures.signature(
            with(given.labels(), given.condition(), Map.of("latents", latents)),
            Map.of("samples", samples)));
    signatures.put(
        ModelSignatures.SAMPLE,
        ModelSignatures.signature(
            with(drawnLabels, drawnCondition, Map.of("seed", seed, "count", count)),
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
  private SignatureDef images(Ops tf, PixelLevels levels, Function<String, Operand<?>> weights) {
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
    Placeholder<TFloat32> condition =
        generator.conditions() > 0 ? condition(tf, "condition_of_images") : null;
    Operand<TFloat32> samples =
        generator.samples(
            tf.withSubScope("generator_of_images"), new Given(latents, labels, condition), weights);
    Operand<TString> bytes =
        tf.withName(ModelSignatures.IMAGE_BYTES)
            .image
            .encodePng(levels.pixels(tf.withSubScope("pixels"), samples));
    return ModelSignatures.signature(
        with(labels, condition, inputs), Map.of(ModelSignatures.IMAGE_BYTES, bytes));
  }

  private Placeholder<TFloat32> latents(Ops tf, String name) {
    return tf.withName(name)
        .placeholder(
            TFloat32.class, Placeholder.shape(generator.latentShape().prepend(Shape.UNKNOWN_SIZE)));
  }

  private Placeholder<TFloat32> condition(Ops tf, String name) {
    return tf.withName(name)
        .placeholder(
            TFloat32.class,
            Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE, generator.conditions())));
  }

  private static Placeholder<TInt32> labels(Ops tf, String name) {
    return tf.withName(name)
        .placeholder(TInt32.class, Placeholder.shape(Shape.of(Shape.UNKNOWN_SIZE)));
  }

  /** A signature's inputs, and labels and condition if there are any. */
  private static Map<String, Operand<?>> with(
      @Nullable Operand<TInt32> labels,
      @Nullable Operand<TFloat32> condition,
      Map<String, ? extends Operand<?>> inputs) {
    Map<String, Operand<?>> all = new LinkedHashMap<>(inputs);
    if (labels != null) {
      all.put(ModelSignatures.LABELS, labels);
    }
    if (condition != null) {
      all.put(ModelSignatures.CONDITION, condition);
    }
    return all;
  }
}
