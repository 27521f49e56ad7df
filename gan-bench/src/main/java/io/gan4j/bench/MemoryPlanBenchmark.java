package io.gan4j.bench;

import io.gan4j.core.Gan;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * What {@code gan train --dry-run} plans against what {@code gan train} takes: each network trains
 * a few steps in a fresh process, started by the launcher as a user starts it, checkpoints,
 * pictures and export included. The peak is the high-water mark of the process' resident memory
 * (VmHWM), which only Linux tells. Samples are noise: memory depends on their shape alone.
 */
public final class MemoryPlanBenchmark {
  private static final double MIB = 1 << 20;
  private static final int SAMPLES = 1000;
  private static final Path LAUNCHER = Path.of("gan-cli/src/dist/bin/gan");

  /** What is trained. */
  private enum BenchmarkGan {
    MLP(28, 1, 300, 100, "{type: mlp, units: [1200, 1200]}"),
    DCGAN_28(28, 1, 60, 64, "{type: dcgan, baseChannels: 64}"),
    DCGAN_64(64, 3, 10, 64, "{type: dcgan, baseChannels: 64}"),
    RESNET_32(32, 3, 6, 64, "{type: resnet, baseChannels: 64, maxChannels: 256}"),
    SNDCGAN_32(32, 3, 6, 64, "{type: sndcgan}"),
    SAGAN_32(32, 3, 6, 64, "{type: sagan, baseChannels: 64, maxChannels: 256}"),
    /** With four more passes of the discriminator, and one of the generator. */
    CONSISTENT(SNDCGAN_32, "terms=[{type: bcr}, {type: zcr, player: discriminator, weight: 20}]"),
    LAYER_NORM_64(64, 3, 6, 64, "{type: dcgan, baseChannels: 64, norm: layer-norm}"),
    LAYER_NORM_64_IN_PARTS(LAYER_NORM_64, "training.accumulate=4");

    final int side;
    final int channels;
    final int steps;
    final int batch;
    final String network;

    /** A change of the run file; the seed it has anyway, if there is none to make. */
    final String change;

    BenchmarkGan(BenchmarkGan like, String change) {
      this(like.side, like.channels, like.steps, like.batch, like.network, change);
    }

    BenchmarkGan(int side, int channels, int steps, int batch, String network) {
      this(side, channels, steps, batch, network, "seed=7");
    }

    BenchmarkGan(int side, int channels, int steps, int batch, String network, String change) {
      this.side = side;
      this.channels = channels;
      this.steps = steps;
      this.batch = batch;
      this.network = network;
      this.change = change;
    }

    String runFile(Path data) {
      String player =
          """
          %s:
            network: %s
            optimizer: {type: adam, learningRate: 2.0e-4, beta1: 0.5}
          """;
      return String.format(
              Locale.ROOT,
              """
      name: %s
      seed: 7
      device: cpu
      data: {reader: {type: idx, images: %s}, batchSize: %d, range: symmetric}
      latents: {type: normal, size: 100}
      loss: non-saturating
      training: {steps: %d}
      """,
              name().toLowerCase(Locale.ROOT),
              data,
              batch,
              steps)
          + String.format(Locale.ROOT, player, "generator", network)
          + "  average: {type: ema, decay: 0.999}\n"
          + String.format(Locale.ROOT, player, "discriminator", network);
    }
  }

  private MemoryPlanBenchmark() {}

  /**
   * Plans, trains and prints.
   *
   * @param arguments which, by name; all if absent
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<BenchmarkGan> contests =
        arguments.length == 0
            ? List.of(BenchmarkGan.values())
            : Arrays.stream(arguments)
                .map(name -> BenchmarkGan.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_')))
                .toList();
    Gan gan = Gan.load();
    Path folder = Files.createTempDirectory("memory-plan");
    System.out.printf(
        Locale.ROOT, "%-22s %6s %9s %9s %6s%n", "", "batch", "planned", "peak", "ratio");
    for (BenchmarkGan contest : contests) {
      Path run = folder.resolve(contest.name() + ".yaml");
      Files.writeString(run, contest.runFile(noise(folder, contest)));
      double planned = gan.memory(gan.read(run, contest.change)).total() / MIB;
      double peak = peak(run, contest.change, folder.resolve(contest.name())) / MIB;
      System.out.printf(
          Locale.ROOT,
          "%-22s %6d %5.0f MiB %5.0f MiB %6.3f%n",
          contest.name().toLowerCase(Locale.ROOT),
          contest.batch,
          planned,
          peak,
          planned / peak);
    }
  }

  /** An IDX file of random images. */
  private static Path noise(Path folder, BenchmarkGan contest) throws IOException {
    Path file = folder.resolve(contest.name() + ".idx");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0x0804);
      for (int size : new int[] {SAMPLES, contest.side, contest.side, contest.channels}) {
        out.writeInt(size);
      }
      byte[] values = new byte[SAMPLES * contest.side * contest.side * contest.channels];
      new Random(1).nextBytes(values);
      out.write(values);
    }
    return file;
  }

  /** Trains in a fresh process: the bytes of its peak. */
  private static long peak(Path runFile, String change, Path directory)
      throws IOException, InterruptedException {
    Path log = directory.resolveSibling(directory.getFileName() + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
            "sh",
            LAUNCHER.toString(),
            "train",
            runFile.toString(),
            "--set",
            change,
            "--run-dir",
            directory.toString());
    builder.environment().put("GAN_APP_CLASSPATH", System.getProperty("java.class.path"));
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    // The launcher becomes the JVM, so that its number is the JVM's. The mark never falls.
    long peak = 0;
    while (process.isAlive()) {
      peak = Math.max(peak, Linux.status(process.pid(), "VmHWM"));
      Thread.sleep(20);
    }
    if (process.exitValue() != 0) {
      throw new IOException("training failed:\n" + Files.readString(log));
    }
    return peak;
  }
}
