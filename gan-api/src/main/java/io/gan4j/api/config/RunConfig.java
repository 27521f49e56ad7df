package io.gan4j.api.config;

import io.gan4j.api.data.Latents;
import io.gan4j.api.metric.Metric;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.term.Loss;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A whole run as data: what a run file says, all defaults filled in. */
@Doc("A whole run")
public record RunConfig(
    @Doc("Name of the run; the run directory is named after it") @Default("run") String name,
    @Doc("Seed of every random number of the run") @Default("7") long seed,
    @Doc("Where to run: auto, cpu, or gpu:N") @Default("auto") String device,
    @Doc("Where the real samples come from") DataConfig data,
    @Doc("Distribution of the generator's input") @Default("{type: normal, size: 100}")
        Latents latents,
    @Doc("The generator") PlayerConfig generator,
    @Doc("The discriminator") PlayerConfig discriminator,
    @Doc("What the two players minimise") @Default("non-saturating") Loss loss,
    @Doc("Further terms that a player pays: penalties, auxiliary losses") @Default("[]")
        List<TermConfig> terms,
    @Doc("How long, and in which order the players move") @Default("{}") TrainingConfig training,
    @Doc("Sample grids during training") @Default("{}") SamplesConfig samples,
    @Doc("Checkpoints during training") @Default("{}") CheckpointsConfig checkpoints,
    @Doc("What is watched during training, and what is done about it") @Default("{}")
        WatchesConfig watches,
    @Doc("Weights that the players begin with, taken from another run; none if absent")
        @Nullable InitFromConfig initFrom,
    @Doc("What is measured during training and by gan evaluate") @Default("[]")
        List<Metric> metrics,
    @Doc("How it is measured") @Default("{}") EvaluationConfig evaluation,
    @Doc(
            "Classes that fakes are made for: uniform, empirical (as the data has them) or batch"
                + " (those of the real samples, by place); absent: uniform")
        @Nullable Conditions conditions) {

  public RunConfig {
    Check.rule(
        name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,99}"),
        "name",
        "must be letters, digits, '.', '_' or '-' (at most 100, no path)",
        "'" + name + "'");
    Check.rule(
        device.matches("auto|cpu|gpu(:\\d{1,3})?"),
        "device",
        "must be auto, cpu or gpu:N",
        "'" + device + "'");
    terms = TermConfig.ownNames("terms", terms);
    metrics = List.copyOf(metrics);
    Check.relation(
        evaluation.everyImages() == 0 || !metrics.isEmpty(),
        "metrics",
        Set.of("evaluation"),
        "must name what evaluation.everyImages is to measure",
        "none");
  }

  /** The same run on other data. */
  public RunConfig withData(DataConfig other) {
    return new RunConfig(
        name,
        seed,
        device,
        other,
        latents,
        generator,
        discriminator,
        loss,
        terms,
        training,
        samples,
        checkpoints,
        watches,
        initFrom,
        metrics,
        evaluation,
        conditions);
  }
}
