package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.core.config.ZooPlugin.Animal;
import io.gan4j.core.config.ZooPlugin.Cage;
import io.gan4j.core.config.ZooPlugin.Cat;
import io.gan4j.core.config.ZooPlugin.Dog;
import io.gan4j.core.config.ZooPlugin.Fixed;
import io.gan4j.core.config.ZooPlugin.Growing;
import io.gan4j.core.config.ZooPlugin.House;
import io.gan4j.core.config.ZooPlugin.Keeper;
import io.gan4j.core.config.ZooPlugin.Posts;
import io.gan4j.core.config.ZooPlugin.Size;
import io.gan4j.core.config.ZooPlugin.Tour;
import io.gan4j.core.config.ZooPlugin.Yard;
import io.gan4j.core.config.ZooPlugin.Zoo;
import io.gan4j.core.plugin.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Binding")
class BinderTest {
  private static final Cat CAT = new Cat(9, new Fixed(2.5), Size.SMALL);
  private static final Zoo DEFAULT =
      new Zoo(
          "zoo",
          1,
          2,
          0.5,
          true,
          Size.SMALL,
          Path.of("data/zoo"),
          List.of(),
          Set.of(Size.SMALL),
          Map.of(),
          CAT,
          List.of(),
          null,
          null);

  private final Binder binder = new Binder(Registry.of(new ZooPlugin()));

  private <T> T bind(Class<T> type, String yaml) {
    return binder.bind(YamlTree.parse(yaml, "zoo.yaml"), type);
  }

