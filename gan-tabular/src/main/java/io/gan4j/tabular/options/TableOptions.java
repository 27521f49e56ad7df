package io.gan4j.tabular.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that is asked of a table but which file it is. */
public interface TableOptions {

  /** A SELECT over the file, which it calls data; null: all of it. */
  @Nullable String sql();

  /** Further files for the SELECT, by name. */
  Map<String, Path> tables();

  /** The columns to learn, in this order; empty: all. */
  List<String> columns();

  /** Columns of numbers that are categories. */
  List<String> categories();

  /** Columns of whole numbers with at most so many different values are categories too. */
  int fewValues();

  /** Most different values that a category may have. */
  int mostCategories();

  /** How networks see numbers. */
  Numbers numbers();

  /** How networks see numbers that many rows share, under quantiles. */
  Ties ties();

  /**
   * A number of so large a share of the training rows is a category beside the others; 0: none is.
   */
  double spikes();

  /** Categories of a smaller share of the training rows are drawn, not learnt; 0: none is. */
  double rare();

  /**
   * What holds in every row, in SQL. A column that is said to be equal to something is computed.
   */
  List<String> rules();

  /** Columns whose value follows from a category: the category's name by theirs. */
  Map<String, String> functions();

  /** Columns that only tell rows apart, for which new values of their pattern are made. */
  List<String> keys();

  /** Columns of personal texts, for which others are made up: the kind of text by their names. */
  Map<String, String> personal();

  /** What is done about NULLs. */
  Nulls nulls();

  /** Whether generated numbers stay between the training rows' smallest and largest. */
  boolean clamp();

  /** What is between two fields of a CSV file. */
  Separator separator();

  /** What stands for NULL in a CSV file. */
  List<String> nullTexts();

  /** What the SELECT may take. */
  Limits limits();

  /** How columns are written, by their names, where their texts cannot tell. */
  Map<String, String> formats();
}
