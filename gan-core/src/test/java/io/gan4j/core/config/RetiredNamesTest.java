package io.gan4j.core.config;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Retired;
import io.gan4j.core.plugin.Registry;
import java.net.URL;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("What a run file called otherwise in an earlier version")
class RetiredNamesTest {
  interface Light {}

  record Lamp(@Retired({"watts", "energy"}) @Default("5") double power, @Default("1") int count)
      implements Light {}

  record Candle() implements Light {}

  record Room(@Retired("lighting") Light light, @Retired("size") Dimensions dimensions) {}

  record Dimensions(@Default("3") int width, @Retired("depth") @Default("4") int length) {}

  record Ambiguous(@Retired("b") int a, int b) {}

  private record Plugin(Consumer<Contributions> further) implements GanPlugin {
    @Override
    public String name() {
      return "house";
    }

    @Override
    public void contribute(Contributions to) {
      to.component(Light.class, "lamp", Lamp.class);
      to.component(Light.class, "candle", Candle.class);
      further.accept(to);
    }
  }

  private static Registry registry(Consumer<Contributions> further) {
    return Registry.of(new Plugin(further));
  }

  private final Registry registry =
      registry(
          to -> {
            to.retired(Light.class, "bulb", "lamp");
            to.retired(Light.class, "filament", "lamp");
          });

  private Room room(String yaml, String... overrides) {
    Problems problems = new Problems("room.yaml");
    Node tree =
        new Overrides(registry, Room.class)
            .apply(YamlTree.parse(yaml, "room.yaml"), List.of(overrides), problems);
    problems.throwIfAny();
    return new Binder(registry).bind(tree, Room.class);
  }

  private static Room bright(double power, int length) {
    return new Room(new Lamp(power, 1), new Dimensions(3, length));
  }

  @Test
  @DisplayName("is read: keys at any depth, and names of components")
  void read() {
    assertThat(room("{lighting: {type: bulb, watts: 60}, size: {depth: 7}}"))
        .isEqualTo(bright(60, 7));
    assertThat(room("{light: filament, dimensions: {length: 7}}")).isEqualTo(bright(5, 7));
  }

  @Test
  @DisplayName("is written by its name of today, and listed by it alone")
  void written() {
    String yaml = new ConfigWriter(registry).write(room("{lighting: bulb, size: {}}"));
    assertThat(yaml).contains("light:", "lamp", "power: 5", "dimensions:", "length: 4");
    assertThat(yaml).doesNotContain("lighting", "bulb", "watts", "size", "depth");
    assertThat(registry.names(registry.kind(Light.class).orElseThrow()))
        .containsExactly("lamp", "candle");
  }

  @Test
  @DisplayName("can be overridden by either name, whichever the file has")
  void overridden() {
    String old = "{lighting: {type: bulb, watts: 60}, size: {depth: 7}}";
    assertThat(room(old, "light.power=40", "dimensions.length=9")).isEqualTo(bright(40, 9));
    assertThat(room(old, "lighting.energy=40")).isEqualTo(bright(40, 7));
    String today = "{light: {type: lamp, power: 60}, dimensions: {length: 7}}";
    assertThat(room(today, "lighting.watts=40", "size.depth=9")).isEqualTo(bright(40, 9));
  }

  @Test
  @DisplayName("is refused beside its name of today, or beside another earlier one")
  void twice() {
    assertThatThrownBy(() -> room("{light: {type: lamp, power: 1, watts: 2}, dimensions: {}}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(
            "room.yaml:1: light.watts: is now called 'power', which is given too");
    assertThatThrownBy(() -> room("{light: {type: lamp, energy: 1, watts: 2}, dimensions: {}}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("light.watts: is now called 'power', which is given too");
  }

  @Test
  @DisplayName("tells of what is wrong with its value where it stands")
  void wrong() {
    assertThatThrownBy(() -> room("light: lamp\nsize:\n  depth: deep\n"))
        .hasMessageContaining("room.yaml:3: dimensions.length: expected a whole number");
  }

  @Nested
  @DisplayName("must mean one thing:")
  class Meaning {
    @Test
    @DisplayName("no other parameter's key")
    void keys() {
      assertThatThrownBy(() -> registry.shape(Ambiguous.class))
          .hasMessage("Ambiguous.a has the retired key 'b', which another parameter has");
    }

    @Test
    @DisplayName("no other component's name")
    void names() {
      assertThatThrownBy(() -> registry(to -> to.retired(Light.class, "candle", "lamp")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("light 'candle': is brought twice");
    }

    @Test
    @DisplayName("a component that is there")
    void there() {
      assertThatThrownBy(() -> registry(to -> to.retired(Light.class, "torch", "lantern")))
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining(
              "retired name 'torch': is said to be called 'lantern' now, which this plugin does"
                  + " not bring");
    }
  }

  @Test
  @DisplayName("is found among presets too, and refused if it means two things or nothing")
  void presets() {
    URL file = requireNonNull(RetiredNamesTest.class.getResource("RetiredNamesTest.class"));
    Registry known =
        registry(
            to -> {
              to.preset("rooms", file);
              to.retiredPreset("flats", "rooms");
            });
    assertThat(known.presetSuccessor("flats")).contains("rooms");
    assertThat(known.presetSuccessor("rooms")).isEmpty();
    assertThat(known.presets()).containsOnlyKeys("rooms");
    assertThatThrownBy(() -> registry(to -> to.retiredPreset("flats", "rooms")))
        .hasMessageContaining("is said to be called 'rooms' now, which this plugin does not bring");
    assertThatThrownBy(
            () ->
                registry(
                    to -> {
                      to.preset("rooms", file);
                      to.preset("flats", file);
                      to.retiredPreset("flats", "rooms");
                    }))
        .hasMessageContaining("preset 'flats': is brought twice");
  }
}
