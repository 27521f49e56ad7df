package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.duckdb.DuckDBDriver;
import org.jspecify.annotations.Nullable;

/**
 * A database in a folder of its own, which is gone when it is closed. It loads no extensions, uses
 * little memory and one thread (so that rows keep their order), and once {@link #confine confined}
 * reaches no file but those it was told of, and no network. Who opens closes.
 */
final class Duck implements AutoCloseable {
  private static final String MEMORY = "512MB";

  private final Path folder;
  private final Connection connection;

  /** What is done with a row of a result. */
  interface RowHandler {
    void row(ResultSet row) throws SQLException;
  }

  private Duck(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
  }

  /**
   * An empty database.
   *
   * @param parent folder that its folder is made in; null for the temporary one
   * @throws GanException if it cannot be made, or the engine has no native for this platform
   */
  static Duck open(@Nullable Path parent) {
    @Nullable Path folder = null;
    try {
      folder =
          parent == null
              ? Files.createTempDirectory(".gan4j-table")
              : Files.createTempDirectory(parent, ".gan4j-table");
      Properties settings = new Properties();
      settings.setProperty("jdbc_stream_results", "true");
      settings.setProperty("threads", "1");
      settings.setProperty("memory_limit", MEMORY);
      settings.setProperty("temp_directory", folder.resolve("spilled").toString());
      settings.setProperty("autoinstall_known_extensions", "false");
      settings.setProperty("autoload_known_extensions", "false");
      settings.setProperty("allow_community_extensions", "false");
      Connection connection =
          new DuckDBDriver().connect("jdbc:duckdb:" + folder.resolve("rows.duckdb"), settings);
      return new Duck(folder, connection);
    } catch (IOException | SQLException | LinkageError e) {
      GanException failure = new GanException("DuckDB cannot be opened: " + e.getMessage(), e);
      if (folder != null) {
        remove(folder, failure);
      }
      throw failure;
    }
  }

  /** From now on no file but these can be read, and no setting changed. */
  void confine(List<Path> files) throws SQLException {
    // As they are called, and as patterns that stand for just themselves.
    List<String> names =
        files.stream().flatMap(file -> Stream.of(file.toString(), Sql.pattern(file))).toList();
    execute("SET allowed_paths = " + Sql.texts(names));
    execute("SET enable_external_access = false");
    execute("SET lock_configuration = true");
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Goes through a result row by row; it is never all in memory. */
  void query(String sql, RowHandler handler) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        handler.row(rows);
      }
    }
  }

  /** The texts of a result of one column. */
  List<String> texts(String sql) throws SQLException {
    List<String> texts = new ArrayList<>();
    query(sql, row -> texts.add(row.getString(1)));
    return texts;
  }

  Connection connection() {
    return connection;
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
