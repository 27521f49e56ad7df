package io.gan4j.core.training;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.data.SampleSpace.Element;
import io.gan4j.api.data.Scale;
import io.gan4j.api.game.Game;
import io.gan4j.api.game.Player;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.api.spec.Default;
import io.gan4j.core.run.Datasets;
import io.gan4j.testkit.Interceptor;
import io.gan4j.testkit.TwoDomainsGame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Samples that belong together")
class PartnersTest {
  private static final String PLAYERS =
      """
      generator:
        network: {type: layers, layers: [{type: dense, units: 1}]}
        optimizer: {type: momentum, learningRate: 0.01, momentum: 0.5}
      discriminator:
        network: {type: layers, layers: [{type: dense, units: 1}]}
        optimizer: {type: momentum, learningRate: 0.01, momentum: 0.5}
      training: {steps: 9}
      samples: {every: 0, count: 4}
      checkpoints: {every: 0}
      watches: {every: 0, collapse: {reaction: ignore}}
      """;

  /** Each sample is paired with what is 1000 above it. */
  private static final String PAIRED =
      """
      seed: 3
      data: {reader: {type: numbered, count: 10}, batchSize: 4}
      sides: {source: {reader: {type: numbered, count: 10, from: 1000}}}
      game: {type: translation, reconstruction: 0.1}
      """
          + PLAYERS;

  /** Each sample carries a vector: 100 above it, and half of it. */
  private static final String VECTORS =
      """
      seed: 3
      data: {reader: {type: numbered, count: 10, vectors: true}, batchSize: 4}
      latents: {type: normal, size: 2}
      game: conditional
      """
          + PLAYERS;

  private static final String EMPIRICAL =
      VECTORS.replace("game: conditional", "game: {type: conditional, fakes: empirical}");

  @TempDir Path temp;

  /**
   * Numbers in order, of the classes even and odd.
   *
   * @param count how many; 0: without end
   * @param from the first of them
   */
  private record Numbered(
      @Default("10") int count,
      @Default("0") int from,
      @Default("false") boolean vectors,
      @Default("false") boolean classes)
      implements DatasetReader {
    @Override
    public Dataset open() {
      return new Numbers(this, false);
    }
  }

  /**
   * The numbers, or their vectors.
   *
   * @param isVectors whether they are the vectors: 100 above a number, and half of it
   */
  private record Numbers(Numbered of, boolean isVectors) implements Dataset {
    private static Column column(String name) {
      return new NumberColumn(
          name, "FLOAT", false, new Scale.Standard(0, 1), new NumberColumn.Limits(-1e6, 1e6, -1));
    }

    @Override
    public SampleSpace space() {
      return isVectors
          ? SampleSpace.rows(new Columns(List.of(column("above"), column("half"))))
          : SampleSpace.vectors(1);
    }

    @Override
    public OptionalLong size() {
      return of.count == 0 ? OptionalLong.empty() : OptionalLong.of(of.count);
    }

    @Override
    public Optional<LabelSpace> labels() {
      return of.classes ? Optional.of(new LabelSpace(List.of("even", "odd"))) : Optional.empty();
    }

    @Override
    public Optional<Dataset> vectors() {
      return of.vectors ? Optional.of(new Numbers(of, true)) : Optional.empty();
    }

    @Override
    public String description() {
      return of.count + " numbers from " + of.from;
    }

    @Override
    public String contentHash() {
      return toString();
    }

    @Override
    public void read(long[] indices, Batch into) {
      for (int i = 0; i < indices.length; i++) {
        float number = of.from + indices[i];
        into.labels()[i] = of.classes ? (int) (indices[i] % 2) : 0;
        if (isVectors) {
          into.floats()[2 * i] = number + 100;
          into.floats()[2 * i + 1] = number / 2;
        } else {
          into.floats()[i] = number;
        }
      }
    }

    @Override
    public void close() {}
  }

  /** What phases were given of each side: by phase, batch after batch. */
  private final Map<String, List<Map<String, float[]>>> seen = new LinkedHashMap<>();

  private final List<Map<String, byte[]>> pictures = new ArrayList<>();

