package io.gan4j.bench;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("The borders between the modules")
class BordersTest {
  /** What the classes of each module may see of the others. */
  private static final Map<String, Set<String>> SEES =
      Map.ofEntries(
          Map.entry("api", Set.of()),
          Map.entry("components", Set.of("api")),
          Map.entry("core", Set.of("api")),
          Map.entry("report", Set.of("api", "components", "core")),
          Map.entry("serve", Set.of("api", "core", "report")),
          Map.entry("spring", Set.of("api", "core")),
          Map.entry("junit", Set.of("api", "core", "report")),
          Map.entry("tf", Set.of("api")),
          Map.entry("datasets", Set.of("api")),
          Map.entry("tabular", Set.of("api")),
          Map.entry("onnx", Set.of("api")),
          Map.entry("testkit", Set.of("api")),
          Map.entry(
              "cli",
              Set.of(
                  "api",
                  "components",
                  "core",
                  "report",
                  "serve",
                  "tf",
                  "datasets",
                  "onnx",
                  "testkit")),
          Map.entry(
              "bench",
              Set.of("api", "components", "core", "report", "serve", "tf", "datasets", "cli")));

  /** Shared by gan4j's own modules, below everybody; not for others. */
  private static final String PLUMBING = "io.gan4j.api.internal";

  @Test
  @DisplayName("are drawn for every module that the build has, and every module is seen")
  void allModules() {
    assertThat(SEES.keySet()).isEqualTo(Modules.FOLDERS.keySet());
    for (String module : Modules.FOLDERS.keySet()) {
      assertThat(Modules.CLASSES.stream().anyMatch(type -> Modules.of(type).equals(module)))
          .as("classes of gan-%s", module)
          .isTrue();
    }
  }

