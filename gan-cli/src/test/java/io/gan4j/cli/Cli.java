package io.gan4j.cli;

import com.google.inject.Guice;
import com.google.inject.Module;
import io.gan4j.core.evaluate.SummaryCache;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One call of the command line within this JVM.
 *
 * @param exitCode what the process would end with
 * @param out what it printed to stdout
 * @param err what it printed to stderr
 */
record Cli(int exitCode, String out, String err) {

  static Cli run(String... arguments) {
    return run(false, arguments);
  }

  static Cli run(boolean terminal, String... arguments) {
    return run(terminal, new ByteArrayOutputStream(), arguments);
  }

  /** With a stream in place of standard output; what it prints to that is not told. */
  static Cli run(boolean terminal, OutputStream out, String... arguments) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        Console.of(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            StandardCharsets.UTF_8,
            terminal,
            100);
    int exitCode = run(console, arguments);
    return new Cli(
        exitCode,
        out instanceof ByteArrayOutputStream kept ? kept.toString(StandardCharsets.UTF_8) : "",
        err.toString(StandardCharsets.UTF_8));
  }

  /** On a console of the test's own; the exit code. */
  static int run(Console console, String... arguments) {
    return Guice.createInjector(
            List.<Module>of(
                new CommandsModule(),
                binder -> binder.bind(Console.class).toInstance(console),
                binder -> binder.bind(SummaryCache.class).toInstance(SummaryCache.none())))
        .getInstance(CommandLineRunner.class)
        .run(arguments);
  }
}
