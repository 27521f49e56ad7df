package io.gan4j.tf;

import io.gan4j.api.data.Range;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.metric.FeatureExtractor;
import io.gan4j.api.metric.Features;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.tf.internal.features.ExtractorSpec;
import io.gan4j.tf.internal.features.ModelExtractor;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Features from a model that a user has: the folder of a SavedModel (signature {@code
 * serving_default}) or the file of a frozen graph. Images are brought from the samples' range to
 * the model's, grey ones repeated over three channels where it takes three, and resized bilinearly
 * with antialiasing where it takes another size. With Inception named here, the Fréchet distance is
 * the FID, the kernel distance the KID, and the classifier score the Inception score, up to
 * differences in resizing. Of a classifier that {@code gan features train} made, inputs and outputs
 * need no names. A model is loaded only if its graph can be seen to calculate and nothing else;
 * others, among them SavedModels that Keras wrote, need {@link Trust#TRUSTED}.
 */
@Doc("Features of a SavedModel or frozen graph of your own, for example Inception")
public record SavedModelFeatures(
    @Doc("Folder of a SavedModel, or file of a frozen graph") Path model,
    @Doc("Input that takes the images; absent: the only one of serving_default")
        @Nullable String input,
    @Doc("Output with the features; absent: the only one of serving_default")
        @Nullable String output,
    @Doc("Output with class probabilities, or with logits if they do not sum to 1; absent: none")
        @Nullable String classes,
    @Doc("Height and width that it takes; 0: the samples' own") @Default("0") int size,
    @Doc("What it takes for black") @Default("-1") double low,
    @Doc("What it takes for white") @Default("1") double high)
    implements Features {

  public SavedModelFeatures {
    Check.notNegative("size", size);
    Check.relation(low < high, "low", Set.of("high"), "must be below high (" + high + ")", low);
  }

  @Override
  public FeatureExtractor open(SampleSpace samples) {
    return open(samples, Trust.CHECKED);
  }

  @Override
  public FeatureExtractor open(SampleSpace samples, Trust trust) {
    ExtractorSpec spec =
        new ExtractorSpec(
            model, new ExtractorSpec.Tensors(input, output, classes), size, new Range(low, high));
    return ModelExtractor.open(spec, samples, TensorFlowProvider.create().gate(trust));
  }
}
