package io.gan4j.api.config;

import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One phase, as a run file spells it out. See {@link io.gan4j.api.training.Phase}. */
@Doc("One phase of a training step")
public record PhaseConfig(
    @Doc("Name, unique among the phases") String name,
    @Doc(
            "Players whose weights are updated, from the same point: [discriminator], [generator]"
                + " or both; in other games their players")
        Set<String> moves,
    @Doc("Times in a row") @Default("1") int repeat,
    @Doc("Due at training steps 0, n, 2n, …") @Default("1") int every,
    @Doc("fresh, or the name of an earlier phase whose real samples are used again")
        @Default("fresh")
        String data,
    @Doc("fresh, or the name of an earlier phase whose latents, masks and noise are used again")
        @Default("fresh")
        String noise,
    @Doc("Players whose weights are reset to their earlier values at the phase's end")
        @Default("[]")
        Set<String> scratch,
    @Doc(
            "What is minimised; absent: the loss, and every term of the run file, of the players"
                + " that are updated")
        @Nullable List<TermConfig> terms) {

  public PhaseConfig {
    moves = Set.copyOf(Check.notEmpty("moves", moves));
    scratch = Set.copyOf(scratch);
    Check.positive("repeat", repeat);
    Check.positive("every", every);
    Check.rule(
        !name.isBlank() && !name.equals("fresh"),
        "name",
        "must be a word other than 'fresh'",
        "'" + name + "'");
    if (terms != null) {
      terms = TermConfig.ownNames("terms", terms);
    }
  }
}
