package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.Gan;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line, and the commands that are about the command line itself. */
@Command(
    name = "gan",
    description = "Train, sample and export generative adversarial networks.",
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      SampleCommand.class,
      EvaluateCommand.class,
      FeaturesCommand.class,
      PictureCommand.class,
      ReportCommand.class,
      CompareCommand.class,
      ExportCommand.class,
      ServeCommand.class,
      PresetCommand.class,
      ListCommand.class,
      DataCommand.class,
      VerifyCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "gan help COMMAND explains a command. The first run: gan train.",
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong usage or configuration, 130 and 143 ended by"
          + " Ctrl-C and SIGTERM, a training with its checkpoint written."
    })
final class GanCommand implements Runnable {
  /** What {@code --color} can be. */
  static final List<String> COLOURS = List.of("auto", "always", "never");

  private final Provider<Gan> gan;
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Show stack traces with errors.")
  private boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  @Inject
  GanCommand(Provider<Gan> gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  /** The streams are made before the arguments are parsed: {@link CommandLineRunner#colour}. */
  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "Colours: auto (on a terminal, unless NO_COLOR is set), always or never.")
  void colour(String when) {
    if (!COLOURS.contains(when)) {
      throw new ParameterException(
          spec.commandLine(),
          "--color must be auto, always or never, found " + when,
          spec.findOption("--color"),
          when);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which command?");
  }

  /** Whether stack traces are wanted; help and version are picocli's to act on. */
  boolean verbose() {
    return verbose && !help && !version;
  }

  @Command(name = "help", description = "Show the help of a command.")
  int help(
      @Parameters(
              arity = "0..*",
              paramLabel = "COMMAND",
              description = "Its name, two words where it has two: data list.")
          @Nullable List<String> words) {
    CommandLine command = command(words == null ? List.of() : words);
    command.usage(command.getOut());
    return CommandLineRunner.DONE;
  }

  @Command(
      name = "completion",
      description = {
        "Write what lets a shell complete commands, options and names.",
        "",
        "bash: gan completion bash > ~/.local/share/bash-completion/completions/gan",
        "zsh: gan completion zsh > ~/.gan-completion.zsh, and in ~/.zshrc: source"
            + " ~/.gan-completion.zsh",
        "fish: gan completion fish > ~/.config/fish/completions/gan.fish"
      })
  int completion(
      @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.") String shell) {
    console.out().print(Completion.script(shell, spec, gan.get()));
    return CommandLineRunner.DONE;
  }

  @Command(
      name = "man",
      description = {
        "Write the manual page of a command.",
        "",
        "To read one: gan man train | man -l -",
        "To install all: gan man --out ~/.local/share/man/man1"
      })
  int man(
      @Parameters(
              arity = "0..*",
              paramLabel = "COMMAND",
              description = "Its name; without one, the page of gan itself.")
          @Nullable List<String> words,
      @Option(
              names = "--out",
              paramLabel = "DIR",
              description = "Write the pages of all commands into this folder.")
          @Nullable Path folder) {
    if (folder == null) {
      console.out().print(ManPage.of(command(words == null ? List.of() : words).getCommandSpec()));
      return CommandLineRunner.DONE;
    }
    if (words != null) {
      throw new UsageException("--out is for the pages of all commands: leave the name away");
    }
    int pages = ManPage.writeAll(spec, folder);
    console.note(pages + " pages in " + folder);
    return CommandLineRunner.DONE;
  }

  private CommandLine command(List<String> words) {
    CommandLine command = spec.commandLine();
    for (String word : words) {
      CommandLine next = command.getSubcommands().get(word);
      if (next == null) {
        List<String> names = List.copyOf(command.getSubcommands().keySet());
        throw new UsageException(
            "there is no command '"
                + command.getCommandSpec().qualifiedName()
                + " "
                + word
                + "'"
                + (names.isEmpty()
                    ? ""
                    : Suggestions.ending(Suggestions.near(word, names), names)));
      }
      command = next;
    }
    return command;
  }
}
