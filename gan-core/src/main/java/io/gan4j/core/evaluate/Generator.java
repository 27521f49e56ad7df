package io.gan4j.core.evaluate;

import io.gan4j.api.GanException;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanPlan.Sampler;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.api.provider.PairingPlan;
import io.gan4j.api.term.ScoreKind;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;

/** What is measured: a generator, and the discriminator where there is one. */
public interface Generator {

  /** What a sample is, in the range the networks see. */
  SampleSpace space();

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
   * The run's sampler. Latents are drawn from the given seeds, beside the run's own.
   *
   * @throws GanException if nobody in the run makes samples of latents
   */
  static Generator of(GanSession session, GanPlan plan) {
    return of(
        session,
        plan.sampler()
            .orElseThrow(
                () -> new GanException("no player of this run's game makes samples of latents")));
  }

  /** The same of any player that makes samples of latents. */
  static Generator of(GanSession session, Sampler sampler) {
    GanPlan plan = session.plan();
    return new Generator() {
      @Override
      public SampleSpace space() {
        return plan.side(sampler.side()).samples();
      }

      @Override
      public int classes() {
        return plan.classesSeenBy(sampler.player());
      }

      @Override
      public FloatNdArray sample(long seed, int count, int @Nullable [] labels) {
        return session.generate(
            sampler.player(), session.drawLatents(sampler.latents(), seed, count), labels);
      }

      @Override
      public @Nullable Judge discriminate() {
        return plan.scorer(sampler).map(scorer -> judge(session, scorer)).orElse(null);
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

  /** An exported generator. It is refused when it samples if the space is not its samples'. */
  static Generator of(GeneratorModel model, SampleSpace space) {
    return new Generator() {
      @Override
      public SampleSpace space() {
        return space;
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
      public @Nullable Judge discriminate() {
        return null;
      }
    };
  }
}
