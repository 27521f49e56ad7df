package io.gan4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("The help of every command")
class HelpTest {
  private static void commands(CommandLine command, List<CommandLine> into) {
    into.add(command);
    command.getSubcommands().values().forEach(sub -> commands(sub, into));
  }

  @Test
  @DisplayName("is what was written: none of its texts is a broken format")
  void formats() {
    PrintStream before = System.err;
    ByteArrayOutputStream warnings = new ByteArrayOutputStream();
    System.setErr(new PrintStream(warnings, true, StandardCharsets.UTF_8));
    try {
      List<CommandLine> all = new ArrayList<>();
      commands(new CommandLine(GanCommand.class, new Unmade()), all);
      assertThat(all).hasSizeGreaterThan(14);
      for (CommandLine command : all) {
        assertThat(command.getUsageMessage()).doesNotContain("%%", "%n", "%s");
      }
    } finally {
      System.setErr(before);
    }
    assertThat(warnings.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  @DisplayName("is printed by gan help, and lists each command once, by what it is for")
  void groups() {
    List<String> grouped =
        GroupedHelp.GROUPS.stream().flatMap(group -> group.commands().stream()).toList();
    assertThat(grouped)
        .containsExactlyInAnyOrderElementsOf(
            new CommandLine(GanCommand.class, new Unmade()).getSubcommands().keySet());
    String help = Cli.run("--help").out();
    assertThat(Cli.run("help").out()).isEqualTo(help);
    assertThat(help.lines()).containsSubsequence("Train", "Look at a run", "Help");
    for (String command : grouped) {
      assertThat(help.lines()).filteredOn(line -> line.startsWith("  " + command + " ")).hasSize(1);
    }
    assertThat(Cli.run("help", "data", "inspect").out())
        .isEqualTo(Cli.run("data", "inspect", "--help").out())
        .startsWith("Usage: gan data inspect SOURCE [OPTIONS]");
  }

  @Test
  @DisplayName("shows what a command takes before what all take, and colours where asked")
  void order() {
    assertThat(Cli.run("export", "--help").out())
        .containsSubsequence("Usage: gan export RUN_DIR [OPTIONS]", "--best", "--help");
  }

  /** Makes commands with nothing in them: help does not run any. */
  private static final class Unmade implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type.getPackage() != HelpTest.class.getPackage()) {
        return CommandLine.defaultFactory().create(type);
      }
      var constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
    }
  }
}
