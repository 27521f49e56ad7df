package io.gan4j.api.data;

import io.gan4j.api.spec.Check;

/**
 * The rows that have a rare category, and none that is rarer. What a row is of is drawn as often as
 * the source has it, rather than learnt.
 *
 * @param column the category's column
 * @param value the category
 * @param share of all rows that are of this stratum, in [0, 1]
 */
public record Stratum(String column, String value, double share) {
  public Stratum {
    Check.textGiven("column", column);
    Check.given("value", value);
    Check.inClosed("share", share, 0, 1);
  }
}
