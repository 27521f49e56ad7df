package io.gan4j.bench;

import io.gan4j.api.data.Batch;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.Precision;
import io.gan4j.tf.TensorFlowProvider;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * gan4j among {@link PeersBenchmark}'s contenders: a line of standard input with a number makes so
 * many training steps of {@link BenchmarkGan#DCGAN}.
 */
public final class PeerSteps {
  private static final int BATCHES = 20;

  private PeerSteps() {}

  /**
   * Runs it.
   *
   * @param args float32 or mixed
   */
  public static void main(String[] args) throws IOException {
    Precision precision = Precision.valueOf(args[0].toUpperCase(Locale.ROOT));
    List<Batch> data = IntStream.range(0, BATCHES).mapToObj(BenchmarkGan.DCGAN::batch).toList();
    TensorFlowProvider provider = TensorFlowProvider.create();
    try (GanSession session = BenchmarkGan.DCGAN.open(precision);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      System.out.println("gan4j, " + provider.version() + ", " + session.arithmetic());
      long done = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        for (int i = Integer.parseInt(line.strip()); i > 0; i--) {
          BenchmarkGan.step(session, done, data.get((int) (done % BATCHES)));
          done++;
        }
        System.out.println("done");
      }
    }
  }
}