  private String refusal(Class<?> type, String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> bind(type, yaml));
    assertThat(e).as(yaml).isNotNull();
    return String.valueOf(e.getMessage());
  }

  private String zooRefusal(String yaml) {
    return refusal(Zoo.class, yaml);
  }

  @Nested
  @DisplayName("fills in")
  class FillsIn {

    @Test
    @DisplayName("every default from the records, and null for what may be absent")
    void defaults() {
      assertThat(bind(Zoo.class, "{}")).isEqualTo(DEFAULT);
      assertThat(bind(Zoo.class, "# nothing\n")).isEqualTo(DEFAULT);
    }

    @Test
    @DisplayName("a value of every type")
    void everyType() {
      Zoo zoo =
          bind(
              Zoo.class,
              """
              name: 2014
              count: -3
              area: 9_000_000_000
              price: 1e-3
              open: no
              size: very-large
              folder: /data/x y
              gates: [1, 2]
              sizes: [very-large, small]
              prices: {child: 1, adult: 2.5}
              star: {type: dog, name: Rex, friend: cat}
              animals:
                - cat
                - type: cat
                  lives: 1
              keeper: {name: "on", night: yes}
              limit: 5
              """);

      assertThat(zoo)
          .isEqualTo(
              new Zoo(
                  "2014",
                  -3,
                  9_000_000_000L,
                  1e-3,
                  false,
                  Size.VERY_LARGE,
                  Path.of("/data/x y"),
                  List.of(1, 2),
                  Set.of(Size.SMALL, Size.VERY_LARGE),
                  Map.of("child", 1.0, "adult", 2.5),
                  new Dog("Rex", CAT),
                  List.of(CAT, new Cat(1, new Fixed(2.5), Size.SMALL)),
                  new Keeper("on", true),
                  5));
    }

    @ParameterizedTest
    @CsvSource({
      "true,true",
      "True,true",
      "yes,true",
      "ON,true",
      "false,false",
      "no,false",
      "Off,false"
    })
    @DisplayName("true and false in all of YAML's ways")
    void flags(String text, boolean value) {
      assertThat(bind(Zoo.class, "open: " + text).open()).isEqualTo(value);
    }

    @Test
    @DisplayName("a component from its bare name, or from a map with its type")
    void components() {
      assertThat(bind(Animal.class, "cat")).isEqualTo(CAT);
      assertThat(bind(Animal.class, "{type: cat}")).isEqualTo(CAT);
      assertThat(bind(Animal.class, "{type: dog, name: Rex}")).isEqualTo(new Dog("Rex", null));
      assertThat(bind(Animal.class, "{type: dog, name: Rex, friend: null}"))
          .isEqualTo(new Dog("Rex", null));
    }

    @Test
    @DisplayName("a component from a bare number, where its kind has one for that")
    void bareNumber() {
      assertThat(bind(Cat.class, "food: 1e2")).isEqualTo(new Cat(9, new Fixed(100), Size.SMALL));
      assertThat(bind(Cat.class, "food: {type: growing, to: 3}").food())
          .isEqualTo(new Growing(1, 3));
    }

    @Test
    @DisplayName("nothing at all where a list or a map is expected: an empty one")
    void nothing() {
      assertThat(bind(Zoo.class, "gates:\nprices:\nanimals: ~\nkeeper:\nlimit:\n"))
          .isEqualTo(DEFAULT);
      assertThat(bind(Tour.class, "guide: {name: Ada}\nstops:\nzoo:\n").zoo()).isEqualTo(DEFAULT);
    }
  }

  @Nested
  @DisplayName("refuses, with line, path, what was found and what is accepted,")
  class Refuses {

    @ParameterizedTest
    @CsvSource(
        delimiter = '|',
        value = {
          "count: abc | count: expected a whole number, found 'abc'",
          "count: 1e3 | count: expected a whole number, found '1e3'; write 1000",
          "count: 3000000000 | count: expected a whole number from -2147483648 to 2147483647, found"
              + " 3000000000",
          "area: 9223372036854775808 | area: expected a whole number from -9223372036854775808 to"
              + " 9223372036854775807, found 9223372036854775808",
          "count: \"1\" | count: expected a whole number, found the text '1' in quotes; leave the"
              + " quotes out",
          "count: [1] | count: expected a whole number, found a list",
          "count: {} | count: expected a whole number, found a map",
          "count: | count: has no value; expected a whole number",
          "price: cheap | price: expected a number, found 'cheap'",
          "price: .nan | price: expected a finite number, found '.nan'",
          "open: 1 | open: expected true or false, found '1'",
          "open: \"true\" | open: expected true or false, found the text 'true' in quotes; leave"
              + " the quotes out",
          "name: [a] | name: expected text, found a list",
          "name: | name: has no value; expected text",
          "size: huge | size: found 'huge'; accepted: small, very-large",
          "size: VERY_LARGE | size: found 'VERY_LARGE'; did you mean 'very-large'? Accepted: small,"
              + " very-large",
          "gates: 3 | gates: expected a list, found '3'; write [3]",
          "gates: {a: 1} | gates: expected a list, found a map; put it in [ ]",
          "'gates: [1, x, 2]' | gates[1]: expected a whole number, found 'x'",
          "'gates: [1, ]' | ",
          "'sizes: [small, small]' | sizes[1]: 'small' is in the list twice",
          "prices: 3 | prices: expected a map, found '3'",
          "prices: {a: x} | prices.a: expected a number, found 'x'",
          "keeper: Ada | keeper: expected a map with keys of name, night, found 'Ada'; write {name:"
              + " Ada}",
          "keeper: [Ada] | keeper: expected a map with keys of name, night, found a list",
        })
    @DisplayName("values of another type")
    void types(String yaml, String message) {
      if (message == null) {
        assertThat(bind(Zoo.class, yaml).gates()).containsExactly(1);
        return;
      }
      assertThat(zooRefusal(yaml)).isEqualTo("zoo.yaml:1: " + message);
    }

    @Test
    @DisplayName("without showing all of a long text")
    void longText() {
      String much = "x".repeat(100);
      assertThat(zooRefusal("gates: " + much))
          .isEqualTo(
              "zoo.yaml:1: gates: expected a list, found '" + "x".repeat(60) + "…'; put it in [ ]");
      assertThat(zooRefusal("keeper: " + much)).endsWith("x…'");
    }

    @Test
    @DisplayName("a path that the system cannot have")
    void path() {
      assertThat(zooRefusal("folder: \"a\\0b\""))
          .startsWith("zoo.yaml:1: folder: expected a path, found ");
    }

    @Test
    @DisplayName("a key that isn't there, with a guess")
    void unknownKeys() {
      assertThat(zooRefusal("count: 1\nnam: x\n"))
          .isEqualTo(
              "zoo.yaml:2: nam: unknown key; did you mean 'name'? Accepted: name, count, area,"
                  + " price, open, size, folder, gates, sizes, prices, star, animals, keeper,"
                  + " limit");
      assertThat(refusal(Cat.class, "tail: long"))
          .isEqualTo("zoo.yaml:1: tail: unknown key; accepted: lives, food, size");
      assertThat(refusal(Animal.class, "{type: cat, tail: long}"))
          .isEqualTo("zoo.yaml:1: tail: unknown key; accepted: lives, food, size");
    }

    @Test
    @DisplayName("a key that belongs further in")
    void misplacedKeys() {
      assertThat(refusal(Tour.class, "guide: {name: Ada}\nstops: []\ncount: 3\n"))
          .isEqualTo(
              "zoo.yaml:3: count: unknown key; did you mean 'zoo.count'? Accepted: guide, stops,"
                  + " zoo");
      assertThat(refusal(Tour.class, "guide: {name: Ada}\nstops: []\nnight: true\n"))
          .isEqualTo(
              "zoo.yaml:3: night: unknown key; did you mean 'guide.night' or 'zoo.keeper.night'?"
                  + " Accepted: guide, stops, zoo");
    }

    @Test
    @DisplayName("what is missing, unless a misspelt key was meant for it")
    void missing() {
      assertThat(refusal(Tour.class, "zoo:\n  keeper: {}\n"))
          .isEqualTo(
              """
              zoo.yaml:1: guide: is missing; expected a map (The guide)
              zoo.yaml:1: stops: is missing; expected a list (What is shown)
              zoo.yaml:2: zoo.keeper.name: is missing; expected text\
              """);
      assertThat(refusal(Tour.class, "gide: {name: Ada}\nstops: []"))
          .isEqualTo(
              "zoo.yaml:1: gide: unknown key; did you mean 'guide'? Accepted: guide, stops, zoo");
    }

    @Test
    @DisplayName("a component that nobody brought, with a guess")
    void unknownComponents() {
      assertThat(zooRefusal("star: cta"))
          .isEqualTo(
              "zoo.yaml:1: star: no animal is called 'cta'; did you mean 'cat'? Accepted: cat, dog,"
                  + " snake, moody, endless");
      assertThat(zooRefusal("star:\n  type: lion\n"))
          .isEqualTo(
              "zoo.yaml:2: star.type: no animal is called 'lion'; accepted: cat, dog, snake, moody,"
                  + " endless");
      assertThat(zooRefusal("star: growing"))
          .isEqualTo(
              "zoo.yaml:1: star: no animal is called 'growing' (it is the name of an amount);"
                  + " accepted: cat, dog, snake, moody, endless");
      assertThat(zooRefusal("star: com.acme.Lion"))
          .isEqualTo(
              "zoo.yaml:1: star: no animal is called 'com.acme.Lion'; a class becomes available"
                  + " under a name that a GanPlugin gives it; accepted: cat, dog, snake, moody,"
                  + " endless");
      assertThat(refusal(io.gan4j.api.term.Loss.class, "hinge"))
          .isEqualTo("zoo.yaml:1: no loss is called 'hinge'; none is installed");
      assertThat(refusal(Cat.class, "food: much"))
          .isEqualTo(
              "zoo.yaml:1: food: no amount is called 'much'; accepted: fixed, growing, or a"
                  + " number");
    }

    @Test
    @DisplayName("a component without its type")
    void typeMissing() {
      String names = "; accepted: cat, dog, snake, moody, endless";
      assertThat(zooRefusal("star: {lives: 3}"))
          .isEqualTo("zoo.yaml:1: star: has no 'type'" + names);
      assertThat(zooRefusal("star: {tpye: cat}"))
          .isEqualTo("zoo.yaml:1: star: has no 'type', did you mean it by 'tpye'?" + names);
      assertThat(zooRefusal("star: {cat: {lives: 3}}"))
          .isEqualTo("zoo.yaml:1: star: has no 'type'; write {type: cat, ...}" + names);
      assertThat(zooRefusal("star: {type: [cat]}"))
          .isEqualTo("zoo.yaml:1: star.type: expected the name of an animal, found a list" + names);
      assertThat(zooRefusal("star: [cat]"))
          .isEqualTo("zoo.yaml:1: star: expected an animal, found a list" + names);
      assertThat(zooRefusal("star:"))
          .isEqualTo("zoo.yaml:1: star: has no value; expected an animal");
    }

    @Test
    @DisplayName("a quoted number where a bare one stands for a component")
    void quotedNumber() {
      assertThat(refusal(Cat.class, "food: '3'"))
          .isEqualTo(
              "zoo.yaml:1: food: expected an amount or a number, found the text '3' in quotes;"
                  + " leave the quotes out");
    }

    @Test
    @DisplayName("impossible values, at the parameter's own line")
    void impossible() {
      assertThat(zooRefusal("animals:\n- type: cat\n  size: small\n  lives: 0\n"))
          .isEqualTo("zoo.yaml:4: animals[0].lives: must be > 0, found 0");
      assertThat(refusal(Cat.class, "lives: 1\nfood: -1\n"))
          .isEqualTo("zoo.yaml:2: food: must be >= 0, found -1.0");
      assertThat(refusal(Cat.class, "food: {type: fixed, value: -1}"))
          .isEqualTo("zoo.yaml:1: food.value: must be >= 0, found -1.0");
    }

    @Test
    @DisplayName("several impossible values of one record together")
    void severalOfOne() {
      assertThat(refusal(Animal.class, "type: snake\nrate: 2\nwidth: 0\nlength: -1\n"))
          .isEqualTo(
              """
              zoo.yaml:2: rate: must be in [0.0, 1.0), found 2.0
              zoo.yaml:3: width: must be > 0, found 0
              zoo.yaml:4: length: must be > 0, found -1\
              """);
      assertThat(zooRefusal("count: 13\narea: -1\ngates: x\n"))
          .isEqualTo(
              """
              zoo.yaml:1: count: must not be unlucky, found 13
              zoo.yaml:2: area: must be >= 0, found -1
              zoo.yaml:3: gates: expected a list, found 'x'; write [x]\
              """);
    }

    @Test
    @DisplayName("but says nothing of defaults that only a mistake brought in")
    void noFollowUps() {
      assertThat(refusal(Animal.class, "{type: snake, length: -1, width: 5}"))
          .isEqualTo("zoo.yaml:1: length: must be > 0, found -1");
      assertThat(refusal(Animal.class, "{type: snake, length: x, width: 5}"))
          .isEqualTo("zoo.yaml:1: length: expected a whole number, found 'x'");
      // width 5 fits the length that was meant, not the default one.
      assertThat(refusal(Animal.class, "{type: snake, lenght: 9, width: 5}"))
          .isEqualTo(
              "zoo.yaml:1: lenght: unknown key; did you mean 'length'? Accepted: length, width,"
                  + " rate");
    }

    @Test
    @DisplayName("what a constructor refuses in its own way")
    void otherExceptions() {
      assertThat(zooRefusal("star: {type: moody, mood: 1}"))
          .isEqualTo(
              "zoo.yaml:1: star: Moody refuses its values: java.lang.IllegalStateException: not"
                  + " today");
      assertThat(zooRefusal("star: {type: moody, mood: 2}"))
          .isEqualTo("zoo.yaml:1: star: cannot be had on a Monday");
      assertThat(zooRefusal("star: {type: moody, mood: 3}"))
          .isEqualTo("zoo.yaml:1: star: the data says no");
    }

    @Test
    @DisplayName("a default that asks for itself")
    void endless() {
      assertThat(zooRefusal("star: endless"))
          .isEqualTo(
              "default of Endless.inner: star.inner.inner: is a default that asks for itself"
                  + " without end");
    }
  }

  @Nested
  @DisplayName("of a record that a list of its values stands for")
  class ListForms {

    private String houseRefusal(String yaml) {
      return refusal(House.class, yaml);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[4, 4]", "4", "{length: 4, width: 4}"})
    @DisplayName("takes the list, one value for all, or its keys")
    void forms(String cage) {
      assertThat(bind(House.class, "cage: " + cage))
          .isEqualTo(new House(new Cage(4, 4), new Cage(3, 2)));
    }

    @ParameterizedTest
    @ValueSource(
        strings = {"[4, 4]", "4", "{type: posts, around: [4, 4]}", "{type: posts, around: 4}"})
    @DisplayName("takes them where a component that has such a record stands without its name")
    void components(String fence) {
      assertThat(bind(Yard.class, "fence: " + fence))
          .isEqualTo(new Yard(new Posts(new Cage(4, 4))));
    }

    @Test
    @DisplayName("refuses other lists and names there, and says what may stand")
    void refusesComponents() {
      assertThat(refusal(Yard.class, "fence: [1, 2, 3]"))
          .isEqualTo(
              "zoo.yaml:1: fence: expected one value, or a list of length, width, found a list of"
                  + " 3");
      assertThat(refusal(Yard.class, "fence: [2, 3]"))
          .isEqualTo("zoo.yaml:1: fence.width: must be <= length (2), found 3");
      assertThat(refusal(Yard.class, "fence: wall"))
          .endsWith("no fence is called 'wall'; accepted: posts, hedge, or a number or a list");
    }

    @Test
    @DisplayName("refuses lists of another length, nothing, and values of another type, once each")
    void refuses() {
      String expected = "zoo.yaml:1: cage: expected one value, or a list of length, width, found ";
      assertThat(houseRefusal("cage: [1, 2, 3]")).isEqualTo(expected + "a list of 3");
      assertThat(houseRefusal("cage: []")).isEqualTo(expected + "a list of 0");
      assertThat(houseRefusal("cage:")).isEqualTo(expected + "nothing");
      assertThat(houseRefusal("cage: big"))
          .isEqualTo("zoo.yaml:1: cage: expected a whole number, found 'big'");
      assertThat(houseRefusal("cage: [1, big]"))
          .isEqualTo("zoo.yaml:1: cage.width: expected a whole number, found 'big'");
      assertThat(houseRefusal("{}"))
          .isEqualTo(
              "zoo.yaml:1: cage: is missing; expected one value, or a list of length, width");
    }

    @Test
    @DisplayName("says what its constructor refuses where it stands")
    void constructor() {
      assertThat(houseRefusal("cage: 0")).isEqualTo("zoo.yaml:1: cage: must be > 0, found 0");
      assertThat(houseRefusal("cage: [2, 3]"))
          .isEqualTo("zoo.yaml:1: cage.width: must be <= length (2), found 3");
    }
  }

  @Test
  @DisplayName("tells all mistakes at once, in the order of the file")
  void allAtOnce() {
    assertThat(
            refusal(
                Tour.class,
                """
                zoo:
                  open: maybe
                  star: {type: cat, lives: many, size: tiny}
                  animals: [cat, dgo, {type: dog}]
                stops: [snake, 7]
                guide:
                  nme: Ada
                  night: 2
                """))
        .isEqualTo(
            """
            zoo.yaml:2: zoo.open: expected true or false, found 'maybe'
            zoo.yaml:3: zoo.star.lives: expected a whole number, found 'many'
            zoo.yaml:3: zoo.star.size: found 'tiny'; accepted: small, very-large
            zoo.yaml:4: zoo.animals[1]: no animal is called 'dgo'; did you mean 'dog'? Accepted: cat, dog, snake, moody, endless
            zoo.yaml:4: zoo.animals[2].name: is missing; expected text
            zoo.yaml:5: stops[1]: no animal is called '7'; accepted: cat, dog, snake, moody, endless
            zoo.yaml:7: guide.nme: unknown key; did you mean 'name'? Accepted: name, night
            zoo.yaml:8: guide.night: expected true or false, found '2'\
            """);
  }
}
