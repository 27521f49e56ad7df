package io.gan4j.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.spec.Default;
import io.gan4j.core.config.ZooPlugin.Amount;
import io.gan4j.core.config.ZooPlugin.Animal;
import io.gan4j.core.config.ZooPlugin.Cage;
import io.gan4j.core.config.ZooPlugin.Cat;
import io.gan4j.core.config.ZooPlugin.Dog;
import io.gan4j.core.config.ZooPlugin.Fixed;
import io.gan4j.core.config.ZooPlugin.Growing;
import io.gan4j.core.config.ZooPlugin.House;
import io.gan4j.core.config.ZooPlugin.Keeper;
import io.gan4j.core.config.ZooPlugin.Size;
import io.gan4j.core.config.ZooPlugin.Zoo;
import io.gan4j.core.plugin.Registry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Writing")
class ConfigWriterTest {
  private final Registry registry = Registry.of(new ZooPlugin());
  private final ConfigWriter writer = new ConfigWriter(registry);

  private <T extends Record> T roundTrip(T value, Class<T> type) {
    return new Binder(registry).bind(YamlTree.parse(writer.write(value), "again.yaml"), type);
  }

  private static Zoo zoo(String name, Animal star, List<Animal> animals) {
    return new Zoo(
        name,
        -3,
        9_000_000_000L,
        2e-4,
        false,
        Size.VERY_LARGE,
        Path.of("data", "my zoo"),
        List.of(1, 2),
        Set.of(Size.VERY_LARGE, Size.SMALL),
        Map.of("child", 1.0, "adult: all", 2.5),
        star,
        animals,
        new Keeper("on", true),
        null);
  }

  @Test
  @DisplayName("spells out everything, in the records' order, in a form that reads well")
  void form() {
    Animal star = new Dog("Rex", new Cat(9, new Growing(1, 3), Size.SMALL));
    Zoo zoo =
        zoo("zoo", star, List.of(new Cat(1, new Fixed(100), Size.SMALL), new Dog("Max", null)));

    assertThat(writer.write(zoo))
        .isEqualTo(
            """
            name: zoo
            count: -3
            area: 9000000000
            price: 2.0e-4
            open: false
            size: very-large
            folder: "data/my zoo"
            gates: [1, 2]
            sizes: [small, very-large]
            prices:
              "adult: all": 2.5
              child: 1.0
            star:
              type: dog
              name: Rex
              friend:
                type: cat
                lives: 9
                food: {type: growing, from: 1.0, to: 3.0}
                size: small
            animals:
              - type: cat
                lives: 1
                food: {type: fixed, value: 100.0}
                size: small
              - {type: dog, name: Max}
            keeper:
              name: "on"
              night: true
            """);
    assertThat(roundTrip(zoo, Zoo.class)).isEqualTo(zoo);
  }

  @Test
  @DisplayName("of empty things reads back as empty things")
  void empty() {
    Zoo defaults = new Binder(registry).bind(YamlTree.parse("sizes: []", "zoo.yaml"), Zoo.class);

    assertThat(writer.write(defaults)).contains("gates: []\nsizes: []\nprices: {}\n");
    assertThat(roundTrip(defaults, Zoo.class)).isEqualTo(defaults);
    record Nothing() {}
    assertThat(writer.write(new Nothing())).isEqualTo("{}\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "null",
        "~",
        "yes",
        "On",
        "12",
        "1e3",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#",
        "'",
        "\"",
        "C:\\data",
        "{a}",
        "[a",
        "&a",
        "*a",
        "!a",
        "@",
        "%",
        "|",
        "a\nb\n\n",
        "a\r\nb\tc",
        "\u0007\u0085\u00A0\u2028\uFEFF",
        "数字 \uD83D\uDE00 é",
        "<<",
        "a  b ",
        "{type: cat}"
      })
  @DisplayName("keeps any text")
  void texts(String text) {
    Zoo zoo = zoo(text, new Dog(text, null), List.of(new Dog(text, null)));

    assertThat(roundTrip(zoo, Zoo.class)).isEqualTo(zoo);
  }

  record Absent(
      @Default("3") @Nullable Integer usual, @Nullable Integer never, List<List<Animal>> lists) {}

  @Test
  @DisplayName("tells null from a default, and writes lists of lists")
  void nulls() {
    Absent absent =
        new Absent(null, null, List.of(List.of(new Dog("Rex", new Dog("Max", null))), List.of()));

    assertThat(writer.write(absent))
        .isEqualTo(
            """
            usual: null
            lists:
              -
                - type: dog
                  name: Rex
                  friend: {type: dog, name: Max}
              - []
            """);
    assertThat(roundTrip(absent, Absent.class)).isEqualTo(absent);
  }

  @Test
  @DisplayName("writes a list for a record that one stands for, and one value if all are the same")
  void listForms() {
    House house = new House(new Cage(4, 2), new Cage(3, 3));
    assertThat(writer.write(house))
        .isEqualTo(
            """
            cage: [4, 2]
            spare: 3
            """);
    assertThat(roundTrip(house, House.class)).isEqualTo(house);
  }

  record Unregistered(double much) implements Amount {}

  @Test
  @DisplayName("names the class of a component that was made in Java and is registered nowhere")
  void unregistered() {
    assertThat(writer.write(new Cat(1, new Unregistered(2), Size.SMALL)))
        .isEqualTo(
            """
            lives: 1
            food:
              type: "io.gan4j.core.config.ConfigWriterTest$Unregistered"
              value: "Unregistered[much=2.0]"
            size: small
            """);
  }
}
