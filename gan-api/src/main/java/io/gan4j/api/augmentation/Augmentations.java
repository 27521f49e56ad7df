package io.gan4j.api.augmentation;

import io.gan4j.api.optimizer.Progress;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.PlainNumber;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a discriminator sees samples through, real and generated ones, whoever trains. Penalties on
 * its gradient differentiate through it, with respect to the sample as it was.
 */
@Doc("Random changes of all samples that the discriminator judges")
public record Augmentations(
    @Doc("The changes, in this order") List<Augmentation> transforms,
    @Doc("Probability of each change, for each sample by itself, in [0, 1]")
        @Default("1")
        @PlainNumber
        Schedule probability,
    @Doc("Steers the probability instead; absent: it is as probability says")
        @Nullable AdaptiveProbability adapt) {

  public Augmentations {
    transforms = List.copyOf(Check.notEmpty("transforms", transforms));
    Schedule.share("probability", probability);
    Check.relation(
        adapt == null || probability.equals(Schedule.constant(1)),
        "probability",
        Set.of("adapt"),
        "must be left out where adapt steers it",
        probability.valueAt(Progress.START));
  }
}
