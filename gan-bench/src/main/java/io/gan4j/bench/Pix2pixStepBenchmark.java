package io.gan4j.bench;

import io.gan4j.api.data.Batch;
import io.gan4j.api.game.Pairing;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.StepRequest;
import io.gan4j.bench.InterleavedRounds.Contender;
import io.gan4j.components.game.TranslationGame;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Training;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A training step of pix2pix at 32×32, grey to colour, against the same step of {@link
 * HandWrittenPix2pix}, taking turns in one process.
 */
public final class Pix2pixStepBenchmark {
  private static final int BATCHES = 20;

  private static final String RUN =
      """
      seed: 7
      device: cpu
      data: {reader: digits, batchSize: 8, range: symmetric, resize: 32, channels: rgb, source: {grey: true}}
      game: translation
      generator:
        network: {type: unet, baseChannels: 32, maxChannels: 256}
        optimizer: {type: adam, learningRate: 2.0e-4, beta1: 0.5}
      discriminator:
        network: {type: patchgan, baseChannels: 32, maxChannels: 256, receptiveField: 16}
        optimizer: {type: adam, learningRate: 2.0e-4, beta1: 0.5}
      training: {steps: 1000, order: reuse-fakes}
      """;

  private Pix2pixStepBenchmark() {}

  /**
   * Runs it.
   *
   * @param args the number of rounds; 200 if absent
   */
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 200;
    Gan gan = Gan.load();
    try (Training training = gan.open(gan.parse(RUN));
        HandWrittenPix2pix byHand = new HandWrittenPix2pix()) {
      GanSession session = training.session();
      List<Map<String, Batch>> data =
          IntStream.range(0, BATCHES).mapToObj(seed -> batches(session, seed)).toList();
      InterleavedRounds turns = new InterleavedRounds(rounds);
      Contender own = turns.add("gan4j", i -> step(session, i, of(data, i)));
      Contender hand =
          turns.add(
              "by hand",
              i ->
                  byHand.step(
                      i,
                      bytes(of(data, i), TranslationGame.SOURCE),
                      bytes(of(data, i), Pairing.DATA)));
      turns.warmUp();
      turns.run();
      turns.printMedians();
      turns.printRatio(own, hand);
    }
  }

  private static void step(GanSession session, long step, Map<String, Batch> batches) {
    for (String phase : List.of("discriminator", "generator")) {
      session.step(new StepRequest(phase, step, 0, step, 1000, 0, batches, false));
    }
  }

  /** Batches of noise, as images. */
  private static Map<String, Batch> batches(GanSession session, int seed) {
    Random random = new Random(seed);
    Batch sources = new Batch(session.plan().side(TranslationGame.SOURCE).samples(), 8);
    Batch targets = new Batch(session.plan().samples(), 8);
    random.nextBytes(sources.bytes());
    random.nextBytes(targets.bytes());
    return Map.of(TranslationGame.SOURCE, sources, Pairing.DATA, targets);
  }

  private static Map<String, Batch> of(List<Map<String, Batch>> data, long step) {
    return data.get((int) (step % BATCHES));
  }

  private static byte[] bytes(Map<String, Batch> batches, String side) {
    Batch batch = batches.get(side);
    if (batch == null) {
      throw new IllegalArgumentException("no batch of " + side);
    }
    return batch.bytes();
  }
}
