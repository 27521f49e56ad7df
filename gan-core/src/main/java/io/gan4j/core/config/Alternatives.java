package io.gan4j.core.config;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.core.config.ConfigPath.Step;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values that a path of a run file is to have one after the other: items of a YAML list, {@code
 * 1.0e-4, 2.0e-4}, or multiples of what the run has, {@code x0.5, x1, x2}. A schedule is multiplied
 * as a whole.
 */
public final class Alternatives {
  private static final Pattern MULTIPLE = Pattern.compile("[x×](\\d+(\\.\\d*)?|\\.\\d+)");
  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d+");

  /** Keys of a schedule that are values of it. */
  private static final Set<String> SCALED = Set.of("value", "from", "to", "initial", "floor");

  private final Node run;
  private final String source;

  /**
   * @param run the whole run file, every value spelt out
   * @param source what messages call the option
   */
  public Alternatives(Node run, String source) {
    this.run = run;
    this.source = source;
  }

  /**
   * A value.
   *
   * @param words as people say it behind the path: {@code = 2}, {@code × 0.5}
   * @param text as it would stand behind {@code --set path=}
   */
  public record Alternative(String words, String text) {}

  /**
   * The values of a path.
   *
   * @param list separated by commas
   * @throws ConfigException if it is no list, or a multiple of what is no number
   */
  public List<Alternative> of(String path, String list) {
    Optional<List<Step>> steps = ConfigPath.steps(path);
    if (steps.isEmpty()) {
      throw problem(path, "is not a path; write keys and dots, as in terms[0].weight");
    }
    if (!(YamlTree.parse("[" + list + "]", source) instanceof Sequence values)
        || values.items().isEmpty()) {
      throw problem(path, "expected values separated by commas, found '" + list + "'");
    }
    List<Alternative> alternatives = new ArrayList<>();
    for (Node value : values.items()) {
      Matcher multiple =
          MULTIPLE.matcher(value instanceof Scalar scalar && !scalar.quoted() ? scalar.text() : "");
      alternatives.add(
          multiple.matches()
              ? new Alternative(
                  "× " + multiple.group(1),
                  flow(times(path, at(path, steps.get()), new BigDecimal(multiple.group(1)))))
              : new Alternative("= " + flow(value), flow(value)));
    }
    return alternatives;
  }

  private Node at(String path, List<Step> steps) {
    Node node = run;
    for (Step step : steps) {
      Optional<Node> next = Optional.empty();
      if (step.key() != null && node instanceof Mapping mapping) {
        next = mapping.entry(step.key()).map(Entry::value);
      } else if (step.key() == null && node instanceof Sequence list) {
        next = list.items().stream().skip(step.index()).findFirst();
      }
      node = next.orElseThrow(() -> problem(path, "the run has no such value to multiply"));
    }
    return node;
  }

  private Node times(String path, Node node, BigDecimal factor) {
    if (node instanceof Scalar scalar
        && !scalar.quoted()
        && Numbers.looksLikeNumber(scalar.text())) {
      return new Scalar(scalar.place(), times(scalar.text(), factor), false);
    }
    if (node instanceof Mapping mapping && constant(mapping).isPresent()) {
      return times(path, constant(mapping).get(), factor);
    }
    if (node instanceof Mapping mapping
        && mapping.entries().stream().map(Entry::key).anyMatch(SCALED::contains)) {
      return new Mapping(
          mapping.place(),
          mapping.entries().stream()
              .map(
                  entry ->
                      SCALED.contains(entry.key())
                          ? new Entry(
                              entry.place(), entry.key(), times(path, entry.value(), factor))
                          : entry)
              .toList());
    }
    throw problem(path, "is " + node.described() + ", which cannot be multiplied");
  }

  /** What is a number in short. */
  private static Optional<Node> constant(Mapping mapping) {
    return mapping.entries().size() == 2
            && mapping.entry("type").map(Entry::value).orElse(null) instanceof Scalar type
            && type.text().equals("constant")
        ? mapping.entry("value").map(Entry::value)
        : Optional.empty();
  }

  /** Whole numbers stay whole where they can. */
  private static String times(String number, BigDecimal factor) {
    String plain = number.replace("_", "");
    BigDecimal product = new BigDecimal(plain).multiply(factor).stripTrailingZeros();
    return WHOLE.matcher(plain).matches() && product.scale() <= 0
        ? product.toBigInteger().toString()
        : Numbers.written(product.doubleValue());
  }

  private static String flow(Node node) {
    if (node instanceof Scalar scalar) {
      return scalar.quoted() ? ConfigWriter.quoted(scalar.text()) : scalar.text();
    }
    if (node instanceof Sequence list) {
      return list.items().stream()
          .map(Alternatives::flow)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (node instanceof Mapping mapping) {
      return mapping.entries().stream()
          .map(entry -> ConfigWriter.quoted(entry.key()) + ": " + flow(entry.value()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return node.described();
  }

  private ConfigException problem(String path, String message) {
    return new ConfigException(new Problem(source, null, path, message));
  }
}
