package io.gan4j.testkit;

import static io.gan4j.testkit.SessionSteps.step;
import static io.gan4j.testkit.SessionSteps.trained;
import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.provider.GanPlan;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.tensor.TensorOps;
import io.gan4j.api.term.Need;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.Shape;

/** What numbers depend on: seeds and draws alone. */
record SessionNoiseContract(GanProvider provider) {

  Contract contract() {
    return new Contract(provider.name())
        .promise("is the same for equal seeds, and another for others", this::seeds)
        .promise("draws noise by the number of the draw", this::draws)
        .promise("gives all terms of a phase the same noise", this::sharedNoise)
        .promise("draws the labels of fakes with the latents", this::fakeLabels);
  }

  private void seeds() {
    GanPlan plan = SmallPlan.points().seed(5).build();
    assertThat(
            NdValues.differences(
                trained(provider, plan, 0, 1, 2), trained(provider, plan, 0, 1, 2)))
        .as("state that differs between two runs of one seed")
        .isEmpty();
    GanPlan other = SmallPlan.points().seed(6).build();
    assertThat(NdValues.differences(trained(provider, plan), trained(provider, other)))
        .as("state that differs between two seeds")
        .isNotEmpty();
  }

  private void draws() {
    GanPlan plan = SmallPlan.points().build();
    try (GanSession session = provider.open(plan)) {
      Map<String, NdArray<?>> start = session.saveState();
      List<Map<String, NdArray<?>>> ends = new ArrayList<>();
      for (long draw : new long[] {4, 5, 4}) {
        session.restoreState(start);
        step(session, SmallPlan.GENERATOR, draw, 0, null);
        ends.add(session.saveState());
      }
      assertThat(NdValues.differences(ends.get(0), ends.get(2))).as("one draw twice").isEmpty();
      assertThat(NdValues.differences(ends.get(0), ends.get(1))).as("another draw").isNotEmpty();
    }
  }

  /** Tells a mean of this phase's noise and has no gradient of weight. */
  private record NoiseMean(PlayerRole payer) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(payer);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      T mean = context.ops().mean(context.noise().uniform("shared", Shape.of(3)));
      T free = context.ops().mul(context.ops().constant(0), context.ops().mean(context.fake()));
      return new TermValue<>(context.ops().add(mean, free), Map.of(), Map.of());
    }
  }

  private void sharedNoise() {
    GanPlan plan =
        SmallPlan.points()
            .term("first", new NoiseMean(PlayerRole.GENERATOR))
            .term("second", new NoiseMean(PlayerRole.DISCRIMINATOR))
            .build();
    try (GanSession session = provider.open(plan)) {
      Map<String, Double> terms = step(session, plan, SmallPlan.BOTH, 0).terms();
      assertThat(terms.get("second"))
          .as("the same stream of noise in two terms of a phase")
          .isNotNull()
          .isEqualTo(terms.get("first"));
      assertThat(step(session, plan, SmallPlan.BOTH, 1).terms().get("first"))
          .as("the next draw")
          .isNotEqualTo(terms.get("first"));
    }
  }

  /** Tells of the labels that the fakes were made for; has no gradient of weight. */
  private record FakeLabels(PlayerRole payer) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(payer);
    }

    @Override
    public Set<Need> needs() {
      return Set.of(Need.FAKE_LABELS);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      TensorOps<T> ops = context.ops();
      T labels = context.fakeLabels();
      T perClass = ops.sumExcept(labels, 1);
      return new TermValue<>(
          ops.mul(ops.constant(0), ops.mean(context.fake())),
          Map.of(),
          Map.of(
              "ones", ops.sum(ops.maxPerSample(labels)),
              "all", ops.sum(labels),
              "spread", ops.sum(ops.square(perClass))));
    }
  }

  private void fakeLabels() {
    GanPlan plan =
        SmallPlan.labelled()
            .term("g", new FakeLabels(PlayerRole.GENERATOR))
            .term("d", new FakeLabels(PlayerRole.DISCRIMINATOR))
            .build();
    try (GanSession session = provider.open(plan)) {
      List<Double> spreads = new ArrayList<>();
      for (long draw = 0; draw < 8; draw++) {
        Map<String, Double> ofG = step(session, SmallPlan.GENERATOR, draw, 0, null).reports();
        Map<String, Double> ofD = step(session, plan, SmallPlan.DISCRIMINATOR, draw).reports();
        assertThat(ofG.get("g/ones")).as("a one per label").isEqualTo(plan.batchSize());
        assertThat(ofG.get("g/all")).as("and nothing else").isEqualTo(plan.batchSize());
        assertThat(ofD.get("d/spread"))
            .as("the labels of one draw in two phases")
            .isNotNull()
            .isEqualTo(ofG.get("g/spread"));
        spreads.add(ofD.get("d/spread"));
      }
      assertThat(spreads.stream().distinct()).as("labels of several draws").hasSizeGreaterThan(1);
    }
  }
}
