package io.gan4j.api.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes whole rows of what the networks make: those that hold the columns' rules, with the columns
 * that are added to the learnt ones. Safe for use by several threads. Who opens closes.
 */
public interface RowCompleter extends AutoCloseable {

  /**
   * The whole rows among generated ones.
   *
   * @param rows as the networks make them, one after the other: a multiple of the columns' width
   * @param seed of all rows
   * @param first how many whole rows of the seed there were before, which its keys count
   * @return of each row that holds the values in the order of {@link Columns#order()}: a text, a
   *     double, or null for NULL. Days are counted from 1970-01-01; times are seconds, of the day
   *     or since 1970
   * @throws io.gan4j.api.GanException if they cannot be told, or the first of them cannot be, as
   *     when there are no more keys; if a later one cannot be, those before it are given
   */
  List<@Nullable Object[]> complete(float[] rows, long seed, long first);

  @Override
  void close();
}
