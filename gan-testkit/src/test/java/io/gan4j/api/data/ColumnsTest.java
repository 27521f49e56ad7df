package io.gan4j.api.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gan4j.api.data.NumberColumn.Limits;
import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Columns")
class ColumnsTest {
  private static final Scale STANDARD = new Scale.Standard(0, 1);

  private static void refused(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(InvalidValueException.class).hasMessage(message);
  }

  private static Column category(String name, String... values) {
    return new CategoryColumn(name, "VARCHAR", false, List.of(values));
  }

  @Test
  @DisplayName("have names, each another, and categories, each once")
  void names() {
    refused(() -> new Columns(List.of()), "columns must not be empty");
    refused(
        () -> new Columns(List.of(category("a", "x"), category("b", "x"), category("a", "y"))),
        "columns must not have one name twice, found 'a'");
    refused(() -> category("", "x"), "name must not be empty");
    refused(() -> new CategoryColumn("a", "", false, List.of("x")), "type must not be empty");
    refused(() -> category("a"), "values must not be empty, found []");
    refused(() -> category("a", "x", "y", "x"), "values must not have one twice, found 'x'");
    assertThat(new CategoryColumn("a", "VARCHAR", true, List.of()).width()).isEqualTo(1);
  }

  @Test
  @DisplayName("have every part that JSON may lack")
  void missing() {
    Limits limits = new Limits(0, 1, 0);
    refused(() -> new Columns(Nothing.here()), "columns is missing");
    refused(
        () -> new Columns(Arrays.asList(category("a", "x"), Nothing.here())),
        "columns[1] is missing");
    refused(() -> category(Nothing.here(), "x"), "name is missing");
    refused(() -> new CategoryColumn("a", Nothing.here(), false, List.of("x")), "type is missing");
    refused(() -> new CategoryColumn("a", "VARCHAR", false, Nothing.here()), "values is missing");
    refused(
        () -> new CategoryColumn("a", "VARCHAR", false, Arrays.asList("x", Nothing.here())),
        "values[1] is missing");
    refused(
        () -> new NumberColumn("a", "DOUBLE", false, Nothing.here(), limits), "scale is missing");
    refused(
        () -> new NumberColumn("a", "DOUBLE", false, STANDARD, Nothing.here()),
        "limits is missing");
    refused(() -> new Scale.Quantiles(Nothing.here(), List.of(1.0, 2.0)), "values is missing");
    refused(
        () -> new Scale.Quantiles(List.of(1.0, 2.0), Arrays.asList(1.0, Nothing.here())),
        "seen[1] is missing");
  }

  @Test
  @DisplayName("have limits that numbers can keep to")
  void limits() {
    refused(() -> new Limits(Double.NaN, 1, 0), "low must be a finite number, found NaN");
    refused(
        () -> new Limits(0, Double.POSITIVE_INFINITY, 0),
        "high must be a finite number, found Infinity");
    refused(() -> new Limits(2, 1, 0), "low must not be above high (1.0), found 2.0");
    refused(() -> new Limits(0, 1, 400), "decimals must be <= 22, found 400");
    assertThat(new Limits(-1e308, 1e308, 22).keep(1e307)).isEqualTo(1e307);
    assertThat(new Limits(-5, 5, 22).keep(0.125)).isEqualTo(0.125);
    assertThat(new Limits(-5, 5, -1).keep(0.1234567891)).isEqualTo(0.1234567891);
  }

  @Test
  @DisplayName("have scales on which numbers have a place")
  void scales() {
    refused(() -> new Scale.Standard(0, 0), "deviation must be > 0, found 0.0");
    refused(() -> new Scale.Standard(Double.NaN, 1), "mean must be a finite number, found NaN");
    refused(() -> new Scale.Bounded(1, 1), "low must be below high (1.0), found 1.0");
    refused(
        () -> new Scale.Bounded(-1.7e308, 1.7e308),
        "low must be no farther from high than numbers go, found -1.7E308");
    refused(() -> new Scale.Quantiles(List.of(), List.of()), "values must be 2 or more, found 0");
    refused(
        () -> new Scale.Quantiles(List.of(1.0, 2.0), List.of(1.0)),
        "seen must be as many as values, found 1");
    refused(
        () -> new Scale.Quantiles(List.of(2.0, 1.0), List.of(1.0, 2.0)),
        "values must ascend, found 1.0");
    refused(
        () -> new Scale.Quantiles(List.of(1.0, 1.0), List.of(1.0, 1.0)),
        "seen must ascend, found 1.0");
    refused(
        () -> new Scale.Quantiles(List.of(1.0, Double.NaN), List.of(1.0, 2.0)),
        "values must be a finite number, found NaN");
    refused(
        () -> new Scale.Quantiles(List.of(1.0, 2.0), List.of(Double.NEGATIVE_INFINITY, 2.0)),
        "seen must be a finite number, found -Infinity");
  }
}
