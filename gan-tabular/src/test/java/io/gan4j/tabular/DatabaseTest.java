package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.CategoryColumn;
import io.gan4j.api.data.Column;
import io.gan4j.api.data.Columns;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.NumberColumn;
import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.data.RowWriter;
import io.gan4j.api.data.Scale;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.tabular.internal.JdbcRowTarget;
import io.gan4j.tabular.options.Nulls;
import io.gan4j.tabular.options.Numbers;
import io.gan4j.tabular.options.Separator;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against H2, which lives as long as a connection to it. */
@DisplayName("A database")
class DatabaseTest {
  private static final String URL = "jdbc:h2:mem:tables";

  private static final Column LETTERS =
      new CategoryColumn("c", "VARCHAR", false, List.of("a", "b"));

  private Connection database;

  @BeforeEach
  void open() throws SQLException {
    database = DriverManager.getConnection(URL);
    execute(
        "CREATE TABLE people (id INT, name VARCHAR(20), height DOUBLE PRECISION, pay DECIMAL(8,2),"
            + " born DATE, seen TIMESTAMP, wakes TIME, member BOOLEAN, zoned TIMESTAMP WITH TIME"
            + " ZONE)");
    for (int i = 0; i < 12; i++) {
      execute(
          "INSERT INTO people VALUES ("
              + i
              + ", "
              + (i % 4 == 0 ? "NULL" : "'O''Hara " + i % 3 + "'")
              + ", "
              + (i + 0.5)
              + ", "
              + (10 * i + 0.25)
              + ", DATE '2020-01-"
              + (i + 10)
              + "', TIMESTAMP '2020-01-01 10:"
              + (i + 10)
              + ":00', TIME '07:"
              + (i + 10)
              + ":00', "
              + (i % 2 == 0)
              + ", TIMESTAMP WITH TIME ZONE '2020-01-01 10:"
              + (i + 10)
              + ":00+00:00')");
    }
  }

