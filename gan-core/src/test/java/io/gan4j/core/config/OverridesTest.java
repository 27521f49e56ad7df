package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.core.config.ZooPlugin.Cat;
import io.gan4j.core.config.ZooPlugin.Dog;
import io.gan4j.core.config.ZooPlugin.Fixed;
import io.gan4j.core.config.ZooPlugin.Growing;
import io.gan4j.core.config.ZooPlugin.Keeper;
import io.gan4j.core.config.ZooPlugin.Size;
import io.gan4j.core.config.ZooPlugin.Zoo;
import io.gan4j.core.plugin.Registry;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("--set path=value")
class OverridesTest {
  private final Registry registry = Registry.of(new ZooPlugin());

  private Zoo zoo(String yaml, String... sets) {
    Node tree = YamlTree.parse(yaml, "zoo.yaml");
    Node changed = new Overrides(registry, Zoo.class).apply(tree, List.of(sets));
    return new Binder(registry).bind(changed, Zoo.class);
  }

  private String refusal(String yaml, String... sets) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> zoo(yaml, sets));
    assertThat(e).as(String.join(" ", sets)).isNotNull();
    return String.valueOf(e.getMessage());
  }

  @Nested
  @DisplayName("changes")
  class Changes {

    @Test
    @DisplayName("a value, there or not")
    void values() {
      assertThat(zoo("count: 1", "count=5").count()).isEqualTo(5);
      assertThat(zoo("{}", "count=5", "name=x=y").name()).isEqualTo("x=y");
    }

    @Test
    @DisplayName("what is inside of maps, lists and components")
    void inside() {
      Zoo zoo =
          zoo(
              "gates: [1, 2]\nprices: {a: 1}\nanimals: [{type: cat, lives: 3, size: very-large}]",
              "gates[1]=7",
              "prices.b=2",
              "animals[0].lives=4");

      assertThat(zoo.gates()).containsExactly(1, 7);
      assertThat(zoo.prices()).containsEntry("a", 1.0).containsEntry("b", 2.0);
      assertThat(zoo.animals()).containsExactly(new Cat(4, new Fixed(2.5), Size.VERY_LARGE));
    }

    @Test
    @DisplayName("a list, a map or a component as a whole")
    void wholes() {
      Zoo zoo =
          zoo("gates: [1, 2]", "gates=[3]", "star={type: dog, name: Rex}", "keeper={name: Ada}");

      assertThat(zoo.gates()).containsExactly(3);
      assertThat(zoo.star()).isEqualTo(new Dog("Rex", null));
      assertThat(zoo.keeper()).isEqualTo(new Keeper("Ada", false));
    }

    @Test
    @DisplayName("a parameter of what the file gives by its bare name or number")
    void shortForms() {
      assertThat(zoo("star: cat", "star.lives=2").star())
          .isEqualTo(new Cat(2, new Fixed(2.5), Size.SMALL));
      assertThat(zoo("star: {type: cat, food: 7}", "star.food.value=8").star())
          .isEqualTo(new Cat(9, new Fixed(8), Size.SMALL));
    }

    @Test
    @DisplayName("a parameter of what is there only by default")
    void defaults() {
      assertThat(zoo("{}", "star.lives=2").star())
          .isEqualTo(new Cat(2, new Fixed(2.5), Size.SMALL));
      assertThat(zoo("star:\n", "star.lives=2").star())
          .isEqualTo(new Cat(2, new Fixed(2.5), Size.SMALL));
      assertThat(zoo("{}", "star.food.value=8").star())
          .isEqualTo(new Cat(9, new Fixed(8), Size.SMALL));
      assertThat(zoo("{}", "sizes[0]=very-large").sizes()).containsExactly(Size.VERY_LARGE);
      assertThat(zoo("", "keeper.name=Ada").keeper()).isEqualTo(new Keeper("Ada", false));
    }

    @Test
    @DisplayName("a component's type, and drops the parameters of the old one")
    void types() {
      assertThat(zoo("star: {type: cat, lives: 2}", "star=cat").star())
          .isEqualTo(new Cat(9, new Fixed(2.5), Size.SMALL));
      assertThat(zoo("star: {type: cat, lives: 2}", "star.type=dog", "star.name=Rex").star())
          .isEqualTo(new Dog("Rex", null));
      assertThat(zoo("star: {type: cat, lives: 2}", "star.type=cat").star())
          .isEqualTo(new Cat(2, new Fixed(2.5), Size.SMALL));
      assertThat(zoo("{}", "star.food.type=growing", "star.food.to=3").star())
          .isEqualTo(new Cat(9, new Growing(1, 3), Size.SMALL));
    }

    @Test
    @DisplayName("a value to nothing")
    void nothing() {
      assertThat(zoo("limit: 3\nkeeper: {name: Ada}", "limit=", "keeper=null").limit()).isNull();
    }

    @Test
    @DisplayName("the same thing twice: the later wins")
    void twice() {
      assertThat(zoo("{}", "count=3", "count=4").count()).isEqualTo(4);
    }
  }

  @Nested
  @DisplayName("refuses")
  class Refuses {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "count | --set count: has no '='; write --set path=value, as in training.steps=100",
          "=5 | --set : is not a path; write keys and dots, as in training.steps or terms[0].weight",
          "a..b=5 | --set a..b: is not a path; write keys and dots, as in training.steps or terms[0].weight",
          ".a=5 | --set .a: is not a path; write keys and dots, as in training.steps or terms[0].weight",
          "a.=5 | --set a.: is not a path; write keys and dots, as in training.steps or terms[0].weight",
          "a[x]=5 | --set a[x]: is not a path; write keys and dots, as in training.steps or terms[0].weight",
          "a[1]b=5 | --set a[1]b: is not a path; write keys and dots, as in training.steps or terms[0].weight",
          "[0]=5 | --set [0]: is not a path; write keys and dots, as in training.steps or terms[0].weight",
          "a.[0]=5 | --set a.[0]: is not a path; write keys and dots, as in training.steps or terms[0].weight",
          "count=[1 | --set count: the list opened with '[' on line 1 is not closed by ']' before this",
          "count.x=5 | --set count.x: count is a whole number, so it has no 'x'",
          "gates.x=5 | --set gates.x: gates is a list; say which item: gates[0]",
          "gates[2]=5 | --set gates[2]: gates has 2 items, [0] to [1], found [2]",
          "animals[0].lives=5 | --set animals[0].lives: animals has no items; set the whole list, found [0]",
          "count[0]=5 | --set count[0]: count is not a list, so it has no item [0]",
          "star[0]=5 | --set star[0]: star is not a list, so it has no item [0]",
        })
    @DisplayName("what is no path, or leads nowhere")
    void paths(String set, String message) {
      assertThat(refusal("gates: [1, 2]", set)).isEqualTo(message);
    }

    @Test
    @DisplayName("keys, values and components as a file's are refused, naming the option")
    void asInAFile() {
      assertThat(refusal("{}", "cout=3"))
          .startsWith("--set cout: unknown key; did you mean 'count'? Accepted: name, count,");
      assertThat(refusal("{}", "star.food.valu=3"))
          .isEqualTo("--set star.food.valu: unknown key; did you mean 'value'? Accepted: value");
      assertThat(refusal("{}", "kepper.name=Ada"))
          .startsWith("--set kepper.name: kepper: unknown key; did you mean 'keeper'?");
      assertThat(refusal("{}", "count=x"))
          .isEqualTo("--set count: expected a whole number, found 'x'");
      assertThat(refusal("{}", "star.lives=0")).isEqualTo("--set star.lives: must be > 0, found 0");
      assertThat(refusal("{}", "star=dgo"))
          .startsWith("--set star: no animal is called 'dgo'; did you mean 'dog'?");
      assertThat(refusal("{}", "prices={a: 1, a: 2}"))
          .isEqualTo("--set prices: the key 'a' stands here a second time");
    }

    @Test
    @DisplayName("without hiding what is wrong in the file, which keeps its lines")
    void together() {
      assertThat(refusal("count: 1\nstar: {type: cat, lives: x}", "star.size=big", "area=-1"))
          .isEqualTo(
              """
              zoo.yaml:2: star.lives: expected a whole number, found 'x'
              --set star.size: found 'big'; accepted: small, very-large
              --set area: must be >= 0, found -1""");
    }

    @Test
    @DisplayName("all that is wrong at once")
    void several() {
      assertThat(refusal("{}", "count", "a..b=1"))
          .hasLineCount(2)
          .contains("--set count: has no '='", "--set a..b: is not a path");
    }
  }

  @Test
  @DisplayName("leaves the tree that it was given as it was")
  void pure() {
    Node tree = YamlTree.parse("gates: [1]\nstar: cat\n", "zoo.yaml");
    Node before = YamlTree.parse("gates: [1]\nstar: cat\n", "zoo.yaml");

    new Overrides(registry, Zoo.class).apply(tree, List.of("gates[0]=2", "star.lives=1"));

    assertThat(tree).isEqualTo(before);
  }
}
