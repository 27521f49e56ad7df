package io.gan4j.components.metric;

import io.gan4j.api.metric.Evaluation;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.metric.MetricNeed;
import io.gan4j.api.metric.MetricValue;
import io.gan4j.api.metric.Samples;
import io.gan4j.api.spec.Doc;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Mutual information of a categorical code and the class that a classifier sees in what is made of
 * it, in bits, from the table of both: {@code Σ p(c, k) log₂ (p(c, k) / p(c) p(k))}. At most the
 * logarithm of the smaller number of values. Of independent ones the table of n samples gives
 * {@code (values − 1)(classes − 1) / 2n ln 2} on average. Of several codes the first value is that
 * of the code that tells most. {@code code-agreement} is the share of samples whose class is the
 * most frequent one of their code's value.
 */
@Doc(
    value = "Bits that a categorical code of the latents tells of a sample's class",
    paper = "Chen et al. 2016, InfoGAN, section 7")
public record CodeInformation() implements Metric {

  @Override
  public Set<MetricNeed> needs() {
    return Set.of(MetricNeed.CLASSES, MetricNeed.CODES);
  }

  @Override
  public List<MetricValue> measure(Evaluation evaluation) {
    Samples generated = evaluation.generated();
    int[] classes = Classes.of(generated.probabilities());
    List<int[]> codes = generated.codes();
    List<Table> tables =
        codes.stream()
            .map(code -> Table.of(code, classes, generated.probabilities().width()))
            .toList();
    Table most = tables.get(0);
    for (Table table : tables) {
      most = table.bits() > most.bits() ? table : most;
    }
    List<MetricValue> values = new ArrayList<>();
    values.add(MetricValue.high("code-information", most.bits()));
    values.add(MetricValue.high("code-agreement", most.agreement()));
    if (tables.size() > 1) {
      for (int i = 0; i < tables.size(); i++) {
        values.add(MetricValue.fact("code-information-" + i, tables.get(i).bits()));
      }
    }
    return values;
  }

  /**
   * How often a value of a code and a class are found together.
   *
   * @param counts by the code's value, then the class
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Table(int[][] counts, int samples) {
    static Table of(int[] code, int[] classes, int classCount) {
      int[][] counts = new int[1 + Arrays.stream(code).max().orElse(0)][classCount];
      for (int i = 0; i < code.length; i++) {
        counts[code[i]][classes[i]]++;
      }
      return new Table(counts, code.length);
    }

    double bits() {
      int[] ofClass = new int[counts[0].length];
      for (int[] row : counts) {
        Arrays.setAll(ofClass, k -> ofClass[k] + row[k]);
      }
      double sum = 0;
      for (int[] row : counts) {
        double ofValue = Arrays.stream(row).sum();
        for (int k = 0; k < row.length; k++) {
          if (row[k] > 0) {
            sum += row[k] * Math.log(row[k] * (double) samples / (ofValue * ofClass[k]));
          }
        }
      }
      return Math.max(0, sum / samples / Math.log(2));
    }

    double agreement() {
      return Arrays.stream(counts).mapToInt(row -> Arrays.stream(row).max().orElse(0)).sum()
          / (double) samples;
    }
  }
}