  private final TrainingFixture fixture =
      new TrainingFixture(
          new Interceptor() {
            @Override
            public void beforeStep(StepRequest request) {
              Map<String, float[]> batches = new LinkedHashMap<>();
              Map<String, byte[]> bytes = new LinkedHashMap<>();
              request
                  .batches()
                  .forEach(
                      (side, batch) -> {
                        if (batch.space().element() == Element.UINT8) {
                          bytes.put(side, batch.bytes().clone());
                        } else {
                          batches.put(side, batch.floats().clone());
                        }
                      });
              pictures.add(bytes);
              seen.computeIfAbsent(request.phase(), phase -> new ArrayList<>()).add(batches);
            }
          },
          new GanPlugin() {
            @Override
            public String name() {
              return "numbers";
            }

            @Override
            public void contribute(Contributions to) {
              to.component(DatasetReader.class, "numbered", Numbered.class);
              to.component(Game.class, "two-domains", TwoDomainsGame.class);
            }
          });

  private void run(String file, String... overrides) {
    seen.clear();
    try (TrainingFixture.Opened training = fixture.open(fixture.gan().parse(file, overrides))) {
      training.run();
    }
  }

  private GanPlan plan(String file, String... overrides) {
    return fixture.gan().plan(fixture.gan().parse(file, overrides));
  }

  private List<String> problems(String file, String... overrides) {
    ConfigException refused =
        catchThrowableOfType(ConfigException.class, () -> plan(file, overrides));
    assertThat(refused).as("the plan is refused").isNotNull();
    return refused.problems().stream().map(p -> p.path() + ": " + p.message()).toList();
  }

  private List<Map<String, float[]>> batches() {
    return seen.values().stream().flatMap(List::stream).toList();
  }

  private static float[] of(Map<String, float[]> batches, String side) {
    return requireNonNull(batches.get(side), () -> side + " of " + batches.keySet());
  }

