package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.GanException;
import io.gan4j.core.Gan;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gan preset}: the ready run files. */
@Command(
    name = "preset",
    description = "List the ready run files, show one, or copy one as a start for your own.")
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

  @Command(name = "list", description = "The presets, and what each is for.")
  int list() {
    PresetSummary.print(gan, console);
    return CommandLineRunner.DONE;
  }

  @Command(name = "show", description = "Print a preset.")
  int show(
      @Parameters(paramLabel = "NAME", description = "A preset, as gan preset list names it.")
          String name) {
    console.out().print(gan.presetText(name));
    return CommandLineRunner.DONE;
  }

  @Command(name = "copy", description = "Copy a preset to a file of your own.")
  int copy(
      @Parameters(paramLabel = "NAME", description = "A preset, as gan preset list names it.")
          String name,
      @Parameters(paramLabel = "FILE", description = "The file to write, which must not exist.")
          Path file) {
    String text = gan.presetText(name);
    try {
      Files.writeString(file, text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new UsageException(file + " exists already: name another file");
    } catch (IOException e) {
      throw new GanException(file + " cannot be written: " + e, e);
    }
    console.note(name + " copied to " + file + "; train it with: gan train " + file);
    return CommandLineRunner.DONE;
  }
}
