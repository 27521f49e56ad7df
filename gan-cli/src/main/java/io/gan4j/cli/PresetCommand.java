package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.core.Gan;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gan preset}: the ready run files. */
@Command(
    name = "preset",
    description = "Ready run files: list them, show one, or copy one to start your own.")
final class PresetCommand implements Runnable {
  private final Gan gan;
  private final Console console;

  @Inject
  PresetCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public void run() {
    list();
  }

  @Command(name = "list", description = "The presets, each with its first line.")
  int list() {
    list(gan, console);
    return CommandLineRunner.DONE;
  }

  /** Each preset, and in a line what it is for. */
  static void list(Gan gan, Console console) {
    int width = gan.presets().stream().mapToInt(String::length).max().orElse(0);
    for (String name : gan.presets()) {
      String first = gan.presetText(name).lines().findFirst().orElse("").replaceFirst("^#\\s*", "");
      console.out().printf(Locale.ROOT, "%-" + (width + 2) + "s%s%n", name, first);
    }
  }

  @Command(name = "show", description = "Print a preset.")
  int show(@Parameters(paramLabel = "NAME") String name) {
    console.out().print(gan.presetText(name));
    return CommandLineRunner.DONE;
  }

  @Command(name = "copy", description = "Copy a preset to a file of your own.")
  int copy(
      @Parameters(paramLabel = "NAME") String name, @Parameters(paramLabel = "FILE") Path file) {
    String text = gan.presetText(name);
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(file + " exists already: name another file");
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
    console
        .err()
        .println("gan: " + name + " copied to " + file + "; train it with: gan train " + file);
    return CommandLineRunner.DONE;
  }
}
