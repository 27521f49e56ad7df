package io.gan4j.api.data;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * One column of a table, and how the numbers of a row hold it. A value of the column is a {@code
 * double} here: the number itself, or the place of a category in its list; NaN is NULL.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NumberColumn.class, name = "number"),
  @JsonSubTypes.Type(value = CategoryColumn.class, name = "category")
})
public sealed interface Column permits NumberColumn, CategoryColumn {

  /** Its name in the source. */
  String name();

  /** Its SQL type in the source, for whoever writes rows. */
  String type();

  /** Whether NULL is one of the values that are learnt. */
  boolean nulls();

  /** How many numbers of a row hold it, above 0. */
  int width();

  /**
   * Writes a value as the networks see it.
   *
   * @param value NaN for NULL
   * @param row written from {@code at} on, {@link #width} numbers
   */
  void encode(double value, float[] row, int at);

  /**
   * The value that numbers come closest to.
   *
   * @param row read from {@code at} on, {@link #width} numbers
   * @return NaN for NULL
   */
  double decode(float[] row, int at);
}
