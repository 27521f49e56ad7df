package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.provider.Device;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.MemoryPlan;
import io.gan4j.api.provider.Precision;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/**
 * What every provider promises: it says what it has, refuses what it cannot do by name, and what it
 * exports is the generator that was trained. Its sessions are held to {@link GanSessionContract}.
 */
public final class GanProviderContract {
  private GanProviderContract() {}

  /** The contract of a provider and of its sessions. */
  public static Contract of(GanProvider provider) {
    return new Contract(provider.name())
        .promise("says what it is and which devices it has", () -> facts(provider))
        .promise("takes float32, and mixed precision only as one", () -> precision(provider))
        .promise("plans memory without opening", () -> memory(provider))
        .promise("refuses a device that is not there", () -> device(provider))
        .promise("refuses a layer that it has no builder for", () -> layer(provider))
        .promise("refuses an optimiser that it has no builder for", () -> optimizer(provider))
        .promise("exports the generator as it samples", () -> export(provider))
        .promise("exports a generator that draws its own latents", () -> draws(provider))
        .promise("exports a generator that takes labels", () -> labels(provider))
        .promise("refuses to load what is no model", () -> noModel(provider))
        .and(GanSessionContract.of(provider));
  }

  private static void facts(GanProvider provider) {
    assertThat(provider.name()).isNotBlank();
    assertThat(provider.version()).isNotBlank().doesNotContain("\n");
    assertThat(provider.devices()).extracting(Device::name).contains("cpu").doesNotHaveDuplicates();
    assertThat(provider.diagnose())
        .isNotEmpty()
        .allSatisfy(
            finding -> {
              assertThat(finding.topic()).isNotBlank();
              assertThat(finding.message()).isNotBlank();
            });
  }

  private static void precision(GanProvider provider) {
    assertThat(provider.precisions()).contains(Precision.FLOAT32);
    GanPlan full = SmallPlan.images().build();
    try (GanSession session = provider.open(full)) {
      assertThat(session.arithmetic()).isEqualTo("float32");
    }
    if (!provider.precisions().contains(Precision.MIXED)) {
      return;
    }
    GanPlan mixed = full.toBuilder().precision(Precision.MIXED).build();
    assertThat(provider.plan(mixed).weights()).isEqualTo(provider.plan(full).weights());
    try (GanSession session = provider.open(mixed);
        GanSession other = provider.open(full)) {
      assertThat(session.arithmetic()).isNotBlank().doesNotContain("\n");
      for (long step = 0; step < 3; step++) {
        SessionSteps.step(session, mixed, SmallPlan.BOTH, step);
        SessionSteps.step(other, full, SmallPlan.BOTH, step);
      }
      Map<String, NdArray<?>> expected = other.saveState();
      Map<String, NdArray<?>> found = session.saveState();
      assertThat(found.keySet()).isEqualTo(expected.keySet());
      found.forEach(
          (name, values) -> {
            NdArray<?> like = Objects.requireNonNull(expected.get(name));
            assertThat(values.getClass()).as(name).isEqualTo(like.getClass());
            if (NdValues.isFloating(values)) {
              assertThat(NdValues.values(values))
                  .as(name)
                  .containsExactly(NdValues.values(like), within(0.05));
            } else {
              assertThat(values).as(name).isEqualTo(like);
            }
          });
    }
  }

  private static void memory(GanProvider provider) {
    MemoryPlan small = provider.plan(SmallPlan.points().build());
    assertThat(small.weights()).as("weights").isPositive();
    assertThat(small.step()).as("step").isPositive();
    assertThat(small.copies()).as("copies").isGreaterThanOrEqualTo(small.weights());
    assertThat(small.data()).as("the data set's, which a plan does not know").isZero();
  }

  private static void device(GanProvider provider) {
    for (String name : List.of("gpu:77", "abacus")) {
      refused(provider, SmallPlan.points().device(name), name);
    }
  }

  private static void layer(GanProvider provider) {
    SmallPlan plan = SmallPlan.points().network(Player.DISCRIMINATOR, new UnheardOfLayer());
    refused(provider, plan, "UnheardOfLayer");
  }

  private static void optimizer(GanProvider provider) {
    refused(provider, SmallPlan.points().optimizer(new UnheardOfOptimizer()), "UnheardOfOptimizer");
  }

  private record UnheardOfLayer() implements LayerSpec {
    @Override
    public Shape outputShape(Shape input) {
      return Shape.of(1);
    }
  }

  private record UnheardOfOptimizer() implements Optimizer {
    @Override
    public Schedule learningRate() {
      return progress -> 0.1;
    }

    @Override
    public int slots() {
      return 0;
    }
  }

