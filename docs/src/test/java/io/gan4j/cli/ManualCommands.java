package io.gan4j.cli;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The command line for the manual's tests: its model, and many calls in one process. */
public final class ManualCommands {
  private ManualCommands() {}

  /** All commands with their options, as the command line has them. */
  public static CommandSpec model() {
    return new CommandLine(GanCommand.class, new FromGuice(injector())).getCommandSpec();
  }

  /**
   * Runs commands one after the other, up to the first that fails.
   *
   * @param arguments a file with a command per line, its words separated by tabs
   */
  public static void main(String[] arguments) throws IOException {
    System.setProperty("java.awt.headless", "true");
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      String[] words = line.split("\t");
      long start = System.nanoTime();
      int exitCode = injector().getInstance(CommandLineRunner.class).run(words);
      System.out.println(
          "$ " + String.join(" ", words) + "  " + (System.nanoTime() - start) / 1_000_000 + " ms");
      if (exitCode != CommandLineRunner.DONE) {
        System.exit(exitCode);
      }
    }
    System.exit(CommandLineRunner.DONE);
  }

  private static Injector injector() {
    return Guice.createInjector(
        Stage.PRODUCTION,
        List.of(new ConsoleModule(System.err, "never"), new CommandsModule(), new CacheModule()));
  }

  private record FromGuice(Injector injector) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type.getPackage() == GanCommand.class.getPackage()
          ? injector.getInstance(type)
          : CommandLine.defaultFactory().create(type);
    }
  }
}
