package io.gan4j.components.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.metric.MetricValue;
import io.gan4j.testkit.FakeEvaluation;
import io.gan4j.testkit.FakeSamples;
import io.gan4j.testkit.MetricContract;
import io.gan4j.testkit.MetricContract.Case;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Information of codes")
class CodeInformationTest {
  /** Samples of these classes out of three. */
  private static FakeSamples of(int... classes) {
    double[][] rows = new double[classes.length][1];
    double[][] probabilities = new double[classes.length][3];
    for (int i = 0; i < classes.length; i++) {
      probabilities[i][classes[i]] = 1;
    }
    return FakeSamples.of(rows).withProbabilities(probabilities);
  }

  private static FakeEvaluation evaluation(FakeSamples samples, int[]... codes) {
    return FakeEvaluation.of(samples.withCodes(codes));
  }

  @TestFactory
  Stream<DynamicTest> keepsTheContract() {
    FakeEvaluation same = evaluation(of(0, 1, 2, 0, 1, 2), new int[] {2, 0, 1, 2, 0, 1});
    FakeEvaluation none = evaluation(of(0, 1, 0, 1), new int[] {0, 0, 1, 1});
    // The second value tells the class, the first leaves one of two.
    FakeEvaluation half = evaluation(of(0, 1, 2, 2), new int[] {0, 0, 1, 1});
    FakeEvaluation two = evaluation(of(0, 1, 0, 1), new int[] {0, 0, 1, 1}, new int[] {1, 0, 1, 0});
    return MetricContract.of(
            new CodeInformation(),
            new Case(
                "is all where names alone differ",
                same,
                "code-information",
                Math.log(3) / Math.log(2)),
            new Case("agrees then throughout", same, "code-agreement", 1),
            new Case("is nothing of independent ones", none, "code-information", 0),
            new Case("is the entropy less what is left", half, "code-information", 1),
            new Case("counts the most frequent class", half, "code-agreement", 0.75),
            new Case("is that of the code that tells most", two, "code-information", 1),
            new Case("names each code", two, "code-information-0", 0))
        .tests();
  }

  @Test
  @DisplayName("are those of one code without further values")
  void one() {
    assertThat(new CodeInformation().measure(evaluation(of(0, 1), new int[] {0, 1})))
        .extracting(MetricValue::name)
        .containsExactly("code-information", "code-agreement");
  }
}