  private static void refused(GanProvider provider, SmallPlan plan, String named) {
    assertThatThrownBy(() -> provider.open(plan.build()).close())
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining(named);
  }

  private static void export(GanProvider provider) {
    withFolder(
        folder -> {
          GanPlan plan = SmallPlan.images().average(Player.GENERATOR, progress -> 0.5).build();
          Path model = folder.resolve("model");
          Map<String, String> metadata = Map.of("name", "digits, \"1\" = one", "seed", "7");
          FloatNdArray latents;
          FloatNdArray expected;
          try (GanSession session = provider.open(plan)) {
            for (long step = 0; step < 3; step++) {
              SessionSteps.step(session, plan, SmallPlan.BOTH, step);
            }
            latents = session.drawLatents(5, 7);
            expected = session.generate(latents);
            session.export(model, metadata);
            assertThatThrownBy(() -> session.export(model, metadata))
                .as("export into a folder that is not empty")
                .isInstanceOf(ProviderException.class);
          }
          try (GeneratorModel loaded = provider.load(model)) {
            close(loaded.generate(latents), expected);
            assertThat(loaded.metadata()).containsAllEntriesOf(metadata);
          }
        });
  }

  private static void draws(GanProvider provider) {
    withFolder(
        folder -> {
          Path model = folder.resolve("model");
          try (GanSession session = provider.open(SmallPlan.images().build())) {
            session.export(model, Map.of());
          }
          try (GeneratorModel loaded = provider.load(model)) {
            FloatNdArray eight = loaded.sample(3, 8);
            assertThat(eight.shape()).isEqualTo(Shape.of(8, 2, 2, 1));
            close(loaded.sample(3, 8), eight);
            double[] all = NdValues.values(eight);
            assertThat(NdValues.values(loaded.sample(3, 5)))
                .as("the first 5 of 8")
                .containsExactly(Arrays.copyOf(all, 5 * 4), within(1e-6));
            assertThat(NdValues.values(loaded.sample(4, 8))).as("another seed").isNotEqualTo(all);
            loaded.latents(3, 8).ifPresent(latents -> close(loaded.generate(latents), eight));
          }
        });
  }

  private static void labels(GanProvider provider) {
    withFolder(
        folder -> {
          Path model = folder.resolve("model");
          GanPlan plan = SmallPlan.labelled().average(Player.GENERATOR, progress -> 0.5).build();
          int[] classes = {2, 0, 1, 1, 0};
          FloatNdArray latents;
          FloatNdArray expected;
          try (GanSession session = provider.open(plan)) {
            SessionSteps.step(session, plan, SmallPlan.BOTH, 0);
            latents = session.drawLatents(5, 5);
            expected = session.generate(latents, classes);
            session.export(model, Map.of("name", "labelled"));
          }
          try (GeneratorModel loaded = provider.load(model)) {
            assertThat(loaded.classes()).isEqualTo(3);
            assertThat(loaded.metadata()).containsEntry("name", "labelled");
            close(loaded.generate(latents, classes), expected);
            close(loaded.sample(3, 5), loaded.sample(3, 5, new int[] {0, 1, 2, 0, 1}));
            double[] zeros = NdValues.values(loaded.sample(3, 5, new int[5]));
            double[] twos = NdValues.values(loaded.sample(3, 5, new int[] {2, 2, 2, 2, 2}));
            assertThat(zeros).as("another class").isNotEqualTo(twos);
            assertThatThrownBy(() -> loaded.generate(latents))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label");
            assertThatThrownBy(() -> loaded.sample(3, 2, new int[] {0, 3}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("label 3");
          }
        });
    withFolder(
        folder -> {
          Path model = folder.resolve("model");
          try (GanSession session = provider.open(SmallPlan.images().build())) {
            session.export(model, Map.of());
          }
          try (GeneratorModel loaded = provider.load(model)) {
            assertThat(loaded.classes()).isZero();
            assertThatThrownBy(() -> loaded.sample(3, 2, new int[2]))
                .isInstanceOf(IllegalArgumentException.class);
          }
        });
  }

  private static void close(FloatNdArray found, FloatNdArray expected) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    assertThat(NdValues.values(found)).containsExactly(NdValues.values(expected), within(1e-5));
  }

  private static void noModel(GanProvider provider) {
    withFolder(
        folder -> {
          for (Path path : List.of(folder, folder.resolve("absent"))) {
            assertThatThrownBy(() -> provider.load(path).close())
                .isInstanceOf(ProviderException.class)
                .hasMessageContaining(path.toString());
          }
        });
  }

  private interface Body {
    void in(Path folder);
  }

  private static void withFolder(Body body) {
    try {
      Path folder = Files.createTempDirectory("gan4j-contract");
      try {
        body.in(folder);
      } finally {
        remove(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
