package io.gan4j.core.config;

import io.gan4j.api.internal.FileNames;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Numbers.NotANumber;
import io.gan4j.core.plugin.ValueType;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Values of one word: text, paths, choices, flags and numbers. */
final class Scalars {
  private static final Set<String> TRUE = Set.of("true", "yes", "on");
  private static final Set<String> FALSE = Set.of("false", "no", "off");

  private Scalars() {}

  /** A scalar that is no value of the type that is asked for. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;

    Refused(String problem) {
      super(problem);
    }

    /** What is wrong, as it stands behind the path. */
    String problem() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * The value of a scalar that is not null.
   *
   * @param type any but a record, a component or a collection
   */
  static Object value(Scalar node, ValueType type) throws Refused {
    String text = node.text();
    if (type instanceof ValueType.Text) {
      return text;
    }
    if (type instanceof ValueType.FilePath) {
      return path(node);
    }
    if (type instanceof ValueType.Choice choice) {
      return choice(node, choice);
    }
    if (node.quoted()) {
      throw new Refused(
          "expected "
              + type.words()
              + ", found the text "
              + node.described()
              + " in quotes; leave the quotes out");
    }
    return type instanceof ValueType.Flag ? flag(node) : number(text, type);
  }

  private static Path path(Scalar node) throws Refused {
    try {
      return Path.of(node.text());
    } catch (InvalidPathException e) {
      throw new Refused("expected a path; " + FileNames.problem(e));
    }
  }

  private static Object choice(Scalar node, ValueType.Choice choice) throws Refused {
    for (Enum<?> constant : choice.type().getEnumConstants()) {
      if (ValueType.Choice.nameOf(constant).equals(node.text())) {
        return constant;
      }
    }
    List<String> near = Suggestions.near(node.text(), choice.names());
    throw new Refused("found " + node.described() + Suggestions.ending(near, choice.names()));
  }

  private static boolean flag(Scalar node) throws Refused {
    String word = node.text().toLowerCase(Locale.ROOT);
    if (!TRUE.contains(word) && !FALSE.contains(word)) {
      throw new Refused("expected true or false, found " + node.described());
    }
    return TRUE.contains(word);
  }

  private static Object number(String text, ValueType type) throws Refused {
    try {
      if (type instanceof ValueType.Decimal) {
        return Numbers.decimal(text);
      }
      if (type instanceof ValueType.Whole whole && whole.wide()) {
        return Numbers.whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
      }
      return (int) Numbers.whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    } catch (NotANumber e) {
      throw new Refused(e.problem());
    }
  }
}