  /** The samples of all batches, each of which has its partner at its place. */
  private Set<Float> matched() {
    Set<Float> samples = new HashSet<>();
    assertThat(batches()).isNotEmpty();
    for (Map<String, float[]> batch : batches()) {
      float[] data = of(batch, "data");
      float[] partners = of(batch, "source");
      for (int i = 0; i < data.length; i++) {
        assertThat(partners[i]).isEqualTo(data[i] + 1000);
        samples.add(data[i]);
      }
    }
    return samples;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data.order=shuffled",
        "data.shuffle=false",
        "data.lastBatch=drop",
        "training.accumulate=2",
        "training.discriminatorSteps=3",
        "training.order=generator-first",
        "training.order=simultaneous",
        "training.order=reuse-fakes",
        "terms=[{type: l2, player: discriminator, weight: 0.01, every: 2}]",
        "training.phases=[{name: d, moves: [discriminator], repeat: 2},"
            + " {name: g, moves: [generator], every: 2, data: d, noise: d}]"
      })
  @DisplayName("come together, whichever batches are drawn:")
  void together(String how) {
    run(PAIRED, how);
    assertThat(matched()).hasSizeGreaterThan(4);
  }

  @Test
  @DisplayName("come together where classes choose and order them")
  void balanced() {
    String classed = "data.reader.classes=true";
    run(PAIRED, classed, "data.order={type: balanced, weights: {odd: 3}}");
    assertThat(matched()).hasSize(10);
    run(PAIRED, classed, "data.classes=[odd]");
    assertThat(matched()).containsExactlyInAnyOrder(1f, 3f, 5f, 7f, 9f);
  }

  @Test
  @DisplayName("come together where some are chosen, or none is the last")
  void chosen() {
    run(PAIRED, "data.split=\"[2:8]\"");
    assertThat(matched()).containsExactlyInAnyOrder(2f, 3f, 4f, 5f, 6f, 7f);
    run(PAIRED, "data.holdOut=0.3");
    assertThat(matched()).hasSize(7);
    run(PAIRED, "data.reader.count=0", "sides.source.reader.count=0");
    assertThat(matched()).hasSizeGreaterThan(10);
  }

  @Test
  @DisplayName("are the same for the second player where fakes are used again")
  void reused() {
    run(PAIRED, "training.order=reuse-fakes");
    assertThat(values("generator", "source")).isEqualTo(values("discriminator", "source"));
    run(PAIRED);
    assertThat(values("generator", "source")).isNotEqualTo(values("discriminator", "source"));
  }

  private List<List<Float>> values(String phase, String side) {
    return requireNonNull(seen.get(phase)).stream().map(batch -> list(of(batch, side))).toList();
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>();
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  @Test
  @DisplayName("go on to the bit, and are exported")
  void resumes() {
    for (String file : List.of(PAIRED, VECTORS, EMPIRICAL)) {
      Path whole = temp.resolve("whole" + file.hashCode());
      Path halves = temp.resolve("halves" + file.hashCode());
      runIn(whole, file);
      runIn(halves, file, "training.steps=4");
      fixture.resumeIn(halves, "training.steps=9");
      assertThat(last(halves)).hasSameBinaryContentAs(last(whole));
      assertThat(RunFiles.names(whole.resolve("model"))).isNotEmpty();
    }
  }

  private static Path last(Path run) {
    return run.resolve("checkpoints/step-00000009/state.safetensors");
  }

  private void runIn(Path directory, String file, String... overrides) {
    try (TrainingFixture.Opened training = fixture.open(fixture.gan().parse(file, overrides))) {
      training.runIn(directory);
    }
  }

  @Test
  @DisplayName("are named vectors that the samples carry, which both players see")
  void vectors() {
    run(VECTORS);
    for (Map<String, float[]> batch : batches()) {
      float[] data = of(batch, "data");
      float[] vectors = of(batch, "condition");
      for (int i = 0; i < data.length; i++) {
        assertThat(vectors[2 * i]).isEqualTo(data[i] + 100);
        assertThat(vectors[2 * i + 1]).isEqualTo(data[i] / 2);
      }
    }
    GanPlan plan = plan(VECTORS);
    assertThat(requireNonNull(plan.side("condition").samples().columns()).columns())
        .extracting(Column::name)
        .containsExactly("above", "half");
    assertThat(plan.side("condition").partner()).isEqualTo("data");
    assertThat(plan.player(Player.GENERATOR).network().inputs().get("condition"))
        .isEqualTo(plan.side("condition").samples().shape());
    assertThat(plan.player(Player.DISCRIMINATOR).network().part("").layers().input().size())
        .isEqualTo(1 + 2);
    assertThat(plan.samplers()).isEmpty();
  }

  @Test
  @DisplayName("are drawn apart for fakes where these are to be as the data has them")
  void empirical() {
    run(EMPIRICAL, "training.steps=60");
    List<Float> own = new ArrayList<>();
    List<Float> drawn = new ArrayList<>();
    for (Map<String, float[]> batch : requireNonNull(seen.get("discriminator"))) {
      for (int i = 0; i < 4; i++) {
        assertThat(of(batch, "condition")[2 * i]).isEqualTo(of(batch, "data")[i] + 100);
        own.add(of(batch, "condition")[2 * i]);
        drawn.add(of(batch, "drawn")[2 * i]);
        assertThat(of(batch, "drawn")[2 * i + 1]).isEqualTo((of(batch, "drawn")[2 * i] - 100) / 2);
      }
    }
    assertThat(drawn).isNotEqualTo(own).doesNotContain(0f);
    assertThat(new HashSet<>(drawn)).isEqualTo(new HashSet<>(own)).hasSize(10);
    assertThat(requireNonNull(seen.get("generator")))
        .allMatch(batch -> batch.keySet().equals(Set.of("drawn")));
  }

  private Map<String, List<Float>> heldOut(String file, String... overrides) {
    Map<String, Dataset> sides = fixture.gan().heldOutSides(fixture.gan().parse(file, overrides));
    Map<String, List<Float>> values = new LinkedHashMap<>();
    sides.forEach(
        (side, dataset) -> {
          int count = Math.toIntExact(dataset.size().orElseThrow());
          Batch batch = new Batch(dataset.space(), count);
          dataset.read(LongStream.range(0, count).toArray(), batch);
          values.put(side, list(batch.floats()));
        });
    Datasets.close(sides.values());
    return values;
  }

  @Test
  @DisplayName("are held out together, of every side of which anything is")
  void heldOut() {
    run(PAIRED, "data.holdOut=0.3");
    Map<String, List<Float>> pairs = heldOut(PAIRED, "data.holdOut=0.3");
    List<Float> data = requireNonNull(pairs.get("data"));
    assertThat(data).hasSize(3).doesNotContainAnyElementsOf(matched());
    assertThat(pairs.get("source"))
        .containsExactlyElementsOf(data.stream().map(value -> value + 1000).toList());
    Map<String, List<Float>> vectors = heldOut(EMPIRICAL, "data.holdOut=0.3");
    assertThat(vectors.keySet()).containsExactly("data", "condition", "drawn");
    assertThat(vectors.get("condition"))
        .isEqualTo(vectors.get("drawn"))
        .startsWith(data.get(0) + 100, data.get(0) / 2, data.get(1) + 100);
    String player = "{network: {type: mlp, units: [2]}, optimizer: {type: sgd, learningRate: 0.1}}";
    String apart =
        """
        data: {reader: {type: numbered, count: 10}, batchSize: 4}
        sides: {second: {reader: {type: numbered, count: 10, from: 1000}}}
        latents: {type: normal, size: 2}
        game: two-domains
        players: {generator-1: P, generator-2: P, encoder: P, discriminator-1: P, discriminator-2: P}
        """
            .replace(": P", ": " + player);
    assertThat(heldOut(apart, "data.holdOut=0.3")).containsOnlyKeys("first");
    assertThat(heldOut(apart, "sides.second.holdOut=0.2").get("second")).hasSize(2);
    assertThatThrownBy(() -> heldOut(apart))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("data.holdOut: must be above 0 for anything to be held out");
  }

  private static final String PICTURES =
      """
      seed: 3
      data:
        reader: {type: toy, kind: pictures}
        batchSize: 4
        crop: {height: 3, width: 3, at: random}
        augment: {flip: true}
      sides:
        source:
          reader: {type: toy, kind: pictures}
          crop: {height: 3, width: 3, at: random}
          augment: {flip: true}
      game: translation
      generator: {network: {type: mlp, units: [2]}}
      discriminator: {network: {type: mlp, units: [2]}}
      training: {steps: 9}
      samples: {every: 0, count: 4}
      checkpoints: {every: 0}
      watches: {every: 0, collapse: {reaction: ignore}}
      """;

  @Test
  @DisplayName("are images that move alike")
  void moved() {
    run(PICTURES);
    Set<Integer> tops = new HashSet<>();
    for (Map<String, byte[]> batch : pictures) {
      byte[] data = requireNonNull(batch.get("data"));
      assertThat(batch.get("source")).isEqualTo(data);
      for (int i = 0; i < 4; i++) {
        // Levels of a row go up by 1, and down where it is flipped.
        boolean flipped = data[9 * i] > data[9 * i + 1];
        tops.add((data[9 * i + (flipped ? 2 : 0)] & 0xFF) % 10 * (flipped ? -1 : 1));
      }
    }
    assertThat(tops).as("places and ways").hasSizeGreaterThan(4);
    String[] unlike = {
      "sides.source.augment.flip=false",
      "sides.source.crop={height: 3, width: 2, at: random}",
      "sides.source.crop={height: 3, width: 3, at: centre}",
      "sides.source.resize=8"
    };
    for (String how : unlike) {
      assertThat(problems(PICTURES, how))
          .as(how)
          .singleElement()
          .asString()
          .startsWith("sides.source.augment: must move images at random as those");
    }
    plan(PICTURES, "sides.source.augment.brightness=0.1");
  }

  @Test
  @DisplayName("are refused where they do not match, each at its key")
  void refused() {
    assertThat(problems(PAIRED, "sides.source.reader.count=9"))
        .containsExactly(
            "sides.source.reader: gives 9 samples (9 numbers from 1000), and the samples that they"
                + " are partners of are 10 samples (10 numbers from 0)");
    assertThat(problems(PAIRED, "data.reader.count=0"))
        .singleElement()
        .asString()
        .contains("gives 10 samples", "are samples without end");
    assertThat(problems(PAIRED.replaceAll("(?m)^sides:.*\\R", "")))
        .containsExactly(
            "sides.source: is missing: the samples of 'data' carry no vectors that could be their"
                + " partners (10 numbers from 0)");
    assertThat(
            problems(
                PAIRED,
                "sides.source.split=\"[:5]\"",
                "sides.source.classes=[odd]",
                "sides.source.holdOut=0.1",
                "sides.source.order=shuffled",
                "sides.source.lastBatch=drop"))
        .extracting(problem -> problem.replaceAll(":.*", ""))
        .containsExactly(
            "sides.source.split",
            "sides.source.classes",
            "sides.source.holdOut",
            "sides.source.order",
            "sides.source.lastBatch");
    assertThat(problems(PAIRED, "sides.source.shuffle=false"))
        .containsExactly(
            "sides.source.shuffle: must be left out: these are partners of the samples of 'data',"
                + " chosen and ordered as those are");
    assertThat(problems(EMPIRICAL, "sides={drawn: {reader: numbered}}"))
        .containsExactly("sides.drawn: must be left out: it holds what 'condition' does");
  }
}
