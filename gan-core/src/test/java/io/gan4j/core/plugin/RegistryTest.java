package io.gan4j.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.network.Activation;
import io.gan4j.api.network.LayerSpec;
import io.gan4j.api.optimizer.Optimizer;
import io.gan4j.api.optimizer.Schedule;
import io.gan4j.api.plugin.Contributions;
import io.gan4j.api.plugin.GanPlugin;
import io.gan4j.api.plugin.ListenerFactory;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.ScalarForm;
import io.gan4j.api.term.Loss;
import io.gan4j.components.BuiltinPlugin;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The registry")
class RegistryTest {

  interface Fruit {}

  interface Berry extends Fruit {}

  record Apple(@Default("3") int seeds, @Nullable Fruit next) implements Fruit {}

  record Pear() implements Fruit {}

  record Currant() implements Berry {}

  /** A plugin that brings what a test says. */
  record Bringing(String name, Consumer<Contributions> what) implements GanPlugin {
    @Override
    public void contribute(Contributions to) {
      what.accept(to);
    }
  }

  private static final String WHO = "(" + Bringing.class.getName() + ")";

  private static Registry registry(Consumer<Contributions> what) {
    return Registry.of(new Bringing("orchard", what));
  }

  private static String refusal(GanPlugin... plugins) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> Registry.of(plugins));
    assertThat(e).isNotNull();
    return String.valueOf(e.getMessage());
  }

  private static String refusal(Consumer<Contributions> what) {
    return refusal(new Bringing("orchard", what));
  }

  private static Kind kind(Registry registry, Class<?> type) {
    return registry.kind(type).orElseThrow();
  }

  @Nested
  @DisplayName("finds")
  class Finds {
    private final Registry registry =
        registry(
            to -> {
              to.component(Fruit.class, "pear", Pear.class);
              to.component(Berry.class, "currant", Currant.class);
              to.component(Fruit.class, "apple", Apple.class);
            });

    @Test
    @DisplayName("components by kind and name, in the order of contribution")
    void components() {
      Kind fruit = kind(registry, Fruit.class);

      assertThat(registry.names(fruit)).containsExactly("pear", "currant", "apple");
      Component apple = registry.component(fruit, "apple").orElseThrow();
      assertThat(apple.shape().type()).isEqualTo(Apple.class);
      assertThat(apple.shape().names()).containsExactly("seeds", "next");
      assertThat(apple.plugin()).isEqualTo("plugin 'orchard' " + WHO);
      assertThat(registry.component(fruit, "plum")).isEmpty();
    }

    @Test
    @DisplayName("the components of a kind below where the kind above is asked for")
    void kindsBelow() {
      assertThat(registry.component(kind(registry, Fruit.class), "currant")).isPresent();
      assertThat(registry.names(kind(registry, Berry.class))).containsExactly("currant");
      assertThat(registry.component(kind(registry, Berry.class), "apple")).isEmpty();
      Registry builtIn = Registry.of(new BuiltinPlugin());
      assertThat(builtIn.names(kind(builtIn, LayerSpec.class))).contains("dense", "relu");
      assertThat(builtIn.names(kind(builtIn, Activation.class)))
          .contains("relu")
          .doesNotContain("dense");
    }

    @Test
    @DisplayName("the name of a record")
    void names() {
      assertThat(registry.nameOf(kind(registry, Fruit.class), Currant.class)).contains("currant");
      assertThat(registry.nameOf(kind(registry, Berry.class), Apple.class)).isEmpty();
    }

    @Test
    @DisplayName("kinds by their words; a plugin's own kinds too")
    void kinds() {
      assertThat(registry.kind("losses").orElseThrow().type()).isEqualTo(Loss.class);
      assertThat(registry.kind("loss").orElseThrow().type()).isEqualTo(Loss.class);
      assertThat(registry.kind("readers").orElseThrow().type()).isEqualTo(DatasetReader.class);
      assertThat(registry.kind("fruits").orElseThrow().type()).isEqualTo(Fruit.class);
      assertThat(registry.kind("vegetables")).isEmpty();
      assertThat(kind(registry, Optimizer.class).withArticle()).isEqualTo("an optimizer");
    }

    @Test
    @DisplayName("providers, listeners, detectors and presets, and makes nothing of them itself")
    void others() throws MalformedURLException {
      Supplier<GanProvider> provider =
          () -> {
            throw new AssertionError("made before it was asked for");
          };
      ListenerFactory listener =
          directory -> {
            throw new AssertionError("made before it was asked for");
          };
      DatasetDetector detector =
          new DatasetDetector() {
            @Override
            public String accepts() {
              return "nothing";
            }

            @Override
            public Optional<Detection> detect(Path path) {
              return Optional.empty();
            }
          };
      URL preset = URI.create("file:/b.yaml").toURL();
      Registry registry =
          registry(
              to -> {
                to.provider("engine", provider);
                to.listener("ear", listener);
                to.detector(detector);
                to.preset("b", preset);
                to.preset("a", preset);
              });

      assertThat(registry.providers()).isEqualTo(Map.of("engine", provider));
      assertThat(registry.listeners()).isEqualTo(Map.of("ear", listener));
      assertThat(registry.detectors()).containsExactly(detector);
      assertThat(registry.presets().keySet()).containsExactly("b", "a");
    }
  }

  @Nested
  @DisplayName("refuses")
  class Refuses {

    @Test
    @DisplayName("a name that is taken, naming both plugins")
    void taken() throws MalformedURLException {
      GanPlugin first = new Bringing("orchard", to -> to.component(Fruit.class, "a", Apple.class));
      GanPlugin second = new Bringing("market", to -> to.component(Fruit.class, "a", Pear.class));
      assertThat(refusal(first, second))
          .isEqualTo(
              "plugin 'market' %s: fruit 'a': is already brought by plugin 'orchard' %s"
                  .formatted(WHO, WHO));
      GanPlugin same = new Bringing("market", to -> to.component(Fruit.class, "a", Apple.class));
      assertThat(refusal(first, same)).contains("is already brought by plugin 'orchard'");
      URL url = URI.create("file:/b.yaml").toURL();
      assertThat(
              refusal(
                  new Bringing("orchard", to -> to.preset("p", url)),
                  new Bringing("market", to -> to.preset("p", url))))
          .isEqualTo(
              "plugin 'market' %s: preset 'p': is already brought by plugin 'orchard' %s"
                  .formatted(WHO, WHO));
    }

    @Test
    @DisplayName("a name that is taken in a kind above or below")
    void takenNearby() {
      assertThat(
              refusal(
                  to -> {
                    to.component(Berry.class, "a", Currant.class);
                    to.component(Fruit.class, "a", Apple.class);
                  }))
          .isEqualTo("plugin 'orchard' %s: fruit 'a': is brought twice".formatted(WHO));
      assertThat(
              refusal(
                  to -> {
                    to.component(Fruit.class, "a", Apple.class);
                    to.component(Berry.class, "a", Currant.class);
                  }))
          .isEqualTo("plugin 'orchard' %s: berry 'a': is brought twice".formatted(WHO));
    }

    @Test
    @DisplayName("the same thing brought twice, but not one said again for the kind above")
    void twice() {
      assertThat(
              refusal(
                  to -> {
                    to.component(Fruit.class, "a", Apple.class);
                    to.component(Fruit.class, "a", Apple.class);
                  }))
          .isEqualTo("plugin 'orchard' %s: fruit 'a': is brought twice".formatted(WHO));
      Registry registry =
          registry(
              to -> {
                to.component(Berry.class, "a", Currant.class);
                to.component(Fruit.class, "a", Currant.class);
              });
      assertThat(registry.names(kind(registry, Fruit.class))).containsExactly("a");
    }

    @Test
    @DisplayName("names that run files cannot have")
    void names() {
      for (String name : List.of("", "Apple", "a_b", "a--b", "1a", "a b", "null", "a.b")) {
        assertThat(refusal(to -> to.component(Fruit.class, name, Apple.class)))
            .isEqualTo(
                "plugin 'orchard' %s: fruit '%s': the name must be lower-case words joined by hyphens"
                    .formatted(WHO, name));
      }
    }

    static final class NoRecord implements Fruit {}

    @Test
    @DisplayName("components that are no records, or not of their kind")
    @SuppressWarnings({"unchecked", "rawtypes"})
    void wrongClasses() {
      assertThat(refusal(to -> to.component(Fruit.class, "a", NoRecord.class)))
          .endsWith("fruit 'a': %s is not a record".formatted(NoRecord.class.getName()));
      assertThat(refusal(to -> to.component((Class) Fruit.class, "a", (Class) String.class)))
          .endsWith("fruit 'a': java.lang.String is not a record");
      assertThat(refusal(to -> to.component((Class) Berry.class, "a", (Class) Apple.class)))
          .endsWith(
              "berry 'a': %s does not implement %s"
                  .formatted(Apple.class.getName(), Berry.class.getName()));
      assertThat(refusal(to -> to.component(Apple.class, "a", Apple.class)))
          .endsWith("a: the kind %s is not an interface".formatted(Apple.class.getName()));
    }

    record Floating(float weight) implements Fruit {}

    record Crate(List<Inner> inner) implements Fruit {
      record Inner(Optional<String> label) {}
    }

    record Typed(String type) implements Fruit {}

    @Test
    @DisplayName("components with parameters that a run file cannot fill in")
    void parameters() {
      String possible =
          ", which a run file cannot fill in; possible are int, long, double, boolean, String,"
              + " Path, enums, records, kinds of component, and List, Set or Map<String, ...> of"
              + " these";
      assertThat(refusal(to -> to.component(Fruit.class, "a", Floating.class)))
          .endsWith("fruit 'a': Floating.weight is of type float" + possible);
      assertThat(refusal(to -> to.component(Fruit.class, "a", Crate.class)))
          .endsWith(
              "fruit 'a': Inner.label is of type java.util.Optional<java.lang.String>" + possible);
      assertThat(refusal(to -> to.component(Fruit.class, "a", Typed.class)))
          .endsWith(
              "fruit 'a': %s has a component called 'type', which run files use for its name"
                  .formatted(Typed.class.getName()));
    }

    @ScalarForm("sweet")
    interface Sugar {}

    record Sweet(double grams, double percent) implements Sugar {}

    @Test
    @DisplayName("a component for bare numbers that takes more than one")
    void scalarForm() {
      assertThat(refusal(to -> to.component(Sugar.class, "sweet", Sweet.class)))
          .endsWith(
              "sugar 'sweet': stands for a bare number, so it must have exactly one parameter"
                  + " without a default, found 2");
    }

    @Test
    @DisplayName("a preset that has no file")
    @SuppressWarnings("NullAway") // what Class.getResource gives for a file that isn't there
    void presetWithoutFile() {
      assertThat(refusal(to -> to.preset("p", RegistryTest.class.getResource("/no/such.yaml"))))
          .endsWith("preset 'p': has no file (its URL is null)");
    }

    @Test
    @DisplayName("a plugin that fails, and tells what is wrong with the others too")
    void failing() {
      GanPlugin failing =
          new Bringing(
              "market",
              to -> {
                throw new IllegalStateException("closed on Sundays");
              });
      GanPlugin wrong = new Bringing("orchard", to -> to.component(Fruit.class, "A", Apple.class));

      assertThat(refusal(failing, wrong))
          .isEqualTo(
              """
              plugin 'market' %s: failed while contributing: java.lang.IllegalStateException: closed on Sundays
              plugin 'orchard' %s: fruit 'A': the name must be lower-case words joined by hyphens\
              """
                  .formatted(WHO, WHO));
    }
  }

  @Nested
  @DisplayName("loads with ServiceLoader")
  class Loads {
    @TempDir Path jar;

    private ConfigException broken(String entries) throws IOException {
      Path services = Files.createDirectories(jar.resolve("META-INF/services"));
      Files.writeString(services.resolve(GanPlugin.class.getName()), entries);
      try (URLClassLoader loader =
          new URLClassLoader(
              new URL[] {jar.toUri().toURL()}, RegistryTest.class.getClassLoader())) {
        ConfigException e =
            catchThrowableOfType(ConfigException.class, () -> Registry.load(loader));
        assertThat(e).isNotNull();
        return e;
      }
    }

    @Test
    @DisplayName("the built-ins among others")
    void builtIns() {
      Registry registry = Registry.load();

      assertThat(registry.names(kind(registry, Loss.class))).contains("non-saturating");
      assertThat(registry.names(kind(registry, Schedule.class))).contains("constant");
      assertThat(registry.presets()).containsKey("digits");
    }

    @Test
    @DisplayName("and names every entry that is broken")
    void brokenEntries() throws IOException {
      ConfigException e =
          broken(
              "com.acme.Missing\n"
                  + Unwilling.class.getName()
                  + "\n"
                  + RegistryTest.class.getName()
                  + "\n");

      assertThat(e.problems()).hasSize(3);
      assertThat(e)
          .hasMessageContaining(
              "plugins: cannot load a plugin: io.gan4j.api.plugin.GanPlugin: Provider"
                  + " com.acme.Missing not found")
          .hasMessageContaining(Unwilling.class.getName() + " could not be instantiated")
          .hasMessageContaining("no licence")
          .hasMessageContaining(RegistryTest.class.getName() + " not a subtype");
    }

    @Test
    @DisplayName("and doesn't trip over a file that is none")
    void garbage() throws IOException {
      assertThat(broken("not a class name\n".repeat(3)))
          .hasMessageEndingWith(
              "META-INF/services/io.gan4j.api.plugin.GanPlugin:1: Illegal configuration-file"
                  + " syntax");
    }
  }

  /** A plugin that cannot be made. */
  public static final class Unwilling implements GanPlugin {
    public Unwilling() {
      throw new IllegalStateException("no licence");
    }

    @Override
    public String name() {
      return "unwilling";
    }

    @Override
    public void contribute(Contributions to) {}
  }
}
