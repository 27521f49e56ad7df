package io.gan4j.api.provider;

import io.gan4j.api.Player;
import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.Check;
import io.gan4j.api.term.ScoreKind;
import io.gan4j.api.training.Phase;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that a provider needs to build both players: components in place of names, every shape known.
 *
 * @param samples what a sample is
 * @param labels the classes of the data; null if unlabelled
 * @param statistics of the training data, for initialisers
 * @param latents the generator's input
 * @param generator the generator
 * @param discriminator the discriminator
 * @param scoreKind what scores mean under the run's loss
 * @param phases the phases of a training step
 * @param batchSize samples per phase
 * @param accumulate parts that the batch passes in, their gradients added up before the update;
 *     divides the batch
 * @param seed root of every random number
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 * @param floatType type of the graph
 * @param fakeLabels which classes fakes are made for, where anything sees labels
 */
public record GanPlan(
    SampleSpace samples,
    @Nullable LabelSpace labels,
    DataStatistics statistics,
    Latents latents,
    PlayerPlan generator,
    PlayerPlan discriminator,
    ScoreKind scoreKind,
    List<Phase> phases,
    int batchSize,
    int accumulate,
    long seed,
    String device,
    FloatType floatType,
    FakeLabels fakeLabels) {

  /**
   * @throws io.gan4j.api.network.ShapeMismatchException if a layer sees labels that the data has
   *     not
   */
  public GanPlan {
    Check.positive("batchSize", batchSize);
    Check.rule(
        accumulate > 0 && batchSize % accumulate == 0,
        "accumulate",
        "must divide the batch (" + batchSize + ")",
        accumulate);
    phases = List.copyOf(Check.notEmpty("phases", phases));
    generator.network().requireLabels(labels);
    discriminator.network().requireLabels(labels);
    Check.rule(
        labels != null || fakeLabels.equals(FakeLabels.UNIFORM),
        "fakeLabels",
        "must be uniform where the data has no labels",
        fakeLabels);
    Check.rule(
        !(fakeLabels instanceof FakeLabels.Shares drawn)
            || (labels != null && drawn.shares().size() == labels.count()),
        "fakeLabels",
        "must have a share for each class",
        fakeLabels);
  }

  /** A plan whose fakes are made for every class alike. */
  public GanPlan(
      SampleSpace samples,
      @Nullable LabelSpace labels,
      DataStatistics statistics,
      Latents latents,
      PlayerPlan generator,
      PlayerPlan discriminator,
      ScoreKind scoreKind,
      List<Phase> phases,
      int batchSize,
      int accumulate,
      long seed,
      String device,
      FloatType floatType) {
    this(
        samples,
        labels,
        statistics,
        latents,
        generator,
        discriminator,
        scoreKind,
        phases,
        batchSize,
        accumulate,
        seed,
        device,
        floatType,
        FakeLabels.UNIFORM);
  }

  /** A plan whose batches pass in one piece. */
  public GanPlan(
      SampleSpace samples,
      @Nullable LabelSpace labels,
      DataStatistics statistics,
      Latents latents,
      PlayerPlan generator,
      PlayerPlan discriminator,
      ScoreKind scoreKind,
      List<Phase> phases,
      int batchSize,
      long seed,
      String device,
      FloatType floatType) {
    this(
        samples,
        labels,
        statistics,
        latents,
        generator,
        discriminator,
        scoreKind,
        phases,
        batchSize,
        1,
        seed,
        device,
        floatType);
  }

  /** Samples that pass at a time. */
  public int samplesAtOnce() {
    return batchSize / accumulate;
  }

  /** Number of classes whose labels a player sees; 0 if it sees none. */
  public int classesSeenBy(Player player) {
    return labels != null && player(player).network().seesLabels() ? labels.count() : 0;
  }

  /** The plan of one player. */
  public PlayerPlan player(Player player) {
    return player == Player.GENERATOR ? generator : discriminator;
  }
}