  @AfterEach
  void close() throws SQLException {
    execute("DROP ALL OBJECTS");
    database.close();
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = database.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> rows(String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Statement statement = database.createStatement();
        ResultSet result = statement.executeQuery(query)) {
      while (result.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : ",").append(result.getString(i));
        }
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static TableReader reader(String url, String query) {
    return new TableReader(
        null,
        query,
        Map.of(),
        List.of(),
        List.of(),
        0,
        100,
        Numbers.STANDARD,
        Nulls.LEARN,
        false,
        Separator.COMMA,
        List.of(),
        io.gan4j.tabular.options.Limits.STANDARD,
        Map.of(),
        url);
  }

  private static Columns columns(Dataset dataset) {
    return Objects.requireNonNull(dataset.space().columns());
  }

  private static void write(String table, Columns columns, float[] rows) {
    try (RowWriter writer = new JdbcRowTarget(Map.of()).open(URL, table, columns)) {
      writer.write(rows);
      writer.finish();
    }
  }

  @Test
  @DisplayName("gives the rows of a query, each column in its own type")
  void read() {
    try (Dataset dataset = reader(URL, "SELECT * FROM people ORDER BY id;").open()) {
      assertThat(columns(dataset).columns())
          .extracting(Column::type)
          .containsExactly(
              "BIGINT",
              "VARCHAR",
              "DOUBLE",
              "DECIMAL(8,2)",
              "DATE",
              "TIMESTAMP",
              "TIME",
              "BOOLEAN",
              "TIMESTAMP");
      assertThat(dataset.size()).hasValue(12);
      assertThat(dataset.description()).startsWith(URL + ", 12 rows of 9 columns");
    }
  }

  @Test
  @DisplayName("takes rows back as they were, into a table that is there and into a new one")
  void written() throws SQLException {
    execute("CREATE TABLE copy AS SELECT * FROM people WHERE id < 0");
    try (Dataset dataset = reader(URL, "SELECT * FROM people ORDER BY id").open()) {
      float[] rows = Tables.rows(dataset);
      write("copy", columns(dataset), rows);
      write("new table", columns(dataset), rows);
      write("copy", columns(dataset), rows);
    }
    List<String> people = rows("SELECT * FROM people ORDER BY id");
    assertThat(rows("SELECT DISTINCT * FROM copy ORDER BY id")).isEqualTo(people);
    assertThat(rows("SELECT count(*) FROM copy")).containsExactly("24");
    assertThat(rows("SELECT id, name, pay, born, member FROM \"new table\" ORDER BY id"))
        .isEqualTo(rows("SELECT id, name, pay, born, member FROM people ORDER BY id"));
    // A table that is made here has times in UTC without a zone.
    assertThat(rows("SELECT zoned FROM \"new table\" WHERE id = 0"))
        .containsExactly("2020-01-01 10:10:00");
  }

  @Test
  @DisplayName("takes all rows or none, and no table that was made for them stays behind")
  void transaction() throws SQLException {
    execute("CREATE TABLE few (id INT CHECK (id < 5))");
    try (Dataset dataset = reader(URL, "SELECT id FROM people ORDER BY id").open()) {
      float[] rows = Tables.rows(dataset);
      assertThatThrownBy(() -> write("few", columns(dataset), rows))
          .isInstanceOf(GanException.class)
          .hasMessageContaining(URL)
          .hasMessageContaining("Check constraint");
      try (RowWriter writer = new JdbcRowTarget(Map.of()).open(URL, "absent", columns(dataset))) {
        writer.write(rows);
      }
    }
    assertThat(rows("SELECT * FROM few")).isEmpty();
    assertThat(rows("SELECT table_name FROM information_schema.tables WHERE table_name='absent'"))
        .isEmpty();
  }

  @Test
  @DisplayName("hears no SQL from names and categories, whatever is in them")
  void hostile() throws SQLException {
    List<String> texts =
        List.of(
            "x'); DROP TABLE people; --",
            "\"; DROP TABLE people; --",
            "a\"\"b",
            "?",
            "$1",
            "x) VALUES (1); DELETE FROM people; --",
            "; -- /* \\ `");
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      Columns columns =
          new Columns(
              List.of(
                  new CategoryColumn(text, "VARCHAR", false, List.of(text, "other")),
                  new NumberColumn(
                      "n", "DOUBLE", false, new Scale.Standard(0, 1), new Limits(0, 9, 1))));
      write("t" + i + text.replace(".", ""), columns, new float[] {1, 0, 3});
    }
    assertThat(rows("SELECT count(*) FROM people")).containsExactly("12");
    assertThat(rows("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'PUBLIC'"))
        .containsExactly(Integer.toString(texts.size() + 1));
    Columns strange =
        new Columns(List.of(new CategoryColumn("c", "BIGINT", false, List.of("1", "DROP"))));
    assertThatThrownBy(() -> write("t", strange, new float[] {1, 0}))
        .isInstanceOf(GanException.class)
        .hasMessageContaining("is of type BIGINT, and its category 'DROP' is none");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://ann:s3cret@host/db",
        "jdbc:postgresql://host/db?user=ann&password=s3cret",
        "jdbc:postgresql://host/db?sslpassword=s3cret",
        "jdbc:oracle:thin:ann/s3cret@host:1521:db",
        "jdbc:sqlserver://host;databaseName=x;PWD=s3cret",
        "jdbc:h2:mem:x;USER=ann;PASSWORD=s3cret"
      })
  @DisplayName("has no credentials in its URL, and they are not repeated:")
  void credentials(String url) {
    assertThatThrownBy(() -> reader(url, "SELECT 1"))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("GAN4J_JDBC_PASSWORD")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret", "ann"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:h2:mem:x;INIT=RUNSCRIPT FROM 'http://localhost/x.sql'",
        "jdbc:h2:mem:x;init=CREATE",
        "jdbc:postgresql://host/db?socketFactory=x.Y&socketFactoryArg=z",
        "jdbc:mysql://host/db?allowLoadLocalInfile=true",
        "http://host/db",
        "jdbc:"
      })
  @DisplayName("is only connected to by its URL:")
  void parameters(String url) {
    assertThatThrownBy(() -> reader(url, "SELECT 1")).isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(
            () -> new JdbcRowTarget(Map.of()).open(url, "t", new Columns(List.of(LETTERS))))
        .isInstanceOf(GanException.class);
  }

  @Test
  @DisplayName("is asked for with credentials of the environment, which no message has")
  void login() throws SQLException {
    execute("CREATE USER ann PASSWORD 's3cret'");
    Map<String, String> right = Map.of("GAN4J_JDBC_USER", "ann", "GAN4J_JDBC_PASSWORD", "s3cret");
    Columns columns = new Columns(List.of(LETTERS));
    Throwable refused =
        catchThrowable(() -> new JdbcRowTarget(right).open(URL, "forbidden", columns));
    assertThat(refused).isInstanceOf(GanException.class).hasMessageContaining("rights");
    Map<String, String> wrong = Map.of("GAN4J_JDBC_USER", "ann", "GAN4J_JDBC_PASSWORD", "0ther");
    Throwable unknown = catchThrowable(() -> new JdbcRowTarget(wrong).open(URL, "t", columns));
    assertThat(unknown.getMessage()).contains("no connection").doesNotContain("ann", "0ther");
    assertThat(unknown.getCause()).isNull();
  }

  @Test
  @DisplayName("that is not there, and a query that it does not understand, are told in a line")
  void mistakes() {
    assertThatThrownBy(() -> reader("jdbc:nobody://host/db", "SELECT 1").open())
        .isInstanceOf(DataException.class)
        .hasMessage(
            "jdbc:nobody://host/db: there is no driver for it on the class path; GAN_CLASSPATH"
                + " names its jar");
    assertThatThrownBy(() -> reader(URL, "SELECT nothing FROM people").open())
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(URL + ": Column \"NOTHING\" not found");
    assertThatThrownBy(() -> reader(URL, "SELECT id, id FROM people").open())
        .hasMessageContaining("the query gives two columns called 'ID'");
    assertThatThrownBy(() -> reader(URL, "DELETE FROM people").open())
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> reader(URL, "SELECT x'00' AS b FROM people").open())
        .hasMessageContaining("column 'B' is of type binary varying, of which nothing is learnt");
  }

  @Test
  @DisplayName("has NULL in columns of every type")
  void nulls() throws SQLException {
    execute("CREATE TABLE holes AS SELECT * FROM people");
    execute("INSERT INTO holes (id) VALUES (99)");
    execute("ALTER TABLE holes ADD free DECFLOAT");
    execute("UPDATE holes SET free = id * 0.5 WHERE id < 5");
    try (Dataset dataset = reader(URL, "SELECT * FROM holes ORDER BY id").open()) {
      assertThat(columns(dataset).columns().subList(1, 10)).allMatch(Column::nulls);
    }
  }

  @Test
  @DisplayName("has the digits of its numbers, or says that they are too many")
  void digits() throws SQLException {
    execute("CREATE TABLE large (id DECIMAL(20,0), x DOUBLE PRECISION)");
    for (int i = 0; i < 12; i++) {
      execute("INSERT INTO large VALUES (900719925474099" + (10 + i) + ", " + i + ".5)");
    }
    assertThatThrownBy(() -> reader(URL, "SELECT * FROM large").open())
        .hasMessageContaining("column 'ID' has numbers of more digits than are learnt");
  }
}
