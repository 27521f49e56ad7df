package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.RowFilter;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowTarget;
import io.gan4j.api.data.RowWriter;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.internal.FileNames;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.run.ClassRows;
import io.gan4j.core.run.ExportedSamples;
import io.gan4j.core.run.Npy;
import io.gan4j.core.serve.Receipt;
import io.gan4j.core.serve.RowBlocks;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SampleGrid;
import io.gan4j.report.picture.SamplePictures;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.buffer.DataBuffers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan sample}: samples from a trained generator. */
@Command(
    name = "sample",
    description = "Draw samples from a trained generator, as a picture or as numbers.")
final class SampleCommand implements Callable<Integer> {
  private static final int MOST = 10_000_000;

  private final Gan gan;
  private final Console console;

  @Parameters(
      index = "0",
      paramLabel = "RUN_DIR|SAVED_MODEL",
      description =
          "A run's directory (its end; before that its newest checkpoint), or an exported"
              + " generator: a SavedModel's folder or an ONNX file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path source;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "64",
      description = "Number of samples (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Equal seeds give equal samples (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--label",
      paramLabel = "L",
      description =
          "The class of all samples, by name or number, of a conditional generator. Without it a"
              + " picture has a row for each class, and other files take the classes in turn.")
  private @Nullable String label;

  @Option(
      names = "--condition",
      paramLabel = "NAME=VALUE,…",
      description =
          "What all samples of a generator are conditioned on: a value, in its own unit, for each"
              + " of its numbers (smile=1,age=40), or a range (age=20..60), over which the samples"
              + " go with the same latents. Without it a picture has a row for each number, which"
              + " goes from its lowest to its highest.")
  private List<String> condition = List.of();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE|URL",
      description =
          ".png: a grid; .npy: float32 [N, …] in the data's own range; for a table .csv, .parquet"
              + " or .jsonl: rows in its columns, of which there may be any number, or"
              + " jdbc:…: rows into a database, all of them in one transaction.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String target;

  @Option(
      names = "--truncation",
      paramLabel = "PSI",
      defaultValue = "1",
      description =
          "Factor on all latents, in [0, 1]: below 1 samples are more alike, and less often bad"
              + " (default: ${DEFAULT-VALUE}).")
  private double truncation = 1;

  @Option(
      names = "--redraw-beyond",
      paramLabel = "T",
      description = "Draw values of latents again that lie beyond ∓T, before the truncation.")
  private @Nullable Double redrawBeyond;

