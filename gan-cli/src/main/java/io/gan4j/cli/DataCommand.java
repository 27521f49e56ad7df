package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.internal.FileNames;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.cli.InspectionText.Source;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.config.Describe;
import io.gan4j.core.data.Inspection;
import io.gan4j.core.run.Datasets;
import io.gan4j.datasets.catalog.Catalog;
import io.gan4j.datasets.catalog.CatalogFile;
import io.gan4j.datasets.catalog.CatalogSet;
import io.gan4j.datasets.catalog.Checksum.Kind;
import io.gan4j.datasets.catalog.Fetcher;
import io.gan4j.report.picture.ContactSheet;
import io.gan4j.report.picture.Png;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gan data}: readers, published sets, and what a source holds. */
@Command(
    name = "data",
    description = "List and fetch published data sets, and inspect what any source holds.")
final class DataCommand implements Runnable {
  private static final String CACHE =
      "Folder of fetched sets (default: $GAN4J_CACHE, or gan4j in the user's cache folder).";

  private final Gan gan;
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Inject
  DataCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command: list, fetch or inspect?");
  }

  @Command(name = "list", description = "The readers, and the published sets that can be fetched.")
  int list(
      @Option(names = "--cache", paramLabel = "DIR", description = CACHE) @Nullable Path cache) {
    console.out().println("Readers (gan list readers shows their parameters):");
    new Describe(gan.registry())
        .kinds().stream()
            .filter(kind -> kind.plural().equals("readers"))
            .flatMap(kind -> kind.components().stream())
            .forEach(
                reader ->
                    console
                        .out()
                        .printf(Locale.ROOT, "  %-14s %s%n", reader.name(), reader.meaning()));
    console.out().println();
    Path where = cacheOf(cache);
    Fetcher fetcher = new Fetcher(where, console.err()::println);
    console.out().println("Published sets (gan data fetch NAME), cached in " + where + ":");
    for (CatalogSet set : Catalog.sets()) {
      console
          .out()
          .printf(
              Locale.ROOT,
              "  %-14s %s%n  %-14s licence: %s; verified by %s; %s%n",
              set.name(),
              set.title(),
              "",
              set.licence(),
              verification(set),
              fetcher.complete(set) ? "in the cache" : "not fetched; " + set.home());
    }
    return CommandLineRunner.DONE;
  }

  @Command(
      name = "fetch",
      description =
          "Fetch published sets into the cache. An interrupted download goes on where it ended; a"
              + " file with a wrong checksum is removed.")
  int fetch(
      @Parameters(
              paramLabel = "NAME",
              arity = "1..*",
              description = "Sets, as gan data list names them.")
          List<String> names,
      @Option(names = "--cache", paramLabel = "DIR", description = CACHE) @Nullable Path cache) {
    List<CatalogSet> sets = names.stream().map(DataCommand::set).toList();
    Fetcher fetcher = new Fetcher(cacheOf(cache), console::note);
    for (CatalogSet set : sets) {
      Path folder = fetcher.fetch(set);
      console.note(set.name() + " is complete; train with --data " + folder);
      console.out().println(folder);
    }
    return CommandLineRunner.DONE;
  }

  @Command(name = "inspect", description = "Read a source to its end and tell what it holds.")
  int inspect(
      @Parameters(
              paramLabel = "SOURCE",
              description =
                  "A file or folder, a run file (its data as the networks see them), or a published"
                      + " set in the cache.")
          String source,
      @Option(
              names = "--sheet",
              paramLabel = "FILE.png",
              description = "Write a contact sheet: pictures evenly spread over the source.")
          @Nullable Path sheet,
      @Option(
              names = "--details",
              description = "Every shape, every class and what is broken, a line each.")
          boolean details,
      @Option(names = "--cache", paramLabel = "DIR", description = CACHE) @Nullable Path cache) {
    if (sheet != null && !sheet.toString().endsWith(".png")) {
      throw new UsageException("--sheet must end in .png, found " + sheet);
    }
    Path path = FileNames.path(source);
    boolean json = source.endsWith(".json");
    if ((source.matches(".*\\.ya?ml") || json)
        && Files.isRegularFile(path)
        && !(json && JsonRows.areIn(path))) {
      showSides(source, gan.read(path), details, sheet);
      return CommandLineRunner.DONE;
    }
    if (Files.notExists(path) && !FileNames.isNumbered(path)) {
      CatalogSet set =
          Catalog.find(source)
              .orElseThrow(
                  () ->
                      new UsageException(
                          source
                              + ": there is no such file or folder, and no published set"
                              + near(source)));
      path = new Fetcher(cacheOf(cache), line -> {}).folder(set);
      if (Files.notExists(path)) {
        throw new UsageException(
            source
                + " is not in the cache "
                + path.getParent()
                + "; run: gan data fetch "
                + source);
      }
    }
    Detection detected = gan.detect(path);
    DatasetReader reader = detected.reader();
    String format =
        gan.registry()
            .kind(DatasetReader.class)
            .flatMap(kind -> gan.registry().nameOf(kind, reader.getClass()))
            .orElse(reader.getClass().getSimpleName());
    Optional<ImageSource> images = reader.openImages();
    if (images.isPresent()) {
      try (ImageSource opened = images.get()) {
        Dataset vectors = opened.vectors().orElse(null);
        show(
            new Source(null, format, detected.reason(), null, vectors),
            Inspection.of(opened),
            details,
            sheet);
      }
    } else {
      try (Dataset dataset = reader.open()) {
        show(
            Source.of(null, format, detected.reason(), dataset),
            Inspection.of(dataset),
            details,
            sheet);
      }
    }
    return CommandLineRunner.DONE;
  }

  /** Every side of a run's data. A contact sheet is of the first. */
  private void showSides(String source, RunFile file, boolean details, @Nullable Path sheet) {
    String format = "as " + source + " prepares them";
    Map<String, Dataset> sides = gan.sides(file);
    try {
      Path next = sheet;
      String gap = "";
      for (Map.Entry<String, Dataset> side : sides.entrySet()) {
        String name = sides.size() == 1 ? null : SideText.of(file.config().game(), side.getKey());
        Dataset dataset = side.getValue();
        console.out().print(gap);
        show(Source.of(name, format, null, dataset), Inspection.of(dataset), details, next);
        next = null;
        gap = System.lineSeparator();
      }
    } finally {
      Datasets.close(sides.values());
    }
  }

  private void show(Source source, Inspection found, boolean details, @Nullable Path sheet) {
    InspectionText.of(source, found, details).forEach(console.out()::println);
    if (sheet != null) {
      if (found.sheet().isEmpty()) {
        throw new UsageException("these samples are no pictures: there is no contact sheet");
      }
      Png.write(ContactSheet.render(found.sheet()), sheet);
      console.note(found.sheet().size() + " samples in " + sheet);
    }
  }

  private static CatalogSet set(String name) {
    return Catalog.find(name)
        .orElseThrow(
            () -> new UsageException("no published set is called '" + name + "'" + near(name)));
  }

  private static String near(String name) {
    List<String> names = Catalog.sets().stream().map(CatalogSet::name).toList();
    return Suggestions.ending(Suggestions.near(name, names), names);
  }

  private static String verification(CatalogSet set) {
    return set.files().stream()
            .map(CatalogFile::checksum)
            .allMatch(checksum -> checksum.kind() == Kind.CONTENT_SHA256)
        ? "SHA-256 of the content"
        : "SHA-256 of the published file";
  }

  private static Path cacheOf(@Nullable Path given) {
    return given != null ? given : CacheModule.root();
  }
}
