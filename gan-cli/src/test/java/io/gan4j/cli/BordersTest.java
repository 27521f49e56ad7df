package io.gan4j.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The borders between the modules")
class BordersTest {
  /** A little under what each module had when this was written. */
  private static final Map<String, Integer> LEAST_CLASSES =
      Map.of(
          "api", 80, "core", 100, "tf", 60, "datasets", 10, "tabular", 10, "cli", 20, "testkit", 8);

  static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.gan4j");

  @BeforeEach
  void allModulesAreThere() {
    LEAST_CLASSES.forEach(
        (module, least) ->
            assertThat(CLASSES.stream().filter(c -> module.equals(module(c))).count())
                .as("classes seen of gan-%s", module)
                .isGreaterThanOrEqualTo(least));
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
        .check(CLASSES);
  }

  @Test
  @DisplayName("gan-core, gan-tf, gan-datasets and gan-tabular do not see each other")
  void siblings() {
    siblings("core", "tf", "datasets", "tabular").check(CLASSES);
    siblings("tf", "core", "datasets", "tabular").check(CLASSES);
    siblings("datasets", "core", "tf", "tabular").check(CLASSES);
    siblings("tabular", "core", "tf", "datasets").check(CLASSES);
  }

  @Test
  @DisplayName("nobody sees gan-tabular, which is optional, and it alone sees DuckDB")
  void tables() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gan4j.tabular..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.gan4j.tabular..", "org.duckdb..")
        .check(CLASSES);
  }

  @Test
  @DisplayName("gan-testkit sees gan-api alone")
  void testkit() {
    noClasses()
        .that()
        .resideInAPackage("io.gan4j.testkit..")
        .should()
        .dependOnClassesThat(
            resideInAPackage("io.gan4j..")
                .and(
                    DescribedPredicate.not(
                        resideInAnyPackage("io.gan4j.testkit..", "io.gan4j.api.."))))
        .check(CLASSES);
  }

  @Test
  @DisplayName("nobody sees gan-cli")
  void commandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gan4j.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.gan4j.cli..")
        .check(CLASSES);
  }

  @Test
  @DisplayName("gan-tf alone sees TensorFlow beyond its plain arrays")
  void tensorFlow() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.gan4j.tf..")
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("org.tensorflow..", "org.bytedeco..")
                .and(DescribedPredicate.not(resideInAPackage("org.tensorflow.ndarray.."))))
        .check(CLASSES);
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
        .check(CLASSES);
  }

  @Test
  @DisplayName("and that place is known when it is seen")
  void nativesAreSeen() {
    assertThat(
            CLASSES.get("io.gan4j.tf.internal.natives.Natives").getCodeUnitCallsFromSelf().stream()
                .filter(BordersTest::makesNatives)
                .count())
        .isGreaterThanOrEqualTo(13);
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
  @DisplayName("what is in an internal package is seen from its own module only")
  void internals() {
    ArchCondition<JavaClass> stayOut =
        new ArchCondition<>("not see another module's internal packages") {
          @Override
          public void check(JavaClass from, ConditionEvents events) {
            from.getDirectDependenciesFromSelf().stream()
                .filter(d -> d.getTargetClass().getPackageName().matches(".*\\.internal(\\..*)?"))
                .filter(d -> !module(d.getTargetClass()).equals(module(from)))
                .filter(d -> !module(d.getTargetClass()).isEmpty())
                .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
          }
        };
    ArchRuleDefinition.classes().should(stayOut).check(CLASSES);
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
        .resideInAnyPackage("java.beans..", "javax.script..", "java.rmi..")
        .check(CLASSES);
  }

  @Test
  @DisplayName("the wall clock is read to tell when something was, and by nobody else")
  void wallClock() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("io.gan4j.core.run.Provenance")
        .and()
        .doNotHaveFullyQualifiedName("io.gan4j.core.run.Keeper$InDirectory")
        .and()
        .doNotHaveFullyQualifiedName("io.gan4j.cli.EvaluateCommand")
        .and()
        .doNotHaveFullyQualifiedName("io.gan4j.tf.internal.tensorboard.EventFile")
        .and()
        .resideOutsideOfPackage("io.gan4j.bench..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  private static ArchRule siblings(String module, String... others) {
    String[] packages = new String[others.length];
    for (int i = 0; i < others.length; i++) {
      packages[i] = "io.gan4j." + others[i] + "..";
    }
    return noClasses()
        .that()
        .resideInAPackage("io.gan4j." + module + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(packages);
  }

  /** The module that a class of gan4j is in: io.gan4j.tf.graph is in tf. Empty for others. */
  private static String module(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return type.getPackageName().startsWith("io.gan4j.") ? parts[2] : "";
  }
}