  @Option(
      names = "--table",
      paramLabel = "NAME",
      description =
          "For --out jdbc:…: the table to add rows to, made if it is not there. User and password"
              + " are in GAN4J_JDBC_USER and GAN4J_JDBC_PASSWORD.")
  private @Nullable String table;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description =
          "For rows of a table: only those that hold a condition of SQL over their columns, as in"
              + " \"country = 'DE' and age >= 30\". Others are drawn again; how many is told.")
  private @Nullable String where;

  @Option(
      names = "--receipt",
      paramLabel = "RECEIPT",
      description =
          "Make the one sample again that a receipt of gan serve names, to the bit. The receipt"
              + " says seed and class, and of which generator it is.")
  private @Nullable String receipt;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--best",
      description = "Take the checkpoint that was measured best during training, not the newest.")
  private boolean best;

  @Option(
      names = "--source",
      arity = "1..*",
      paramLabel = "IMAGE",
      description =
          "Pictures, or a folder of them, to make samples of, for a run whose generator takes a"
              + " source. Each is brought to a source's size and channels. A .png has each beside"
              + " what is made of it.")
  private List<Path> sources = List.of();

  @Option(
      names = "--player",
      paramLabel = "NAME",
      description = "With --source: another generator of the run, as that of the way back.")
  private @Nullable String player;

  @Option(
      names = "--no-formulas",
      description =
          "For spreadsheets: put a ' before text that begins with =, +, -, @, a tab or a line's"
              + " end, so that it is not calculated.")
  private boolean noFormulas;

  @Mixin
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private TrustOption trust;

  @Inject
  SampleCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    RowTarget rowTarget =
        target.indexOf(':') < 0
            ? null
            : gan.registry().rowTargets().get(target.substring(0, target.indexOf(':')));
    if (rowTarget != null) {
      return intoTable(rowTarget);
    }
    if (table != null) {
      throw new UsageException("--table is for --out jdbc:…, found --out " + target);
    }
    Path out = FileNames.path(target);
    String name = String.valueOf(out.getFileName());
    RowFormat rowFormat = rowFormat(name);
    if (!name.endsWith(".png") && !name.endsWith(".npy") && rowFormat == null) {
      throw new UsageException(
          "--out must end in .png or .npy"
              + gan.registry().rowFormats().keySet().stream()
                  .map(extension -> " or ." + extension)
                  .collect(Collectors.joining())
              + ", found "
              + out);
    }
    if (where != null && rowFormat == null) {
      throw new UsageException("--where is for rows of a table, found --out " + out);
    }
    if (noFormulas && rowFormat == null) {
      throw new UsageException("--no-formulas is for files of rows, found --out " + out);
    }
    if (count < 1 || (count > MOST && rowFormat == null)) {
      throw new UsageException(
          "--count must be between 1 and " + Quantities.count(MOST) + ", found " + count);
    }
    if (receipt != null) {
      return again(Receipt.parse(receipt), out, rowFormat);
    }
    if (!sources.isEmpty()) {
      if (rowFormat != null || label != null) {
        throw new UsageException("--source makes pictures: use .png or .npy, and no --label");
      }
      new Translation(gan, console, sources, player, best).write(source, out);
      return CommandLineRunner.DONE;
    }
    if (player != null) {
      throw new UsageException("--player is for samples of sources: add --source IMAGE…");
    }
    try (TrainedGenerator generator = open()) {
      GeneratorModel model = generator.model();
      if (rowFormat != null) {
        rows(generator, columns -> rowFormat.open(out, columns, seed));
        return CommandLineRunner.DONE;
      }
      int classes = model.classes();
      boolean picture = name.endsWith(".png");
      List<Integer> rows =
          picture && label == null ? ClassRows.of(classes, count).labels() : List.of();
      int[] labels = rows.isEmpty() ? labels(model) : ClassRows.given(rows);
      int drawn = rows.isEmpty() ? count : rows.size();
      boolean conditioned = model.conditions() > 0;
      ConditionedSamples given = new ConditionedSamples(model, seed, count, condition);
      FloatNdArray samples =
          conditioned ? given.samples(labels(model), picture) : model.sample(seed, drawn, labels);
      if (picture) {
        int perRow = conditioned ? given.perRow() : rows.isEmpty() ? 0 : drawn / classes;
        Png.write(
            SampleGrid.render(
                samples,
                ExportedSamples.imageSpace(generator.folder(), model.metadata(), samples.shape()),
                perRow),
            out);
      } else {
        Npy.write(samples, out);
      }
      console.note(
          Quantities.count(samples.shape().get(0))
              + " samples"
              + generator.origin()
              + " in "
              + out);
    }
    return CommandLineRunner.DONE;
  }

  /** The sample of a receipt. */
  private Integer again(Receipt given, Path out, @Nullable RowFormat rowFormat) {
    for (String other : List.of("--count", "--seed", "--label")) {
      if (spec.commandLine().getParseResult().hasMatchedOption(other)) {
        throw new UsageException("--receipt says what " + other + " would: leave it away");
      }
    }
    try (TrainedGenerator generator = open()) {
      String hash = Receipt.hash(generator.folder());
      if (!hash.equals(given.model())) {
        throw new UsageException(
            "the receipt is of another generator: of " + given.model() + ", and this is " + hash);
      }
      GeneratorModel model = generator.model();
      FloatNdArray sample = given.sample(model);
      if (rowFormat != null) {
        try (RowWriter writer = rowFormat.open(out, columns(model))) {
          writer.write(values(sample));
          writer.finish();
        }
      } else if (out.toString().endsWith(".png")) {
        SampleSpace space =
            ExportedSamples.imageSpace(generator.folder(), model.metadata(), sample.shape());
        Png.write(SamplePictures.of(sample, space).get(0), out);
      } else {
        Npy.write(sample, out);
      }
      console.note("the receipt's sample" + generator.origin() + " in " + out);
    }
    return CommandLineRunner.DONE;
  }

  private static float[] values(FloatNdArray samples) {
    float[] values = new float[Math.toIntExact(samples.size())];
    samples.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  private Columns columns(GeneratorModel model) {
    return ExportedSamples.columns(model.metadata())
        .orElseThrow(
            () ->
                new UsageException(
                    "--out "
                        + target
                        + ": these samples are no rows of a table; use .png or .npy"));
  }

  private TrainedGenerator open() {
    Double limit = redrawBeyond;
    if (!(truncation >= 0 && truncation <= 1)) {
      throw new UsageException("--truncation must be in [0, 1], found " + truncation);
    }
    if (limit != null && !(limit > 0)) {
      throw new UsageException("--redraw-beyond must be > 0, found " + limit);
    }
    TrainedGenerator generator = TrainedGenerator.open(source, gan, trust, best, console);
    return truncation == 1 && limit == null
        ? generator
        : generator.truncated(truncation, limit == null ? Double.POSITIVE_INFINITY : limit, gan);
  }

  private Integer intoTable(RowTarget rowTarget) {
    String name = table;
    if (name == null || name.isBlank()) {
      throw new UsageException("--out with a URL needs --table NAME: the table to add rows to");
    }
    if (noFormulas) {
      throw new UsageException("--no-formulas is for files of rows, found --out " + target);
    }
    if (count < 1) {
      throw new UsageException("--count must be 1 or more, found " + count);
    }
    try (TrainedGenerator generator = open()) {
      rows(generator, columns -> rowTarget.open(target, name, columns, seed));
    }
    return CommandLineRunner.DONE;
  }

  /** How files of this name have rows; null if they have none. */
  private @Nullable RowFormat rowFormat(String name) {
    RowFormat format = gan.registry().rowFormats().get(name.substring(name.lastIndexOf('.') + 1));
    return noFormulas && format != null ? format.forSpreadsheets() : format;
  }

  /** Block after block, so that memory does not grow with the rows. */
  private void rows(TrainedGenerator generator, Function<Columns, RowWriter> open) {
    GeneratorModel model = generator.model();
    ConditionedSamples.requireNone(model, target);
    Columns columns = columns(model);
    Integer chosen = label == null ? null : GivenLabel.of(model, label);
    String told;
    try (RowFilter filter = filter(columns);
        RowWriter writer = open.apply(columns)) {
      RowBlocks blocks = RowSampling.blocks(model, filter);
      RowSampling sampling = new RowSampling(columns, filter);
      sampling.write(
          writer,
          count,
          (first, drawn) -> blocks.block(seed, first / RowBlocks.SIZE, drawn, chosen));
      writer.finish();
      told = sampling.told(count);
    }
    console.note(Quantities.count(count) + " rows" + generator.origin() + " in " + target + told);
  }

  /** What tells rows that hold the columns' rules and the condition; null if all do. */
  private @Nullable RowFilter filter(Columns columns) {
    if (columns.rules().isEmpty() && where == null) {
      return null;
    }
    return gan.registry()
        .rowFilters()
        .orElseThrow(
            () -> new UsageException("rows cannot be told by rules without the module gan-tabular"))
        .open(columns, where);
  }

  /** The class of each sample; null if the generator sees none. */
  private int @Nullable [] labels(GeneratorModel model) {
    if (label == null) {
      return LabelSpace.inTurn(model.classes(), count);
    }
    int[] labels = new int[count];
    Arrays.fill(labels, GivenLabel.of(model, label));
    return labels;
  }
}
