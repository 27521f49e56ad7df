package io.gan4j.bench;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructor;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text of a stranger must not become SQL: so there is one place that makes it. */
@DisplayName("SQL")
class SqlBordersTest {
  private static final String PLACE = "io.gan4j.tabular.internal.sql.";

  /** The classes that hand statements over, and get at results. */
  private static final Set<String> HANDS =
      Set.of("DuckDb", "RowAppender", "Row", "RemoteDb", "RemoteTable", "RemoteColumn");

  /** The files that statements are made in. */
  private static final Set<String> MAKERS =
      Set.of("Sql.java", "SqlNames.java", "OtherReading.java", "RemoteSql.java");

  private static final JavaClasses CLASSES = Modules.CLASSES;

  /**
   * A statement or a part of one that a text begins with, in the capitals that SQL is written in.
   */
  private static final Pattern BEGINNING =
      Pattern.compile(
          "\\s*\\(?(SELECT|COPY|CREATE|INSERT|ATTACH|DETACH|DELETE|UPDATE|DROP|ALTER|MERGE|TRUNCATE"
              + "|PRAGMA|INSTALL|LOAD|EXPORT|IMPORT|DESCRIBE|EXECUTE|CALL|SET|USE|WITH|FROM|WHERE"
              + "|GROUP BY|ORDER BY|LIMIT|VALUES|JOIN|UNION|(TRY_)?CAST)(\\s|\\(|$).*",
          Pattern.DOTALL);

  /** The shapes of SQL anywhere in a text, however it is written. */
  private static final Pattern SHAPE =
      Pattern.compile(
          "\\bselect\\b.+\\bfrom\\b"
              + "|\\bcopy\\s*\\("
              + "|\\b(insert|merge)\\s+into\\b"
              + "|\\bdelete\\s+from\\b"
              + "|\\b(create|alter|drop)\\s+(or\\s+replace\\s+)?(temp(orary)?\\s+)?"
              + "(table|view|macro|schema|secret|index|sequence|type)\\b"
              + "|\\b(at|de)tach\\s+('|database\\b|if\\b)"
              + "|\\b(try_)?cast\\s*\\("
              + "|\\b(order|group|partition)\\s+by\\b"
              + "|\\bread_(csv|parquet|json|text|blob)\\w*\\s*\\(",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  @Test
  @DisplayName("is handed to databases by six classes, and nobody else sees a statement")
  void statements() {
    noClasses()
        .that(
            DescribedPredicate.describe(
                "are not in the place",
                type -> !HANDS.stream().map(PLACE::concat).toList().contains(outermost(type))))
        .should()
        .dependOnClassesThat(DescribedPredicate.describe("run SQL", SqlBordersTest::runsSql))
        .check(CLASSES);
    for (String hand : HANDS) {
      assertThat(CLASSES.get(PLACE + hand).getDirectDependenciesFromSelf())
          .as("what %s sees", hand)
          .anyMatch(dependency -> runsSql(dependency.getTargetClass()));
    }
  }

  private static String outermost(JavaClass type) {
    return type.getEnclosingClass().map(SqlBordersTest::outermost).orElse(type.getName());
  }

  private static boolean runsSql(JavaClass type) {
    String of = type.getPackageName();
    return of.startsWith("org.duckdb")
        || of.startsWith("javax.sql")
        || (of.startsWith("java.sql") && !type.isAssignableTo(java.sql.SQLException.class));
  }

  @Test
  @DisplayName("is a type that nobody can make of a text, and the database takes nothing else")
  void closed() {
    for (String type :
        List.of(
            "Sql",
            "Sql$Condition",
            "SqlType",
            "DuckDb",
            "RemoteSql",
            "RemoteDb",
            "RemoteTable",
            "JdbcAddress")) {
      assertThat(CLASSES.get(PLACE + type).getConstructors())
          .as("constructors of %s", type)
          .isNotEmpty()
          .allMatch(SqlBordersTest::isPrivate);
    }
    List<String> open = new ArrayList<>();
    for (JavaMethod method : CLASSES.get(PLACE + "DuckDb").getMethods()) {
      if (!method.getModifiers().contains(JavaModifier.PRIVATE)
          && method.getRawParameterTypes().stream().anyMatch(t -> t.isEquivalentTo(String.class))) {
        open.add(method.getFullName());
      }
    }
    assertThat(open).isEmpty();
  }

  private static boolean isPrivate(JavaConstructor constructor) {
    return constructor.getModifiers().contains(JavaModifier.PRIVATE);
  }

  @Test
  @DisplayName("is in no text of any module's sources but there")
  void texts() throws IOException {
    Path root = Modules.root();
    List<String> found = new ArrayList<>();
    int there = 0;
    for (Path module : Modules.FOLDERS.values()) {
      for (Path file : sources(module)) {
        boolean place =
            MAKERS.stream()
                .anyMatch(name -> file.endsWith(Path.of("tabular", "internal", "sql", name)));
        for (JavaLiterals.Literal literal : JavaLiterals.of(Files.readString(file))) {
          if (isSql(literal.text())) {
            if (place) {
              there++;
            } else {
              found.add(root.relativize(file) + ":" + literal.line() + ": " + literal.text());
            }
          }
        }
      }
    }
    assertThat(found).isEmpty();
    assertThat(there).as("texts with SQL in the one place").isGreaterThan(20);
  }

  private static boolean isSql(String text) {
    return BEGINNING.matcher(text).matches() || SHAPE.matcher(text).find();
  }

  private static List<Path> sources(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  @ParameterizedTest
  @DisplayName("is recognised in a source:")
  @ValueSource(
      strings = {
        "run(\"SELECT * FROM \" + name);",
        "run(\"SELECT \" + name);",
        "run(\"select \" + name + \" from t\" + /* \" */ \" order by 1\");",
        "run(\"COPY (\" + query + \") TO '\" + file + \"'\");",
        "run(\"CREATE OR REPLACE TABLE \" + name);",
        "run(\"create table %s (a int)\".formatted(name));",
        "run(name + \" WHERE \" + condition);",
        "run(\"\"\"\n    attach '%s'\n    \"\"\".formatted(file));",
        "c = '\"'; run(\"INSERT INTO \" + name);",
        "run(\"\\\"\" + a + \"\\\" = CAST(\" + b + \" AS \" + type + \")\");",
        "run(\"SET threads = \" + n);"
      })
  void seen(String source) {
    assertThat(JavaLiterals.of(source)).anyMatch(literal -> isSql(literal.text()));
  }

  @ParameterizedTest
  @DisplayName("is not recognised where there is none:")
  @ValueSource(
      strings = {
        "// run(\"SELECT * FROM \" + name);",
        "/* run(\"SELECT * FROM \" + name); */ x = \"a\";",
        "@Doc(\"A SELECT over the file, which it calls data; absent: all of it\")",
        "say(\"set the number of threads with --threads\");",
        "say(\"loaded from \" + file + \", select another\");",
        "c = '\\''; d = '\"'; // \"SELECT * FROM \"",
        "say(\"it's \\\"x\\\"\");"
      })
  void unseen(String source) {
    assertThat(JavaLiterals.of(source)).noneMatch(literal -> isSql(literal.text()));
  }
}
