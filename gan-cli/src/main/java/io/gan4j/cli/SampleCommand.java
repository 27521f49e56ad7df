package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.RowFilter;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowTarget;
import io.gan4j.api.data.RowWriter;
import io.gan4j.api.internal.FileNames;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.random.RandomKey;
import io.gan4j.core.Gan;
import io.gan4j.core.run.ClassRows;
import io.gan4j.core.run.ExportedSamples;
import io.gan4j.core.run.Npy;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SampleGrid;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
              + " generator.")
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
      names = "--best",
      description = "Take the checkpoint that was measured best during training, not the newest.")
  private boolean best;

  @Option(
      names = "--no-formulas",
      description =
          "For spreadsheets: put a ' before text that begins with =, +, -, @, a tab or a return, so"
              + " that it is not calculated.")
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
    RowFormat rowFormat =
        gan.registry().rowFormats().get(name.substring(name.lastIndexOf('.') + 1));
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
    if (count < 1 || (count > MOST && rowFormat == null)) {
      throw new UsageException(
          "--count must be between 1 and " + Quantities.count(MOST) + ", found " + count);
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
      FloatNdArray samples = model.sample(seed, drawn, labels);
      if (picture) {
        Png.write(
            SampleGrid.render(
                samples,
                ExportedSamples.imageSpace(generator.folder(), model.metadata(), samples.shape()),
                rows.isEmpty() ? 0 : drawn / classes),
            out);
      } else {
        Npy.write(samples, out);
      }
      console.note(Quantities.count(drawn) + " samples" + generator.origin() + " in " + out);
    }
    return CommandLineRunner.DONE;
  }

  private TrainedGenerator open() {
    Gan trusting = trust.applyTo(gan);
    if (CheckedRun.isRun(source)) {
      CheckedRun run = CheckedRun.open(gan, source, console);
      return TrainedGenerator.of(run, gan, trusting, best, console);
    }
    if (best) {
      throw new UsageException("--best is for a run's directory");
    }
    CheckedRun.requireThere(source);
    return TrainedGenerator.exported(source, trusting);
  }

  private Integer intoTable(RowTarget rowTarget) {
    String name = table;
    if (name == null || name.isBlank()) {
      throw new UsageException("--out with a URL needs --table NAME: the table to add rows to");
    }
    if (count < 1) {
      throw new UsageException("--count must be 1 or more, found " + count);
    }
    try (TrainedGenerator generator = open()) {
      rows(generator, columns -> rowTarget.open(target, name, columns, seed));
    }
    return CommandLineRunner.DONE;
  }

  /** Block after block, so that memory does not grow with the rows. */
  private void rows(TrainedGenerator generator, Function<Columns, RowWriter> open) {
    GeneratorModel model = generator.model();
    Columns columns =
        ExportedSamples.columns(model.metadata())
            .orElseThrow(
                () ->
                    new UsageException(
                        "--out "
                            + target
                            + ": these samples are no rows of a table; use .png or .npy"));
    Columns written = noFormulas ? SpreadsheetText.of(columns) : columns;
    RandomKey seeds = RandomKey.of(seed).split("rows");
    int[] classes = labels(model);
    String told;
    try (RowFilter filter = filter(columns);
        RowWriter writer = open.apply(written)) {
      RowSampling sampling = new RowSampling(columns, filter);
      sampling.write(
          writer,
          count,
          (first, drawn) ->
              values(
                  model, columns, seeds.bits(first), drawn, labels(classes, first, drawn)));
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

  /** The classes in turn, of rows beyond the count too, or the one that was asked for. */
  private static int @Nullable [] labels(int @Nullable [] classes, int first, int drawn) {
    if (classes == null) {
      return null;
    }
    int[] labels = new int[drawn];
    for (int i = 0; i < drawn; i++) {
      labels[i] = classes[(first + i) % classes.length];
    }
    return labels;
  }

  private float[] values(
      GeneratorModel model, Columns columns, long from, int drawn, int @Nullable [] labels) {
    FloatNdArray samples = model.sample(from, drawn, labels);
    if (samples.size() != (long) drawn * columns.width()) {
      throw new GanException(
          source
              + ": samples of shape "
              + samples.shape()
              + " are no rows of "
              + columns.width()
              + " numbers, which its metadata has them be");
    }
    float[] values = new float[Math.toIntExact(samples.size())];
    samples.copyTo(DataBuffers.of(values, false, false));
    return values;
  }

  /** The class of each sample; null if the generator sees none. */
  private int @Nullable [] labels(GeneratorModel model) {
    if (label == null) {
      return LabelSpace.inTurn(model.classes(), count);
    }
    if (model.classes() == 0) {
      throw new UsageException("--label: this generator sees no labels");
    }
    LabelSpace classes = ExportedSamples.labels(model.metadata(), model.classes());
    int chosen =
        classes
            .indexOf(label)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--label "
                            + label
                            + ": there is no such class; accepted: "
                            + String.join(", ", classes.names())
                            + ", or 0 to "
                            + (classes.count() - 1)));
    int[] labels = new int[count];
    Arrays.fill(labels, chosen);
    return labels;
  }
}
