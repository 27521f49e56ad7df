package io.gan4j.api.provider;

import io.gan4j.api.Player;
import io.gan4j.api.config.Check;
import io.gan4j.api.data.DataStatistics;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.Latents;
import io.gan4j.api.data.SampleSpace;
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
 * @param seed root of every random number
 * @param device {@code auto}, {@code cpu} or {@code gpu:N}
 * @param floatType type of the graph
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
    long seed,
    String device,
    FloatType floatType) {

  /**
   * @throws io.gan4j.api.network.ShapeMismatchException if a layer sees labels that the data has
   *     not
   */
  public GanPlan {
    Check.positive("batchSize", batchSize);
    phases = List.copyOf(Check.notEmpty("phases", phases));
    generator.network().requireLabels(labels);
    discriminator.network().requireLabels(labels);
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