  @TestFactory
  @DisplayName("are kept:")
  Stream<DynamicTest> siblings() {
    return SEES.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    "gan-" + entry.getKey() + " sees " + entry.getValue(),
                    () -> stayWithin(entry.getKey(), entry.getValue())));
  }

  private static void stayWithin(String module, Set<String> seen) {
    noClasses()
        .that()
        .resideInAPackage("io.gan4j." + module + "..")
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are of other modules",
                type -> {
                  String other = Modules.of(type);
                  return !other.isEmpty() && !other.equals(module) && !seen.contains(other);
                }))
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("gan-api sees the JDK, annotations and TensorFlow's plain arrays")
  void vocabulary() {
    ArchRuleDefinition.classes()
        .that()
        .resideInAPackage("io.gan4j.api..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "io.gan4j.api..",
                "java..",
                "com.fasterxml.jackson.annotation..",
                "org.jspecify.annotations..",
                "org.tensorflow.ndarray.."))
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("no packages depend on each other in a circle")
  void circles() {
    slices().matching("io.gan4j.(**)").should().beFreeOfCycles().check(Modules.CLASSES);
  }

  @Test
  @DisplayName("what is in an internal package is seen from its own module only")
  void internals() {
    ArchCondition<JavaClass> stayOut =
        new ArchCondition<>("not see another module's internal packages") {
          @Override
          public void check(JavaClass from, ConditionEvents events) {
            from.getDirectDependenciesFromSelf().stream()
                .filter(d -> isInternal(d.getTargetClass().getPackageName()))
                .filter(d -> !Modules.of(d.getTargetClass()).equals(Modules.of(from)))
                .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
          }
        };
    ArchRuleDefinition.classes().should(stayOut).check(Modules.CLASSES);
  }

  private static boolean isInternal(String name) {
    return name.startsWith("io.gan4j.")
        && Arrays.asList(name.split("\\.", -1)).contains("internal")
        && !name.equals(PLUMBING);
  }

  @Test
  @DisplayName("gan-tabular alone sees DuckDB")
  void tables() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gan4j.tabular..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.duckdb..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("the library of personal texts is optional: one class sees it")
  void personalTexts() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.gan4j.tabular.internal.PersonalTexts")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("net.datafaker..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("gan-serve alone sees the HTTP server")
  void http() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gan4j.serve..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.eclipse.jetty..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("the starter alone sees Spring")
  void spring() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gan4j.spring..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.springframework..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("only what runs ONNX files sees ONNX Runtime; what writes them does not")
  void onnxRuntime() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.gan4j.onnx.internal.load..", "io.gan4j.bench..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("ai.onnxruntime..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("gan-tf alone sees TensorFlow beyond its plain arrays, and gan-bench's own graphs")
  void tensorFlow() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.gan4j.tf..", "io.gan4j.bench..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.tensorflow..", "org.bytedeco..")
                .and(DescribedPredicate.not(resideInAPackage("org.tensorflow.ndarray.."))))
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("native memory is made in one place, where its holder is written down")
  void natives() {
    noClasses()
        .that()
        .resideInAPackage("io.gan4j.tf..")
        .and()
        .resideOutsideOfPackage("io.gan4j.tf.internal.natives..")
        .should()
        .callCodeUnitWhere(
            DescribedPredicate.describe("makes native memory", BordersTest::makesNatives))
        .check(Modules.CLASSES);
    assertThat(
            Modules.CLASSES.stream()
                .filter(type -> type.getPackageName().equals("io.gan4j.tf.internal.natives"))
                .flatMap(type -> type.getCodeUnitCallsFromSelf().stream())
                .anyMatch(BordersTest::makesNatives))
        .as("the place is known when it is seen")
        .isTrue();
  }

  private static boolean makesNatives(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getTarget().getName();
    if (owner.matches("org.tensorflow.(Tensor|types.*)")) {
      return name.matches("of|tensorOf|tensorOfBytes|scalarOf|vectorOf");
    }
    return owner.matches("org.tensorflow.(Graph|Session.*|SavedModelBundle.*)")
        && name.matches("<init>|run|load|call");
  }

  @Test
  @DisplayName("only what draws or decodes pictures sees java.desktop")
  void desktop() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "io.gan4j.report..",
            "io.gan4j.serve..",
            "io.gan4j.junit..",
            "io.gan4j.cli..",
            "io.gan4j.bench..",
            "io.gan4j.datasets.internal.image..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.awt..", "javax.imageio..", "javax.swing..", "java.beans..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("only programs write to the standard streams")
  void streams() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.gan4j.cli..", "io.gan4j.bench..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("randomness has no state")
  void random() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gan4j.bench..")
        .and()
        // Datafaker takes a Random; it gets its seed anew before each text.
        .doNotHaveFullyQualifiedName("io.gan4j.tabular.internal.PersonalTexts")
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.Random")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.SplittableRandom")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .callMethod(Math.class, "random")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("the command line needs no test library, whatever it verifies")
  void withoutTestLibraries() {
    noClasses()
        .that()
        .resideInAPackage("io.gan4j.cli..")
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAPackage("org.assertj..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("nothing is written as the machine's language would have it")
  void locales() {
    noClasses()
        .that()
        .haveNameNotMatching("io\\.gan4j\\.bench\\.HandWritten\\w+") // as people write it
        .should()
        .accessTargetWhere(
            DescribedPredicate.describe("takes the default locale", BordersTest::isLocal))
        .check(Modules.CLASSES);
  }

  private static final String GRAPH_SCOPE = "io.gan4j.tf.internal.graph.GraphScope";

  private static boolean isLocal(JavaAccess<?> access) {
    if (!(access instanceof JavaCall<?> call)) {
      return false;
    }
    String owner = call.getTargetOwner().getName();
    String name = call.getName();
    List<String> parameters =
        call.getTarget().getRawParameterTypes().stream().map(JavaClass::getName).toList();
    boolean given = parameters.contains(Locale.class.getName());
    return switch (owner) {
      case "java.lang.String" ->
          name.equals("formatted") || (!given && name.matches("format|toLowerCase|toUpperCase"));
      case "java.io.PrintStream", "java.io.PrintWriter" -> !given && name.matches("printf|format");
      case "java.util.Formatter",
          "java.util.Scanner",
          "java.text.DecimalFormat",
          "java.text.MessageFormat",
          "java.text.SimpleDateFormat" ->
          !given && name.equals("<init>");
      case "java.text.NumberFormat", "java.text.DateFormat", "java.text.Collator" ->
          !given && name.startsWith("get") && name.endsWith("nstance");
      case "java.time.format.DateTimeFormatter" -> !given && name.equals("ofPattern");
      // TensorFlow Java numbers the operations of its own scopes in the default locale's digits.
      case "org.tensorflow.op.Ops" ->
          name.equals("create") && !access.getOriginOwner().getName().equals(GRAPH_SCOPE);
      case "java.util.Locale" -> name.equals("getDefault");
      default -> false;
    };
  }

  @Test
  @DisplayName("nobody reads or writes Java objects, or runs what is read")
  void noSerialization() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectInputStream")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.io.ObjectOutputStream")
        .orShould()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.script..", "java.rmi..")
        .check(Modules.CLASSES);
  }

  @Test
  @DisplayName("the wall clock is read to tell when something was, and by nobody else")
  void wallClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.gan4j.core.run.Provenance")
        .and()
        .doNotHaveFullyQualifiedName("io.gan4j.core.run.RunPersistence$InDirectory")
        .and()
        .doNotHaveFullyQualifiedName("io.gan4j.cli.EvaluateCommand")
        .and()
        .doNotHaveFullyQualifiedName("io.gan4j.core.tune.Tuning")
        .and()
        .doNotHaveFullyQualifiedName("io.gan4j.tf.internal.tensorboard.EventFile")
        .and()
        .resideOutsideOfPackage("io.gan4j.bench..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(Modules.CLASSES);
  }
}
