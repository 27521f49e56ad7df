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
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
 * to its end with what the whole directory gives, or with a message. {@code -Ddamage.every=1} tries
 * all of these; without it every fourth of them, each file and each command with every damage.
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
        flip(file, 2);
      }
    },
    FLIP_EARLY {
      @Override
      void to(Path file, Path other) throws IOException {
        flip(file, 9);
      }
    },
    FLIP_DIGIT {
      @Override
      void to(Path file, Path other) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (int i = bytes.length / 3; i < bytes.length; i++) {
          if (bytes[i] >= '0' && bytes[i] <= '9') {
            bytes[i] ^= 1;
            break;
          }
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

    /** Flips the lowest bit of a byte at a part of a file. */
    private static void flip(Path file, int part) throws IOException {
      byte[] bytes = Files.readAllBytes(file);
      if (bytes.length > 0) {
        bytes[bytes.length / part] ^= 1;
      }
      Files.write(file, bytes);
    }
  }

  /**
   * A command that reads a run directory.
   *
   * @param name of the command
   * @param made what of its output a damage could change, under the folder of outputs or the run;
   *     empty: what it prints
   * @param arguments with RUN and OUT for the folders
   */
  private record Reader(String name, String made, List<String> arguments) {
    Reader(String name, String made, String... arguments) {
      this(name, made, List.of(arguments));
    }

    Cli run() {
      String[] all =
          arguments.stream()
              .map(part -> part.replace("RUN", folder.resolve("run").toString()))
              .map(part -> part.replace("OUT", folder.resolve("out").toString()))
              .toArray(String[]::new);
      return Cli.run(all);
    }

    /** Of a checkpoint the state: beside it stands how long the log is, which tells of times. */
    private boolean counts(Path file) {
      return !made.contains("checkpoints") || file.endsWith("state.safetensors");
    }

    /** What it has made, by file, without what is another each time. */
    Map<String, String> output(Cli cli) throws IOException {
      if (made.isEmpty()) {
        return Map.of("", cli.out().replaceAll("\"at\":\"[^\"]*\"", ""));
      }
      Path root = folder.resolve(made);
      Map<String, String> files = new TreeMap<>();
      if (Files.exists(root)) {
        try (Stream<Path> all = Files.walk(root)) {
          for (Path file : all.filter(Files::isRegularFile).filter(this::counts).toList()) {
            files.put(String.valueOf(root.relativize(file)), Traces.sha256(file));
          }
        }
      }
      return files;
    }
  }

  private static final List<Reader> READERS =
      List.of(
          new Reader("sample", "out", "sample", "RUN", "--out", "OUT/s.npy"),
          new Reader("sample of model", "out", "sample", "RUN/model", "--out", "OUT/s.npy"),
          new Reader("export", "out", "export", "RUN", "--out", "OUT/e"),
          new Reader("evaluate", "", "evaluate", "RUN", "--json"),
          new Reader("evaluate of model", "", "evaluate", "RUN/model", "--json"),
          new Reader("evaluate --best", "", "evaluate", "RUN", "--best", "--json"),
          new Reader(
              "picture", "out", "picture", "map", "RUN", "--count", "20", "--out", "OUT/m.png"),
          new Reader("report", "out", "report", "RUN", "--out", "OUT/r.html"),
          new Reader("compare", "out", "compare", "RUN", "RUN", "--out", "OUT/c.html"),
          new Reader("resume", "run/checkpoints/step-00000005", "resume", "RUN", "--steps", "5"),
          new Reader(
              "train --init-from",
              "out/t/checkpoints",
              "train",
              "ring-2d",
              "--steps",
              "1",
              "--init-from",
              "RUN",
              "--run-dir",
              "OUT/t"));

  /** What a message, or a page, says where something is left out. */
  private static final Pattern LEFT_OUT =
      Pattern.compile(
          "skipped a damaged checkpoint|left out|not known|is damaged|not as it was written"
              + "|is that of another run|has not ended");

  private static final int EVERY = Integer.getInteger("damage.every", 4);

  @TempDir static Path folder;

  private static final Map<String, Map<String, String>> WHOLE = new LinkedHashMap<>();

  @BeforeAll
  static void train() throws IOException {
    for (String[] run : new String[][] {{"whole", "7"}, {"other", "9"}}) {
      Cli cli =
          Cli.run(
              "train",
              "ring-2d",
              "--steps",
              "4",
              "--seed",
              run[1],
              "--run-dir",
              folder.resolve(run[0]).toString(),
              "--set",
              "metrics=[frechet-distance]",
              "--set",
              "evaluation={everyImages: 1000, generated: 50, real: 50}",
              "--set",
              "checkpoints={every: 4}");
      assertThat(cli.exitCode()).as(cli.err()).isZero();
    }
    Path pictures = folder.resolve("whole/pictures");
    Cli map = Cli.run("picture", "map", folder.resolve("whole").toString(), "--count", "20");
    assertThat(map.exitCode()).as(map.err()).isZero();
    assertThat(pictures).isNotEmptyDirectory();
    for (Reader reader : READERS) {
      copy();
      Cli cli = reader.run();
      assertThat(cli.exitCode()).as("%s: %s", reader.name(), cli.err()).isZero();
      WHOLE.put(reader.name(), reader.output(cli));
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

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("whole"))) {
      return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.resolve("whole").relativize(file))
          .filter(file -> !file.startsWith("tensorboard"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Damage.class)
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  @DisplayName("commands give what the whole one gives, or say what is wrong:")
  void everywhere(Damage damage) throws Exception {
    List<String> wrong = new ArrayList<>();
    int cases = 0;
    int number = List.of(Damage.values()).indexOf(damage);
    for (Path name : files()) {
      for (Reader reader : READERS) {
        if (number++ % EVERY != 0) {
          continue;
        }
        Path run = copy();
        damage.to(run.resolve(name), folder.resolve("other").resolve(name));
        long begin = System.nanoTime();
        Cli cli = reader.run();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin);
        String what = reader.name() + " with " + name;
        problem(reader, cli).ifPresent(problem -> wrong.add(what + " " + problem));
        if (seconds > 60) {
          wrong.add(what + " takes " + seconds + " seconds");
        }
        cases++;
      }
    }
    System.out.printf("%s: %d cases, %d wrong%n", damage, cases, wrong.size());
    assertThat(wrong).isEmpty();
  }

  /** What is wrong about how a command went. */
  private static Optional<String> problem(Reader reader, Cli cli) throws IOException {
    String said = cli.out() + cli.err();
    if (said.matches("(?s).*(internal error|Exception|\\bat io\\.|\u001b).*")) {
      return Optional.of("says: " + said);
    }
    if (cli.exitCode() != 0) {
      return cli.err().isBlank() ? Optional.of("fails without a message") : torn(reader);
    }
    Map<String, String> output = reader.output(cli);
    if (output.equals(requireNonNull(WHOLE.get(reader.name())))) {
      return Optional.empty();
    }
    String page = reader.made().equals("out") ? pages() : "";
    return LEFT_OUT.matcher(cli.err() + page).find()
        ? Optional.empty()
        : Optional.of("gives something else, and says only: " + cli.err());
  }

  /** What a command that failed has left of its output. */
  private static Optional<String> torn(Reader reader) throws IOException {
    if (!reader.made().equals("out")) {
      return Optional.empty();
    }
    try (Stream<Path> left = Files.list(folder.resolve("out"))) {
      List<Path> all = left.toList();
      return all.isEmpty() ? Optional.empty() : Optional.of("fails, and leaves " + all);
    }
  }

  /** The pages that a command has written. */
  private static String pages() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        text.append(Files.readString(page));
      }
    }
    return text.toString();
  }
}
