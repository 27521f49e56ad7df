package io.gan4j.tabular.internal.sql;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A database in a folder of its own, which is gone when it is closed. It loads no extensions, uses
 * little memory and one thread (so that rows keep their order), and never reaches a file but those
 * that it is opened for, nor any network. Who opens closes.
 */
public final class DuckDb implements AutoCloseable {
  private static final String MEMORY = "512MB";

  private final Path folder;
  private final Connection connection;

  /** What is done with a row of a result. */
  public interface RowHandler {
    void row(Row row) throws SQLException;
  }

  private DuckDb(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /**
   * An empty database, which reads these files and writes its {@link #output}, and no others.
   *
   * @param parent folder that its folder is made in; null for the temporary one
   * @throws GanException if it cannot be made, or the engine has no native for this platform
   */
  public static DuckDb open(@Nullable Path parent, List<Path> files) {
    @Nullable Path folder = null;
    @Nullable DuckDb opened = null;
    try {
      folder =
          parent == null
              ? Files.createTempDirectory(".gan4j-table")
              : Files.createTempDirectory(parent, ".gan4j-table");
      opened = new DuckDb(folder, connect(folder));
      opened.confine(files);
      return opened;
    } catch (IOException | SQLException | LinkageError e) {
      GanException failure =
          new GanException("DuckDB cannot be opened: " + Failures.inOneLine(e), e);
      if (opened != null) {
        opened.closeAfter(failure);
      } else if (folder != null) {
        remove(folder, failure);
      }
      throw failure;
    }
  }

  private static Connection connect(Path folder) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("temp_directory", folder.resolve("spilled").toString());
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("allow_community_extensions", "false");
    // No path is in the URL, where all behind a semicolon would be settings, a script to run too.
    return new DuckDBDriver().connect("jdbc:duckdb:", settings);
  }

  private void confine(List<Path> files) throws SQLException {
    List<Path> allowed = new ArrayList<>(files);
    allowed.add(output());
    for (Sql sql : Sql.use(folder.resolve("rows.duckdb"))) {
      execute(sql);
    }
    for (Sql sql : Sql.confine(allowed)) {
      execute(sql);
    }
  }

  /** The one file that it may write, in its own folder; there is none at first. */
  public Path output() {
    return folder.resolve("output");
  }

  /** Does what a statement says. */
  public void execute(Sql sql) throws SQLException {
    try (PreparedStatement statement = prepared(sql)) {
      statement.execute();
    }
  }

  /** Goes through a result row by row; it is never all in memory. */
  public void query(Sql sql, RowHandler handler) throws SQLException {
    try (PreparedStatement statement = prepared(sql);
        ResultSet result = statement.executeQuery()) {
      Row row = new Row(result);
      while (result.next()) {
        handler.row(row);
      }
    }
  }

  /** The texts of a result of one column without NULLs. */
  public List<String> texts(Sql sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    query(sql, row -> texts.add(requireNonNull(row.text(0))));
    return texts;
  }

  /** The one text of a result. */
  public String text(Sql sql) throws SQLException {
    return texts(sql).get(0);
  }

  /** The one whole number of a result. */
  public long whole(Sql sql) throws SQLException {
    return Long.parseLong(text(sql));
  }

  /** Adds to the table that {@link Sql#createGenerated} makes. */
  public RowAppender appender() throws SQLException {
    return appenderTo(Sql.GENERATED);
  }

  /** Adds to the table that {@link Sql#createSource} makes. */
  public RowAppender sourceAppender() throws SQLException {
    return appenderTo(Sql.SOURCE);
  }

  private RowAppender appenderTo(String table) throws SQLException {
    return new RowAppender(
        connection
            .unwrap(DuckDBConnection.class)
            .createAppender(Sql.DATABASE, DuckDBConnection.DEFAULT_SCHEMA, table));
  }

  private PreparedStatement prepared(Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    try {
      int place = 1;
      for (Object value : sql.values()) {
        if (value instanceof String[] texts) {
          statement.setArray(place++, connection.createArrayOf("VARCHAR", texts));
        } else {
          statement.setObject(place++, value);
        }
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }

  @Override
  public void close() {
    GanException failure = null;
    try {
      connection.close();
    } catch (SQLException e) {
      failure = new GanException("DuckDB cannot be closed: " + e.getMessage(), e);
    }
    GanException left = new GanException(folder + " cannot be removed");
    if (!remove(folder, left)) {
      failure = failure == null ? left : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  /** Closes it because something failed, which what fails now is added to. */
  public void closeAfter(Exception failure) {
    try {
      close();
    } catch (GanException closing) {
      failure.addSuppressed(closing);
    }
  }

  private static boolean remove(Path folder, GanException failure) {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = new ArrayList<>(files.toList());
      for (int i = all.size() - 1; i >= 0; i--) {
        Files.deleteIfExists(all.get(i));
      }
      return true;
    } catch (IOException e) {
      failure.addSuppressed(e);
      return false;
    }
  }
}
