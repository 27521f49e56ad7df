package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Wrong usage")
class WrongUsageTest {
  @ParameterizedTest(name = "gan {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "trian                  | there is no command 'gan trian'; did you mean 'gan train'?",
        "inspect                | there is no command 'gan inspect'; did you mean 'gan data inspect'?",
        "data ispect            | there is no command 'gan data ispect'; did you mean 'gan data inspect'?",
        "train --stesp=4        | unknown option '--stesp=4'; did you mean '--steps'?",
        "train digits more      | gan train takes no further argument, found 'more'",
        "sample run --count x   | invalid value for option '--count': 'x' is not an int",
        "report                 | RUN_DIR is missing",
        "export run             | needs either --out DIR or --serving BASE",
        "export                 | RUN_DIR is missing",
        "compare one            | RUN_DIR (at least 2) is missing",
        "preset copy            | NAME, FILE are missing",
        "tune                   | which run? gan tune CONFIG",
        "tune digits            | which metric decides? --metric NAME says it",
        "tune --resume x --steps 3 | --resume goes on with what the search's folder says",
        "tune digits --factor 1 | --factor must be above 1, found 1",
        "tune digits --metric frechet-distance --vary seed | --vary seed: has no '='",
        "train --steps          | --steps wants a value: --steps=N",
        "help trian             | there is no command 'gan trian'; did you mean 'train'?",
        "completion csh         | no completion for 'csh'; did you mean 'zsh' or 'bash'?"
      })
  @DisplayName("is told in a few lines, with what was meant:")
  void told(String arguments, String message) {
    Cli cli = Cli.run(arguments.split(" +", -1));
    assertThat(cli.exitCode()).as(cli.err()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(cli.out()).isEmpty();
    assertThat(cli.err()).startsWith("gan: ");
    assertThat(cli.err().lines().count()).isLessThanOrEqualTo(3);
    assertThat(cli.err()).contains(message.split(" or ", -1)[0]);
  }

  @ParameterizedTest(name = "gan {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "''      | which command?",
        "data    | which command: list, fetch or inspect?",
        "picture | which picture: neighbours, interpolation, classes, walk, map or augmentations?",
        "features| which command: train?"
      })
  @DisplayName("of half a command shows the other halves:")
  void half(String arguments, String message) {
    Cli cli = arguments.isEmpty() ? Cli.run() : Cli.run(arguments.split(" ", -1));
    assertThat(cli.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(cli.err()).contains(message, "Usage: gan", "--help");
  }

  @ParameterizedTest(name = "gan {0}")
  @ValueSource(
      strings = {
        "report RUN",
        "resume RUN",
        "export RUN --out=model",
        "evaluate RUN",
        "sample RUN --out=a.png",
        "picture RUN classes",
        "compare RUN RUN"
      })
  @DisplayName("of a run that is misspelt names the one beside it:")
  void run(String command, @TempDir Path runs) throws IOException {
    Files.createDirectory(runs.resolve("digits-1"));
    String misspelt = runs.resolve("digit-1").toString();
    Cli cli = Cli.run(command.replace("RUN", misspelt).split(" ", -1));
    assertThat(cli.exitCode()).isEqualTo(CommandLineRunner.USAGE);
    assertThat(cli.err())
        .isEqualToIgnoringNewLines(
            "gan: "
                + misspelt
                + ": there is no such folder; did you mean '"
                + runs.resolve("digits-1")
                + "'?");
  }
}
