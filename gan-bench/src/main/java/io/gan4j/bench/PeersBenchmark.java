package io.gan4j.bench;

import io.gan4j.bench.InterleavedRounds.Contender;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Training steps of one GAN by several programs, each a process of its own, which take turns: one
 * works while the others wait. A program tells its versions in a line; then a line with a number
 * makes it train so many steps, and tell so. {@code peers/run.sh} starts it.
 */
public final class PeersBenchmark {
  /** Steps of a turn. */
  private static final int STEPS = 4;

  private static final int BATCH = BenchmarkGan.DCGAN.batch;

  private PeersBenchmark() {}

  /** A program. */
  private static final class Peer implements AutoCloseable {
    final String name;
    final String versions;
    private final Process process;
    private final Writer asked;
    private final BufferedReader told;

    Peer(String name, String command) throws IOException {
      this.name = name;
      process =
          new ProcessBuilder(command.split(" "))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      asked = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
      told =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      versions = line();
    }

    private String line() throws IOException {
      String line = told.readLine();
      if (line == null) {
        throw new IOException(name + " ended without a word");
      }
      return line;
    }

    void steps() {
      try {
        asked.write(STEPS + "\n");
        asked.flush();
        line();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      asked.close();
      process.destroy();
    }
  }

  /**
   * Runs it.
   *
   * @param args rounds, the file to write results to, and programs as {@code name=command}; the
   *     others are compared with the first
   */
  public static void main(String[] args) throws IOException {
    int rounds = Integer.parseInt(args[0]);
    List<Peer> peers = new ArrayList<>();
    try {
      InterleavedRounds turns = new InterleavedRounds(rounds);
      List<Contender> contenders = new ArrayList<>();
      for (int i = 2; i < args.length; i++) {
        String[] parts = args[i].split("=", 2);
        Peer peer = new Peer(parts[0], parts[1]);
        peers.add(peer);
        contenders.add(turns.add(peer.name, step -> peer.steps()));
        System.out.println(peer.name + ": " + peer.versions);
      }
      turns.warmUp(5);
      turns.run();
      List<String> results = new ArrayList<>();
      for (int i = 0; i < peers.size(); i++) {
        results.add(result(peers.get(i), contenders.get(i), contenders.get(0)));
        System.out.println(results.get(i));
      }
      Files.writeString(
          Path.of(args[1]),
          String.format(
              Locale.ROOT,
              "{\"gan\": \"dcgan\", \"batch\": %d, \"rounds\": %d, \"steps\": %d,%n"
                  + " \"processors\": %d, \"results\": [%n  %s]}%n",
              BATCH,
              rounds,
              STEPS,
              Runtime.getRuntime().availableProcessors(),
              String.join(",\n  ", results)));
    } finally {
      for (Peer peer : peers) {
        peer.close();
      }
    }
  }

  private static String result(Peer peer, Contender own, Contender first) {
    PairedTimes.Interval ratio = InterleavedRounds.ratio(own, first);
    double millis = InterleavedRounds.median(own) / STEPS;
    return String.format(
        Locale.ROOT,
        "{\"name\": \"%s\", \"versions\": \"%s\", \"millisPerStep\": %.2f,"
            + " \"imagesPerSecond\": %.0f, \"timesTheFirst\": [%.3f, %.3f, %.3f]}",
        peer.name,
        peer.versions,
        millis,
        1000 * BATCH / millis,
        ratio.estimate(),
        ratio.low(),
        ratio.high());
  }
}
