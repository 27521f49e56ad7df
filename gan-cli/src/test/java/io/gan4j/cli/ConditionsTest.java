package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Batch;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.run.ConditionValues;
import io.gan4j.core.run.Datasets;
import io.gan4j.core.run.Training;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;

@DisplayName("Conditions that are numbers")
class ConditionsTest {
  private static final String RUN =
      """
      seed: 3
      data: {reader: {type: image-folder, path: PATH, attributes: TABLE}, batchSize: 4, range: symmetric, channels: grey}
      latents: {type: normal, size: 3}
      game: {type: conditional, standardize: true}
      generator:
        network: {type: layers, layers: [{type: dense, units: 16, activation: tanh}, {type: reshape, shape: [4, 4, 1]}]}
      discriminator:
        parts: [{name: flat, inputs: [samples], network: {type: layers, layers: [flatten]}}]
        inputs: [flat, condition]
        network: {type: layers, layers: [{type: dense, units: 8, activation: tanh}, {type: dense, units: 1}]}
      training: {steps: 4}
      samples: {every: 2, count: 9}
      """;

  @TempDir Path temp;

  /** A run on eight pictures with a table of what belongs to them. */
  private String run(String table) throws IOException {
    Path pictures = Files.createDirectories(temp.resolve("pictures"));
    for (int i = 0; i < 8; i++) {
      BufferedImage picture = new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY);
      picture.setRGB(i % 4, i / 4, 0xFFFFFF);
      ImageIO.write(picture, "png", pictures.resolve(i + ".png").toFile());
    }
    Path rows = Files.writeString(temp.resolve("table.csv"), table);
    String text = RUN.replace("PATH", pictures.toString()).replace("TABLE", rows.toString());
    return Files.writeString(temp.resolve("run.yaml"), text).toString();
  }

  private static String table() {
    StringBuilder rows = new StringBuilder("image,smile,age\n");
    for (int i = 0; i < 8; i++) {
      rows.append(i).append(".png,").append(i % 2 == 0 ? -1 : 1).append(',').append(20 + 5 * i);
      rows.append('\n');
    }
    return rows.toString();
  }

  private static Cli done(String... command) {
    Cli cli = Cli.run(command);
    assertThat(cli.exitCode()).as(String.join(" ", command) + ": " + cli.err()).isZero();
    return cli;
  }

  private static FloatNdArray row(float... values) {
    FloatNdArray row = NdArrays.ofFloats(Shape.of(1, values.length));
    for (int i = 0; i < values.length; i++) {
      row.setFloat(values[i], 0, i);
    }
    return row;
  }

  @Test
  @DisplayName("are learnt with mean 0 and deviation 1, and asked for by name in their own units")
  void whole() throws IOException {
    Path run = temp.resolve("run");
    done("train", run(table()), "--run-dir", run.toString());
    Path out = temp.resolve("out.npy");
    Path grid = temp.resolve("grid.png");
    done(
        "sample",
        run.toString(),
        "--condition",
        "smile=1,age=40",
        "--count",
        "3",
        "--out",
        out.toString());
    assertThat(out).isNotEmptyFile();
    done("sample", run.toString(), "--out", grid.toString());
    assertThat(ImageIO.read(grid.toFile()).getHeight()).isPositive();
    done(
        "sample",
        run.toString(),
        "--condition",
        "smile=-1..1",
        "--condition",
        "age=40",
        "--out",
        grid.toString());
    try (GeneratorModel model = Gan.load().load(run.resolve("model"))) {
      assertThat(model.conditions()).isEqualTo(2);
      assertThat(model.classes()).isZero();
      ConditionValues values = ConditionValues.of(model);
      assertThat(values.names()).containsExactly("smile", "age");
      FloatNdArray sweep = values.sweep(3);
      assertThat(sweep.getFloat(0, 0)).isEqualTo(-1);
      assertThat(sweep.getFloat(2, 0)).isEqualTo(1);
      assertThat(sweep.getFloat(1, 1)).as("the mean of the ages").isEqualTo(37.5f);
      assertThat(sweep.getFloat(5, 1)).isEqualTo(55);
      FloatNdArray range = values.parse(List.of("smile=-1..1,age=40"), 3);
      assertThat(range.getFloat(1, 0)).isZero();
      FloatNdArray young = model.sample(1, 1, null, row(0, 20));
      FloatNdArray old = model.sample(1, 1, null, row(0, 55));
      assertThat(young).isNotEqualTo(old);
      assertThat(model.sample(1, 1, null, row(0, 20))).isEqualTo(young);
      assertThatThrownBy(() -> model.sample(1, 1))
          .hasMessageContaining("conditions must be of shape [1, 2]");
    }
    assertThat(run.resolve("model/assets.extra/gan4j.json"))
        .content()
        .contains("\"conditions\"", "smile", "37.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "smle=1,age=40 | there is no 'smle'; did you mean 'smile'?",
        "smile=1 | missing: age",
        "smile=NaN,age=40 | smile must be a finite number",
        "smile=1,age=1e60 | age is too large a number",
        "smile=1,smile=1,age=4 | smile' is there twice",
        "smile,age=4 | must be name=value, as in smile="
      })
  @DisplayName("are refused in one line where they are not what the generator takes:")
  void refused(String condition, String message) throws IOException {
    Path run = temp.resolve("run");
    done("train", run(table()), "--run-dir", run.toString(), "--steps", "1");
    Cli cli =
        Cli.run(
            "sample",
            run.toString(),
            "--condition",
            condition,
            "--out",
            temp.resolve("x.png").toString());
    assertThat(cli.exitCode()).isEqualTo(2);
    assertThat(cli.err()).contains(message);
  }

  @Test
  @DisplayName("are asked for where a file is to hold samples, and refused where there are none")
  void missing() throws IOException {
    Path run = temp.resolve("run");
    done("train", run(table()), "--run-dir", run.toString(), "--steps", "1");
    String out = temp.resolve("x.npy").toString();
    assertThat(Cli.run("sample", run.toString(), "--out", out).err())
        .contains("--condition is missing: smile=0.0,age=37.5");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        ",age | ,40 | age' is 40.0 in every sample",
        ",age | ,NaN | line 2 lacks a value",
        ",age | ,old | old' is no number"
      })
  @DisplayName("are refused before training where nothing can depend on them:")
  void unfit(String column, String value, String message) throws IOException {
    StringBuilder rows = new StringBuilder("image,smile" + column + "\n");
    for (int i = 0; i < 8; i++) {
      rows.append(i).append(".png,").append(i).append(value).append('\n');
    }
    Cli cli = Cli.run("train", run(rows.toString()), "--run-dir", temp.resolve("run").toString());
    assertThat(cli.exitCode()).isNotZero();
    assertThat(cli.err()).contains(message);
  }

  @Test
  @DisplayName("are scaled where they are held out as they are where they are trained on")
  void heldOut() throws IOException {
    Gan gan = Gan.load();
    RunFile file = gan.read(Path.of(run(table())), "data.holdOut=0.25");
    Map<String, Dataset> training = gan.sides(file);
    Map<String, Dataset> others = gan.heldOutSides(file);
    try {
      Dataset learnt = Objects.requireNonNull(training.get("condition"));
      Dataset held = Objects.requireNonNull(others.get("condition"));
      assertThat(held.size()).hasValue(2);
      assertThat(held.space().columns()).isEqualTo(learnt.space().columns());
      Batch batch = new Batch(held.space(), 2);
      held.read(new long[] {0, 1}, batch);
      double[] values = new double[2];
      Objects.requireNonNull(held.space().columns()).decode(batch.floats(), 1, values);
      assertThat(values[1]).isCloseTo(5 * Math.rint(values[1] / 5), within(1e-4));
    } finally {
      Datasets.close(training.values());
      Datasets.close(others.values());
    }
  }

  @Test
  @DisplayName("are measured by a network of one's own, on samples that were not trained on")
  void measured() throws IOException {
    String file = run(table());
    Path estimator = temp.resolve("estimator");
    Path data = temp.resolve("data.yaml");
    Files.writeString(
        data,
        Files.readString(Path.of(file)).replace("batchSize: 4", "batchSize: 4, holdOut: 0.25"));
    String told =
        done(
                "features",
                "train",
                data.toString(),
                "--numbers",
                "--batch-size",
                "2",
                "--epochs",
                "2",
                "--device",
                "cpu",
                "--out",
                estimator.toString())
            .err();
    assertThat(told).contains("smile: mean absolute error", "age: mean absolute error");
    Path run = temp.resolve("run");
    done("train", data.toString(), "--run-dir", run.toString(), "--steps", "1");
    String features =
        "evaluation={real: 8, features: {type: saved-model, model: %s}}".formatted(estimator);
    String results =
        done(
                "evaluate",
                run.toString(),
                "--metrics",
                "condition-error",
                "--set",
                features,
                "--json")
            .out();
    assertThat(results)
        .contains("\"condition-error\"", "\"attribute-accuracy\"", "\"error-age-of-data\"")
        .contains("conditions of");
    Cli classes =
        Cli.run("evaluate", run.toString(), "--metrics", "class-coverage", "--set", features);
    assertThat(classes.exitCode()).isNotZero();
    assertThat(classes.err()).contains("class-coverage needs a feature extractor that classifies");
    Cli none = Cli.run("evaluate", run.toString(), "--metrics", "condition-error");
    assertThat(none.err()).contains("estimates none; train one with gan features train --numbers");
  }

  @Test
  @DisplayName("are standardised to the numbers that the way back is of")
  void wayBack() throws IOException {
    Path run = temp.resolve("run");
    String file = run(table());
    done("train", file, "--run-dir", run.toString(), "--steps", "1");
    try (Training training = Gan.load().open(Gan.load().read(Path.of(file)))) {
      Dataset condition = training.dataset("condition");
      Batch batch = new Batch(condition.space(), 8);
      condition.read(new long[] {0, 1, 2, 3, 4, 5, 6, 7}, batch);
      double mean = 0;
      double square = 0;
      for (int i = 0; i < 8; i++) {
        mean += batch.floats()[2 * i + 1] / 8;
        square += batch.floats()[2 * i + 1] * batch.floats()[2 * i + 1] / 8;
      }
      assertThat(mean).isCloseTo(0, within(1e-6));
      assertThat(square).isCloseTo(1, within(1e-6));
      Columns columns = Objects.requireNonNull(condition.space().columns());
      double[] values = new double[2];
      columns.decode(batch.floats(), 3, values);
      assertThat(values).containsExactly(new double[] {1, 35}, within(1e-4));
    }
  }
}
