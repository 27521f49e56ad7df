package io.gan4j.tf.internal.session;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.layer.BatchNorm;
import io.gan4j.api.layer.Biases;
import io.gan4j.api.layer.Conv2d;
import io.gan4j.api.layer.Embedding;
import io.gan4j.api.layer.Flatten;
import io.gan4j.api.layer.GaussianNoise;
import io.gan4j.api.layer.Padding;
import io.gan4j.api.layer.PixelNorm;
import io.gan4j.api.layer.Reshape;
import io.gan4j.api.layer.SelfAttention;
import io.gan4j.api.layer.Size;
import io.gan4j.api.layer.TransposedConv2d;
import io.gan4j.api.layer.Upsample;
import io.gan4j.api.network.Initializer;
import io.gan4j.components.activation.LeakyRelu;
import io.gan4j.components.activation.Linear;
import io.gan4j.components.activation.Tanh;
import io.gan4j.components.initializer.ConstantInitializer;
import io.gan4j.components.initializer.NormalInitializer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A small exported generator with much in it: labels, convolutions, norms, noise, attention. */
public final class RichGenerator {
  private static final Initializer SMALL = new NormalInitializer(0, 0.1);
  private static final Initializer ONE = new ConstantInitializer(1);

  private RichGenerator() {}

  /** Writes it into a folder, which is absent or empty. */
  public static void export(Path folder) {
    TestPlans plans = new TestPlans();
    plans.samples = SampleSpace.images(8, 8, 1);
    plans.labels = new LabelSpace(List.of("a", "b", "c"));
    plans.generator =
        List.of(
            new Embedding(3, Embedding.Join.CONCAT, 2, SMALL, null),
            TestPlans.dense(16, new LeakyRelu(0.2)),
            new Reshape(List.of(2L, 2L, 4L)),
            new BatchNorm(0.9, 1e-3, true, true, ONE),
            new TransposedConv2d(
                4,
                Size.of(3),
                Size.of(2),
                new Padding.Same(),
                null,
                new LeakyRelu(0.2),
                SMALL,
                SMALL,
                Biases.TIED),
            new SelfAttention(2, 2, 2, SMALL, null),
            new PixelNorm(1e-8),
            new GaussianNoise(0.1),
            new Upsample(Size.of(2), Upsample.Method.BILINEAR),
            new Conv2d(
                1,
                Size.of(3),
                Size.of(1),
                new Padding.Same(),
                Size.of(1),
                new Tanh(),
                SMALL,
                SMALL,
                Biases.TIED));
    plans.discriminator = List.of(new Flatten(), TestPlans.dense(1, new Linear()));
    try (InspectedSession<?> session = plans.open()) {
      session.export(folder, Map.of("name", "rich"));
    }
  }
}
