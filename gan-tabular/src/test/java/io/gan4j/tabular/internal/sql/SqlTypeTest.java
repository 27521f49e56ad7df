package io.gan4j.tabular.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.tabular.internal.sql.SqlType.Meaning;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Types")
class SqlTypeTest {

  @Test
  @DisplayName("are known by their names, and write their own")
  void known() {
    for (String name : SqlType.accepted().replaceAll(", DECIMAL.*", "").split(", ", -1)) {
      SqlType type = SqlType.of(name).orElseThrow();
      assertThat(type.name()).isEqualTo(name.startsWith("TIMESTAMP") ? "TIMESTAMP" : name);
      assertThat(type.low()).isLessThanOrEqualTo(type.high());
    }
    assertThat(SqlType.of("UTINYINT").orElseThrow().high()).isEqualTo(255);
    assertThat(SqlType.of("TIME").orElseThrow().high()).isEqualTo(24 * 60 * 60 - 1);
    assertThat(SqlType.ofSource("ENUM('a', 'b')")).contains(SqlType.VARCHAR);
  }

  @Test
  @DisplayName("have as many digits as DuckDB has")
  void decimals() {
    assertThat(SqlType.of("DECIMAL(5,2)"))
        .hasValueSatisfying(
            type -> {
              assertThat(type.name()).isEqualTo("DECIMAL(5,2)");
              assertThat(type.meaning()).isEqualTo(Meaning.DECIMAL);
              assertThat(type.high()).isEqualTo(999.99);
              assertThat(type.low()).isEqualTo(-999.99);
            });
    assertThat(SqlType.of("DECIMAL(01,00)").orElseThrow().name()).isEqualTo("DECIMAL(1,0)");
    assertThat(SqlType.of("DECIMAL(38,38)")).isPresent();
    assertThat(SqlType.of("DECIMAL(38,0)")).isPresent();
  }

  @ParameterizedTest
  @DisplayName("are no others, whatever they look like:")
  @ValueSource(
      strings = {
        "",
        " ",
        "varchar",
        "VARCHAR ",
        "VARCHAR)",
        "VARCHAR\n",
        "VARCHAR\0",
        "VARCHAR[]",
        "TIMESTAMP; ATTACH 'x'",
        "ENUM('a')",
        "STRUCT(a INTEGER)",
        "BLOB",
        "DECIMAL",
        "DECIMAL(5, 2)",
        "DECIMAL(0,0)",
        "DECIMAL(39,0)",
        "DECIMAL(5,6)",
        "DECIMAL(-5,-6)",
        "DECIMAL(5,2)\n",
        "DECIMAL(٥,٢)",
        "DECIMAL(99999999999,1)",
        "DECIMAL(1,99999999999)",
        "DECIMAL(5,2) || (SELECT 1)"
      })
  void unknown(String name) {
    assertThat(SqlType.of(name)).isEmpty();
  }
}
