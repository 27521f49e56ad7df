package io.gan4j.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The root of the command line. */
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
      PresetCommand.class,
      ListCommand.class,
      DataCommand.class,
      VerifyCommand.class,
      DoctorCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 the run failed, 2 wrong usage or configuration, 130 and 143 ended by"
          + " Ctrl-C and SIGTERM, a training with its checkpoint written."
    })
final class GanCommand implements Runnable {
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

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** Whether stack traces are wanted; help and version are picocli's to act on. */
  boolean verbose() {
    return verbose && !help && !version;
  }
}
