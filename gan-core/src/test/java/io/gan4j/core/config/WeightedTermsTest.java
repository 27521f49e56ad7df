package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.PlayerRole;
import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.TermConfig;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.spec.Default;
import io.gan4j.api.term.Term;
import io.gan4j.api.term.TermContext;
import io.gan4j.api.term.TermValue;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.components.schedule.CosineSchedule;
import io.gan4j.components.term.BcrTerm;
import io.gan4j.components.term.GradientPenaltyTerm;
import io.gan4j.components.term.L2Term;
import io.gan4j.components.term.LecamTerm;
import io.gan4j.components.term.R1Term;
import io.gan4j.core.plugin.Registry;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A term in a run file")
class WeightedTermsTest {

  /** A term of somebody else, with a weight of its own that means something else. */
  record OwnWeight(@Default("3") double weight) implements Term {
    @Override
    public Set<PlayerRole> paidBy() {
      return Set.of(PlayerRole.GENERATOR);
    }

    @Override
    public <T> TermValue<T> apply(TermContext<T> context) {
      return TermValue.of(context.ops().constant(weight));
    }
  }

  private static final class Outsider implements GanPlugin {
    @Override
    public String name() {
      return "outsider";
    }

    @Override
    public void contribute(Contributions to) {
      to.component(Term.class, "own-weight", OwnWeight.class);
    }
  }

  private final Registry registry = Registry.of(new BuiltinPlugin(), new Outsider());

  private TermConfig term(String yaml) {
    return new Binder(registry).bind(YamlTree.parse(yaml, "test"), TermConfig.class);
  }

  private String line(TermConfig term) {
    return new ConfigWriter(registry).line(TermConfig.class, term);
  }

  private List<Problem> problems(String yaml) {
    return catchThrowableOfType(ConfigException.class, () -> term(yaml)).problems();
  }

  @Test
  @DisplayName("has its weight, its interval and its name beside its own keys")
  void beside() {
    assertThat(term("r1")).isEqualTo(new TermConfig(new R1Term(), 10));
    assertThat(term("{type: r1, gamma: 2, every: 16}"))
        .isEqualTo(new TermConfig(new R1Term(), Schedule.constant(2), 16, null));
    assertThat(term("{type: gradient-penalty, target: 2, weight: 5, every: 4}"))
        .isEqualTo(
            new TermConfig(new GradientPenaltyTerm(2, false), Schedule.constant(5), 4, null));
    assertThat(term("{type: l2, player: generator, weight: 1.0e-4, name: decay}"))
        .isEqualTo(
            new TermConfig(new L2Term(PlayerRole.GENERATOR), Schedule.constant(1e-4), 1, "decay"));
    assertThat(term("lecam")).isEqualTo(new TermConfig(new LecamTerm(0.99, true), 0.3));
    assertThat(term("bcr")).isEqualTo(new TermConfig(new BcrTerm(10, 10, true, 4), 1));
  }

  @Test
  @DisplayName("takes a schedule where a number stands")
  void schedules() {
    assertThat(term("{type: r1, gamma: {type: cosine, from: 2, to: 0.2, images: 1000}}"))
        .isEqualTo(
            new TermConfig(new R1Term(), new CosineSchedule(2, 0.2, null, null, 1000L), 1, null));
  }

  @Test
  @DisplayName("is written as it is read, a weight that stays as a number")
  void written() {
    for (String yaml :
        List.of(
            "{type: r1, gamma: 10.0, every: 16}",
            "{type: l2, player: generator, weight: 1.0e-4, every: 1, name: decay}",
            "{type: r2, gamma: {type: linear, from: 1.0, to: 0.0, steps: 5, hold: 0.0}, every: 1}",
            "{type: own-weight, weight: 7.0, every: 2}")) {
      assertThat(line(term(yaml))).isEqualTo(yaml);
    }
  }

  @Test
  @DisplayName("keeps a key of its own that is called as a common one")
  void ownKey() {
    TermConfig term = term("{type: own-weight, weight: 7}");
    assertThat(term).isEqualTo(new TermConfig(new OwnWeight(7), 1));
  }

  @Test
  @DisplayName("has all mistakes told, each at its key")
  void mistakes() {
    assertThat(
            problems("{type: gradient-penalty, target: -1, weight: -2, every: 0, wieght: 3}")
                .stream()
                .map(p -> p.path() + " " + p.message()))
        .containsExactlyInAnyOrder(
            "target must be > 0, found -1.0",
            "weight must be >= 0, found -2.0",
            "every must be > 0, found 0",
            "wieght unknown key; did you mean 'weight'? Accepted: target, oneSided, weight, every,"
                + " name");
    assertThat(problems("{type: l2, player: generator}"))
        .singleElement()
        .satisfies(p -> assertThat(p.path()).isEqualTo("weight"))
        .satisfies(p -> assertThat(p.message()).startsWith("is missing; expected a schedule"));
    assertThat(problems("{type: r1, weight: 3}"))
        .singleElement()
        .asString()
        .contains("unknown key", "gamma", "every", "name");
    assertThat(problems("{type: r1, name: Not So}")).singleElement().asString().contains("name");
  }

  @Test
  @DisplayName("is described with all of its keys")
  void described() {
    var r1 =
        new Describe(registry)
            .kind(registry.kind(Term.class).orElseThrow()).components().stream()
                .filter(c -> c.name().equals("r1"))
                .findFirst()
                .orElseThrow();
    assertThat(r1.parameters())
        .extracting(Describe.ParameterInfo::name, Describe.ParameterInfo::defaultYaml)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("gamma", "10"),
            org.assertj.core.groups.Tuple.tuple("every", "1"),
            org.assertj.core.groups.Tuple.tuple("name", null));
  }
}
