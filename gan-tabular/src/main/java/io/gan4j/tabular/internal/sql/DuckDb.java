package io.gan4j.tabular.internal.sql;

import static java.util.Objects.requireNonNull;

import io.gan4j.api.GanException;
import io.gan4j.tabular.options.Limits;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
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
  private static final long MEBIBYTE = 1 << 20;

  private final Path folder;
  private final Connection connection;
  private final StatementThread thread = new StatementThread();

  /** Removes the folder where the process is ended before it is closed. */
  private final Thread ended;

  private volatile @Nullable Statement running;

  /** What is done with a row of a result. */
  public interface RowHandler {
    void row(Row row) throws SQLException;
  }

  private DuckDb(Path folder, Connection connection) {
    this.folder = folder;
    this.connection = connection;
    this.ended = new Thread(this::end);
    Runtime.getRuntime().addShutdownHook(ended);
  }

  /**
   * An empty database, which reads these files and writes its {@link #output}, and no others.
   *
   * @param parent folder that its folder is made in; null for the temporary one
   * @throws GanException if it cannot be made, or the engine has no native for this platform
   */
  public static DuckDb open(@Nullable Path parent, List<Path> files) {
    return open(parent, files, Limits.STANDARD);
  }

  /** The same, with as much memory as is allowed. */
  public static DuckDb open(@Nullable Path parent, List<Path> files, Limits limits) {
    @Nullable Path folder = null;
    @Nullable DuckDb opened = null;
    try {
      folder =
          parent == null
              ? Files.createTempDirectory(".gan4j-table")
              : Files.createTempDirectory(parent, ".gan4j-table");
      opened = new DuckDb(folder, connect(folder, limits.memory()));
      opened.confine(files);
      return opened;
    } catch (IOException | SQLException | LinkageError | GanException e) {
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

  private static Connection connect(Path folder, int memory) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("jdbc_stream_results", "true");
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", memory + "MiB");
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
    execute(sql, () -> null);
  }

  /**
   * Does what somebody's own query says.
   *
   * @throws GanException if it takes longer, or more of the disk, than is allowed
   */
  public void execute(Sql sql, Limits limits) throws SQLException {
    long begin = System.nanoTime();
    execute(
        sql,
        () -> {
          if (TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin) >= limits.seconds()) {
            return "sql was stopped after "
                + limits.seconds()
                + " seconds, which limits.seconds sets";
          }
          return bytes(folder.toFile()) > limits.disk() * MEBIBYTE
              ? "sql was stopped, for it takes more than "
                  + limits.disk()
                  + " MiB of the disk, which limits.disk sets"
              : null;
        });
  }

  private void execute(Sql sql, StatementThread.Watch watch) throws SQLException {
    run(
        () -> {
          try (PreparedStatement statement = prepared(sql)) {
            return statement.execute();
          }
        },
        watch);
  }

  /** What a folder's files take, as far as they are still there. */
  private static long bytes(File folder) {
    long bytes = 0;
    for (File file : Objects.requireNonNullElse(folder.listFiles(), new File[0])) {
      bytes += file.isDirectory() ? bytes(file) : file.length();
    }
    return bytes;
  }

  /** Goes through a result row by row; it is never all in memory. Rows come on another thread. */
  public void query(Sql sql, RowHandler handler) throws SQLException {
    run(() -> rows(sql, handler), () -> null);
  }

  /**
   * The same on this thread, for rows that are appended to a table: an appender is for the thread
   * that made it. What is asked for must end by itself.
   */
  public void queryHere(Sql sql, RowHandler handler) throws SQLException {
    rows(sql, handler);
  }

  private boolean rows(Sql sql, RowHandler handler) throws SQLException {
    try (PreparedStatement statement = prepared(sql);
        ResultSet result = statement.executeQuery()) {
      Row row = new Row(result);
      boolean any = false;
      while (result.next()) {
        handler.row(row);
        any = true;
      }
      return any;
    }
  }

  private void run(StatementThread.Work<Boolean> work, StatementThread.Watch watch)
      throws SQLException {
    thread.run(work, watch, this::cancel);
  }

  private void cancel() throws SQLException {
    Statement statement = running;
    if (statement != null && !statement.isClosed()) {
      statement.cancel();
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
    running = statement;
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
      thread.last(connection::close);
    } catch (SQLException e) {
      failure = new GanException("DuckDB cannot be closed: " + e.getMessage(), e);
    }
    forget(ended);
    GanException left = new GanException(folder + " cannot be removed");
    if (!remove(folder, left)) {
      failure = failure == null ? left : failure;
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void end() {
    thread.end(this::cancel);
    remove(folder, new GanException("the process ends"));
  }

  private static void forget(Thread ended) {
    try {
      Runtime.getRuntime().removeShutdownHook(ended);
    } catch (IllegalStateException e) {
      // The process ends just now, and removes the folder itself.
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
