package io.gan4j.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.internal.FileTrees;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every file of a run directory, damaged in every way, and every command that reads one: each comes
 * to its end with what the whole directory gives, or with a message.
 */
@Tag("slow")
@DisplayName("Whatever is damaged in a run directory,")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there are no named pipes in folders")
class DamagedRunsTest {
  /** What can have become of a file. */
  enum Damage {
    FLIP {
      @Override
      void to(Path file, Path other) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length > 0) {
          bytes[bytes.length / 2] ^= 1;
        }
        Files.write(file, bytes);
      }
    },
    CUT {
      @Override
      void to(Path file, Path other) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      }
    },
    EMPTY {
      @Override
      void to(Path file, Path other) throws IOException {
        Files.write(file, new byte[0]);
      }
    },
    SWAP {
      @Override
      void to(Path file, Path other) throws IOException {
        if (Files.exists(other)) {
          Files.write(file, Files.readAllBytes(other));
        }
      }
    },
    JUNK {
      @Override
      void to(Path file, Path other) throws IOException {
        Files.write(file, "\u001b[31m\u0000ÿ junk\n".getBytes(StandardCharsets.ISO_8859_1));
      }
    },
    HUGE {
      @Override
      void to(Path file, Path other) throws IOException {
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
          sparse.setLength(20L << 30);
        }
      }
    },
    PIPE {
      @Override
      void to(Path file, Path other) throws IOException, InterruptedException {
        Files.delete(file);
        new ProcessBuilder("mkfifo", file.toString()).start().waitFor();
      }
    },
    FOLDER {
      @Override
      void to(Path file, Path other) throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
      }
    },
    LINK {
      @Override
      void to(Path file, Path other) throws IOException {
        Files.delete(file);
        Files.createSymbolicLink(file, other);
      }
    };

    abstract void to(Path file, Path other) throws IOException, InterruptedException;
  }

  @TempDir static Path folder;

  private static final Map<String, Cli> WHOLE = new LinkedHashMap<>();
  private static final Map<String, byte[]> MADE = new LinkedHashMap<>();

  @BeforeAll
  static void train() throws IOException {
    for (String[] run : new String[][] {{"whole", "7"}, {"other", "9"}}) {
      Cli cli =
          Cli.run(
              "train",
              "gaussian-1d",
              "--steps",
              "4",
              "--seed",
              run[1],
              "--run-dir",
              folder.resolve(run[0]).toString(),
              "--set",
              "metrics=[wasserstein-1d]",
              "--set",
              "evaluation={everyImages: 1000, generated: 50, real: 50}",
              "--set",
              "checkpoints={every: 2}");
      assertThat(cli.exitCode()).as(cli.err()).isZero();
    }
    Path run = copy();
    for (String[] command : readers(run)) {
      Cli cli = Cli.run(command);
      assertThat(cli.exitCode()).as("%s: %s", command[0], cli.err()).isZero();
      WHOLE.put(command[0], cli);
      MADE.put(command[0], made(command[0]));
    }
  }

  private static Path copy() throws IOException {
    Path run = folder.resolve("run");
    FileTrees.remove(run);
    CheckedRunTest.copy(folder.resolve("whole"), run);
    FileTrees.remove(folder.resolve("out"));
    Files.createDirectories(folder.resolve("out"));
    return run;
  }

  private static List<String[]> readers(Path run) {
    String at = run.toString();
    Path out = folder.resolve("out");
    return List.of(
        new String[] {"sample", at, "--out", out.resolve("sample").toString() + ".npy"},
        new String[] {"export", at, "--out", out.resolve("export").toString()},
        new String[] {"evaluate", at, "--json"},
        new String[] {"report", at, "--out", out.resolve("report").toString()},
        new String[] {"compare", at, at, "--out", out.resolve("compare").toString()},
        new String[] {"resume", at, "--steps", "5"});
  }

  /** What a command has made that holds numbers which a damage could change. */
  private static byte[] made(String command) throws IOException {
    Path file = folder.resolve("out").resolve("sample.npy");
    return command.equals("sample") && Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("whole"))) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.resolve("whole").relativize(file))
          .filter(file -> !file.startsWith("tensorboard"))
          .sorted()
          .toList();
    }
  }

  /** Values of metrics: all that evaluate prints but the time. */
  private static String numbers(Cli cli) {
    return cli.out().replaceAll("\"at\":\"[^\"]*\"", "");
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  @DisplayName("commands give what the whole one gives, or say what is wrong:")
  void everywhere(Damage damage) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (Path name : files()) {
      for (String[] command : readers(folder.resolve("run"))) {
        Path run = copy();
        damage.to(run.resolve(name), folder.resolve("other").resolve(name));
        long begin = System.nanoTime();
        Cli cli = Cli.run(command);
        String what = command[0] + " with " + name;
        if (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) > 60) {
          wrong.add(what + " takes more than a minute");
        }
        if (cli.err().contains("internal error")
            || cli.err().contains("Exception")
            || cli.err().contains("\u001b")) {
          wrong.add(what + ": " + cli.err());
        }
        boolean done = cli.exitCode() == 0;
        if (done
            && command[0].equals("evaluate")
            && !cli.err().contains("gan: skipped a damaged checkpoint: ")
            && !numbers(cli).equals(numbers(requireNonNull(WHOLE.get("evaluate"))))) {
          wrong.add(what + " gives other numbers: " + cli.out());
        }
        if (done
            && command[0].equals("sample")
            && !Arrays.equals(made("sample"), MADE.get("sample"))) {
          wrong.add(what + " gives other samples");
        }
        if (!done && cli.err().isBlank()) {
          wrong.add(what + " fails without a message");
        }
      }
    }
    assertThat(wrong).isEmpty();
  }
}
