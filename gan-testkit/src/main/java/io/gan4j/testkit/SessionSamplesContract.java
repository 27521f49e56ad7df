package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gan4j.api.data.Batch;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.PhaseReport;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;

/** Samples that are seen, made and scored. */
record SessionSamplesContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("scales bytes as the data set does", this::bytes)
        .promise("draws latents from a seed", this::latents)
        .promise("generates and scores any number of samples", this::shapes)
        .promise("generates and scores for labels", this::labels);
  }

  private void bytes() {
    GanPlan plan = SmallPlan.images().build();
    try (GanSession session = provider.open(plan)) {
      Batch batch = SmallPlan.batch(plan, 0);
      double[] decoded = new double[batch.bytes().length];
      Arrays.setAll(decoded, i -> plan.samples().decode(batch.bytes()[i]));
      double[] scores =
          NdValues.values(session.score(NdValues.floats(Shape.of(6, 2, 2, 1), decoded)));
      double mean = Arrays.stream(scores).average().orElseThrow();
      PhaseReport report = step(session, SmallPlan.DISCRIMINATOR, 0, 0, batch);
      assertThat(report.firstScores().real().orElseThrow()).isCloseTo(mean, within(1e-5));
    }
  }

  private void latents() {
    GanPlan plan = SmallPlan.points().build();
    try (GanSession session = provider.open(plan)) {
      FloatNdArray eight = session.drawLatents(3, 8);
      assertThat(eight.shape()).isEqualTo(Shape.of(8, 3));
      double[] all = NdValues.values(eight);
      assertThat(NdValues.values(session.drawLatents(3, 8))).as("again").isEqualTo(all);
      assertThat(NdValues.values(session.drawLatents(3, 5)))
          .as("the first 5 of 8")
          .isEqualTo(Arrays.copyOf(all, 15));
      assertThat(NdValues.values(session.drawLatents(4, 8))).as("another seed").isNotEqualTo(all);
      step(session, plan, SmallPlan.BOTH, 0);
      assertThat(NdValues.values(session.drawLatents(3, 8))).as("after a step").isEqualTo(all);
    }
  }

  private void shapes() {
    GanPlan plan = SmallPlan.images().build();
    try (GanSession session = provider.open(plan)) {
      for (int count : new int[] {1, 6, 11}) {
        FloatNdArray made = session.generate(session.drawLatents(1, count));
        assertThat(made.shape()).isEqualTo(Shape.of(count, 2, 2, 1));
        for (double value : NdValues.values(made)) {
          assertThat(value).as("in the data's range").isBetween(-1.0, 1.0);
        }
        FloatNdArray scores = session.score(made);
        assertThat(scores.shape().get(0)).isEqualTo(count);
        assertThat(scores.shape().size()).isEqualTo(count);
      }
      double[] six = NdValues.values(session.generate(session.drawLatents(1, 6)));
      double[] two = NdValues.values(session.generate(session.drawLatents(1, 2)));
      assertThat(two)
          .as("a sample does not depend on the batch it stands in")
          .containsExactly(Arrays.copyOf(six, two.length), within(1e-6));
    }
  }

  private void labels() {
    GanPlan plan = SmallPlan.labelled().build();
    int[] classes = {0, 1, 2, 2};
    try (GanSession session = provider.open(plan)) {
      step(session, plan, SmallPlan.BOTH, 0);
      FloatNdArray one = session.drawLatents(1, 1);
      FloatNdArray four = NdValues.repeated(one, 4);
      double[] made = NdValues.values(session.generate(four, classes));
      double[] scores = NdValues.values(session.score(NdValues.repeated(one2d(), 4), classes));
      assertThat(List.of(made[0], made[2], made[4]))
          .as("one latent's samples of three classes")
          .doesNotHaveDuplicates();
      assertThat(made[6]).as("and of the last again").isCloseTo(made[4], within(1e-6));
      assertThat(List.of(scores[0], scores[1], scores[2]))
          .as("one sample's scores as of three classes")
          .doesNotHaveDuplicates();
      assertThat(scores[3]).as("and of the last again").isCloseTo(scores[2], within(1e-6));
      for (int[] wrong : new int[][] {null, {0, 1, 2}, {0, 1, 2, 3}, {0, 1, 2, -1}}) {
        assertThatThrownBy(() -> session.generate(four, wrong))
            .as("labels %s for 4 samples of 3 classes", Arrays.toString(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("label");
        assertThatThrownBy(() -> session.score(NdValues.repeated(one2d(), 4), wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("label");
      }
    }
    try (GanSession unlabelled = provider.open(SmallPlan.points().build())) {
      assertThatThrownBy(() -> unlabelled.generate(unlabelled.drawLatents(1, 4), classes))
          .as("labels for a generator that sees none")
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static FloatNdArray one2d() {
    return NdValues.floats(Shape.of(1, 2), 0.5, -0.25);
  }
}
