package io.gan4j.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.Dataset;
import io.gan4j.tabular.Tables.Setting;
import io.gan4j.tabular.options.Limits;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A query that never ends")
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class QueryLimitsTest {
  private static final String COUNTS_ON =
      "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n) ";
  private static final String ENDLESS = COUNTS_ON + "SELECT max(i) AS a, 2 AS b FROM n";

  @TempDir Path folder;

  private Setting table;

  @BeforeEach
  void file() {
    table = Setting.of(Tables.write(folder.resolve("t.csv"), "a,b\n1,2\n3,4\n5,6\n"));
  }

  private static Limits of(long rows, int seconds, int disk) {
    return new Limits(rows, seconds, 64, disk);
  }

  @ParameterizedTest
  @DisplayName("in rows is refused at the first too many:")
  @ValueSource(
      strings = {
        COUNTS_ON + "SELECT i, i % 7 AS j FROM n",
        "SELECT i AS a, i % 5 AS b FROM range(1000000000000000) t(i)",
        "SELECT a.a, b.b FROM data a, data b, data c, data d, data e, data f, data g, data h"
      })
  void rows(String sql) {
    assertThatThrownBy(() -> table.sql(sql).limits(of(5000, 600, 1000)).open())
        .isInstanceOf(DataException.class)
        .hasMessage(table.path() + ": sql gives more than 5,000 rows, which limits.rows sets");
  }

  @Test
  @DisplayName("without a row is stopped after the seconds that it has")
  void seconds() {
    assertThatThrownBy(() -> table.sql(ENDLESS).limits(of(5000, 1, 1000)).open())
        .isInstanceOf(DataException.class)
        .hasMessage(table.path() + ": sql was stopped after 1 seconds, which limits.seconds sets");
  }

  @Test
  @DisplayName("fills no disk")
  void disk() {
    String wide =
        "SELECT md5(i::VARCHAR) || md5((i * 7)::VARCHAR) AS a, i AS b"
            + " FROM range(1000000000000) t(i)";
    assertThatThrownBy(() -> table.sql(wide).limits(of(1_000_000_000, 600, 20)).open())
        .isInstanceOf(DataException.class)
        .hasMessage(
            table.path()
                + ": sql was stopped, for it takes more than 20 MiB of the disk, which"
                + " limits.disk sets");
  }

  @Test
  @DisplayName("is stopped with the thread that waits for it")
  void interrupted() throws InterruptedException {
    AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
    Thread reader =
        new Thread(
            () -> {
              thrown.set(catchThrowable(() -> table.sql(ENDLESS).open()));
              if (!Thread.currentThread().isInterrupted()) {
                thrown.set(new AssertionError("the thread is not marked", thrown.get()));
              }
            });
    reader.start();
    Thread.sleep(300);
    reader.interrupt();
    reader.join(20_000);
    assertThat(thrown.get())
        .isInstanceOf(GanException.class)
        .hasMessageEndingWith(": interrupted while it was read");
  }

  @Test
  @DisplayName("is another matter than one that gives as many rows as it may, in its order")
  void within() {
    String sql = "SELECT a, b FROM data ORDER BY a DESC";
    Setting whole = Setting.of(Tables.write(folder.resolve("whole.csv"), "a,b\n5,6\n3,4\n1,2\n"));
    try (Dataset dataset = table.sql(sql).limits(of(3, 600, 1000)).open();
        Dataset sorted = whole.open()) {
      assertThat(Tables.rows(dataset)).isEqualTo(Tables.rows(sorted));
    }
    assertThatThrownBy(() -> table.sql(sql).limits(of(2, 600, 1000)).open())
        .hasMessageContaining("more than 2 rows");
  }
}
