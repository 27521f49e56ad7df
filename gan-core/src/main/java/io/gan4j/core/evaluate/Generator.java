package io.gan4j.core.evaluate;

import io.gan4j.api.GanException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.Maker;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.term.ScoreKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/** What is measured: a generator, and the discriminator where there is one. */
public interface Generator {

  /** What a sample is, in the range the networks see. */
  SampleSpace space();

  /** The side of the data that its samples are like; empty for the first. */
  default Optional<String> side() {
    return Optional.empty();
  }

  /** Classes whose labels it sees; 0 if it sees none. */
  int classes();

  /**
   * Samples {@code [count, …]}: equal seeds give equal samples.
   *
   * @param labels a class for each; null exactly if it sees no labels
   */
  FloatNdArray sample(long seed, int count, int @Nullable [] labels);

  /** The discriminator; null if there is none. */
  @Nullable Judge discriminate();

  /** The same generator of sources that are paired with samples; null if it is none. */
  default @Nullable Translator translator() {
    return null;
  }

  /** The same generator of samples under conditions that are numbers; null if it takes none. */
  default @Nullable Conditional conditional() {
    return null;
  }

  /** Of latents that begin with categorical codes: how many values each has, in order. */
  default List<Integer> categories() {
    return List.of();
  }

  /**
   * The latents of the samples of a seed, {@code [count, …]}.
   *
   * @throws IllegalStateException if it takes none
   */
  default FloatNdArray latents(long seed, int count) {
    throw new IllegalStateException("this generator takes no latents");
  }

  /** A generator of samples under conditions that belong to each real sample. */
  interface Conditional {
    /** The side of the data that holds the real samples. */
    String samples();

    /** The side of the data that holds their conditions. */
    String conditions();

    /** What a condition is, as the networks see it. */
    SampleSpace numbers();

    /** Names of the numbers of a condition: their places where the data have none. */
    List<String> names();

    /**
     * What it makes, {@code [count, …]}.
     *
     * @param sides the data of each side that it takes, by name
     * @param seed of latents
     * @param places of the conditions in their data
     */
    FloatNdArray make(Function<String, Dataset> sides, long seed, long[] places);
  }

  /** A generator that makes of each source what it is paired with. */
  interface Translator {
    /** The side of the data that holds what sources are paired with. */
    String targets();

    /**
     * What it makes, {@code [count, …]}.
     *
     * @param sides the data of each side that it takes, by name
     * @param places of the sources in their data
     */
    FloatNdArray make(Function<String, Dataset> sides, long[] places);
  }

  /** A discriminator. */
  interface Judge {
    /** What its scores mean. */
    ScoreKind kind();

    /** Whether it sees labels. */
    boolean seesLabels();

    /**
     * Raw scores of samples {@code [n, …]}: {@code [n]} or {@code [n, …]}.
     *
     * @param labels a class for each; null exactly if it sees no labels
     */
    FloatNdArray score(FloatNdArray samples, int @Nullable [] labels);
  }

  /**
   * Who makes the run's samples. Latents, and the real samples that it takes, are drawn by the
   * given seeds, beside the run's own.
   *
   * @param data the real samples of a side, by its name, for one that takes some
   * @throws GanException if nobody in the run makes samples
   */
  static Generator of(GanSession session, Function<String, Dataset> data) {
    return of(
        session,
        session
            .plan()
            .maker()
            .orElseThrow(() -> new GanException("no player of this run's game makes samples")),
        data);
  }

  /** The same of any player that makes samples. */
  static Generator of(GanSession session, Maker maker, Function<String, Dataset> data) {
    GanPlan plan = session.plan();
    MakerInputs inputs = new MakerInputs(session, maker, data);
    return new Generator() {
      @Override
      public SampleSpace space() {
        return plan.side(maker.side()).samples();
      }

      @Override
      public Optional<String> side() {
        return Optional.of(maker.side());
      }

      @Override
      public int classes() {
        return inputs.classes();
      }

      @Override
      public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
        return inputs.samples(inputs.anywhere(seed, count, labels));
      }

      @Override
      public @Nullable Translator translator() {
        return PairedMaker.of(session, maker).orElse(null);
      }

      @Override
      public @Nullable Conditional conditional() {
        return ConditionalMaker.of(session, maker).orElse(null);
      }

      @Override
      public List<Integer> categories() {
        return maker.latents().map(name -> plan.latents(name).categories()).orElse(List.of());
      }

      @Override
      public FloatNdArray latents(long seed, int count) {
        return session.drawLatents(maker.latents().orElseThrow(), seed, count);
      }

      @Override
      public @Nullable Judge discriminate() {
        return maker
            .sampler()
            .flatMap(plan::scorer)
            .map(scorer -> judge(session, scorer))
            .orElse(null);
      }
    };
  }

  private static Judge judge(GanSession session, PairingPlan scorer) {
    return new Judge() {
      @Override
      public ScoreKind kind() {
        return scorer.scoreKind();
      }

      @Override
      public boolean seesLabels() {
        return session.plan().classesSeenBy(scorer.pairing().discriminator()) > 0;
      }

      @Override
      public FloatNdArray score(FloatNdArray samples, int @Nullable [] labels) {
        return session.score(scorer.pairing().discriminator(), samples, labels);
      }
    };
  }

  /**
   * An exported generator. It is refused when it samples if the space is not its samples'.
   *
   * @param side the side of the data that its samples are like; null for the first
   * @param categories of latents that begin with categorical codes: how many values each has
   */
  static Generator of(
      GeneratorModel model, SampleSpace space, @Nullable String side, List<Integer> categories) {
    return new Generator() {
      @Override
      public SampleSpace space() {
        return space;
      }

      @Override
      public Optional<String> side() {
        return Optional.ofNullable(side);
      }

      @Override
      public int classes() {
        return model.classes();
      }

      @Override
      public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
        FloatNdArray samples = model.sample(seed, count, labels);
        if (!samples.shape().tail().equals(space.shape())) {
          throw new GanException(
              "this model makes samples of shape "
                  + samples.shape().tail()
                  + ", and its metadata says "
                  + space.shape());
        }
        return samples;
      }

      @Override
      public List<Integer> categories() {
        return categories;
      }

      @Override
      public FloatNdArray latents(long seed, int count) {
        return model.drawLatents(seed, count);
      }

      @Override
      public @Nullable Judge discriminate() {
        return null;
      }
    };
  }
}
