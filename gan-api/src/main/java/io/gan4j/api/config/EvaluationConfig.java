package io.gan4j.api.config;

import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Split;
import io.gan4j.api.metric.Features;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the metrics of a run are measured: on how many samples of what. */
@Doc("How metrics are measured")
public record EvaluationConfig(
    @Doc("Real samples seen between two evaluations during training; 0: none") @Default("0")
        long everyImages,
    @Doc("Generated samples") @Default("10000") int generated,
    @Doc("Real samples at most; those taken of more are the same every time") @Default("10000")
        int real,
    @Doc("Real samples to compare with; absent: the training data, or their source's split")
        @Nullable DatasetReader data,
    @Doc("Which of them, as data.split says it, for example test; absent: all")
        @Nullable String split,
    @Doc("Real samples for what a metric has to choose before it measures")
        @Nullable DatasetReader validation,
    @Doc("Which of them, or of the training data's source; absent: all, or none")
        @Nullable String validationSplit,
    @Doc("What turns samples into features") @Default("pixels") Features features,
    @Doc("Seed of generated samples and of metrics' own draws") @Default("1") long seed,
    @Doc("Evaluations with seeds of their own, for the spread of values that know none")
        @Default("1")
        int runs,
    @Doc(
            "Draws of both sides' samples with replacement, for the spread of values that know"
                + " none of one run; 0: none")
        @Default("0")
        int bootstrap,
    @Doc("Evaluations in a row without a better first metric after which training stops; 0: never")
        @Default("0")
        int patience) {

  public EvaluationConfig {
    Check.notNegative("everyImages", everyImages);
    Check.positive("generated", generated);
    Check.positive("real", real);
    if (split != null) {
      Split.parse("split", split);
    }
    if (validationSplit != null) {
      Split.parse("validationSplit", validationSplit);
    }
    Check.positive("runs", runs);
    Check.rule(bootstrap == 0 || bootstrap > 1, "bootstrap", "must be 0 or above 1", bootstrap);
    Check.relation(
        bootstrap == 0 || runs == 1,
        "bootstrap",
        Set.of("runs"),
        "must be 0 where several runs give the spread",
        bootstrap);
    Check.notNegative("patience", patience);
  }
}
