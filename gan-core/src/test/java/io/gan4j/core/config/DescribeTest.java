package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.config.RunConfig;
import io.gan4j.components.BuiltinPlugin;
import io.gan4j.core.config.Describe.KindInfo;
import io.gan4j.core.config.Describe.ParameterInfo;
import io.gan4j.core.config.Describe.RecordInfo;
import io.gan4j.core.config.ZooPlugin.Animal;
import io.gan4j.core.config.ZooPlugin.Zoo;
import io.gan4j.core.plugin.Registry;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What can stand in a run file")
class DescribeTest {
  private final Registry registry = Registry.of(new ZooPlugin(), new BuiltinPlugin());
  private final Describe describe = new Describe(registry);

  @Test
  @DisplayName("is told from the records: meaning, paper, parameters and defaults")
  void component() {
    KindInfo animals = describe.kind(registry.kind(Animal.class).orElseThrow());

    assertThat(animals.word()).isEqualTo("animal");
    assertThat(animals.plural()).isEqualTo("animals");
    RecordInfo cat = animals.components().get(0);
    assertThat(cat.name()).isEqualTo("cat");
    assertThat(cat.meaning()).isEqualTo("A cat");
    assertThat(cat.paper()).isEqualTo("Schrödinger 1935");
    assertThat(cat.plugin()).isEqualTo("plugin 'zoo' (io.gan4j.core.config.ZooPlugin)");
    assertThat(cat.parameters())
        .containsExactly(
            new ParameterInfo("lives", "a whole number", "9", false, "Lives left, > 0"),
            new ParameterInfo("food", "an amount or a number", "2.5", false, "Grams per day"),
            new ParameterInfo("size", "one of small, very-large", "small", false, "Its size"));
    assertThat(animals.components().get(1).parameters())
        .containsExactly(
            new ParameterInfo("name", "text", null, true, ""),
            new ParameterInfo("friend", "an animal", null, false, ""));
  }

  @Test
  @DisplayName("covers lists, sets, maps and paths")
  void types() {
    assertThat(describe.section(Zoo.class).parameters())
        .extracting(ParameterInfo::type)
        .containsExactly(
            "text",
            "a whole number",
            "a whole number",
            "a number",
            "true or false",
            "one of small, very-large",
            "a path",
            "a list of: a whole number",
            "a set of: one of small, very-large",
            "a map of: a number",
            "an animal",
            "a list of: an animal",
            "a map",
            "a whole number");
  }

  @Test
  @DisplayName("has every kind that has components, and every section of the run file")
  void kinds() {
    assertThat(describe.kinds())
        .extracting(KindInfo::plural)
        .contains(
            "games",
            "losses",
            "terms",
            "architectures",
            "layers",
            "optimizers",
            "animals",
            "amounts")
        .doesNotHaveDuplicates();
    assertThat(new Describe(Registry.of(List.of())).kinds()).isEmpty();
    assertThat(describe.section(RunConfig.class).parameters())
        .extracting(ParameterInfo::name)
        .startsWith("name", "seed", "device", "precision", "provider", "data");
  }
}
