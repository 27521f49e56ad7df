package io.gan4j.core.plugin;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.ListForm;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a parameter takes: the types that a run file can be bound to. */
public sealed interface ValueType {

  /** {@code int}, or {@code long} where wide. */
  record Whole(boolean wide) implements ValueType {
    @Override
    public String words() {
      return "a whole number";
    }
  }

  /** {@code double}. */
  record Decimal() implements ValueType {
    @Override
    public String words() {
      return "a number";
    }
  }

  /** {@code boolean}. */
  record Flag() implements ValueType {
    @Override
    public String words() {
      return "true or false";
    }
  }

  /** {@code String}. */
  record Text() implements ValueType {
    @Override
    public String words() {
      return "text";
    }
  }

  /** {@link java.nio.file.Path}. */
  record FilePath() implements ValueType {
    @Override
    public String words() {
      return "a path";
    }
  }

  /** An enum; in run files its constants are lower-case words joined by hyphens. */
  record Choice(Class<? extends Enum<?>> type) implements ValueType {
    @Override
    public String words() {
      return "one of " + String.join(", ", names());
    }

    /** The names in run files, in the order of the constants. */
    public List<String> names() {
      return Arrays.stream(type.getEnumConstants()).map(Choice::nameOf).toList();
    }

    /** {@code GENERATOR_FIRST} as {@code generator-first}. */
    public static String nameOf(Enum<?> constant) {
      return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** {@code List<item>}. */
  record ListOf(ValueType item) implements ValueType {
    @Override
    public String words() {
      return "a list";
    }
  }

  /** {@code Set<item>}. */
  record SetOf(ValueType item) implements ValueType {
    @Override
    public String words() {
      return "a list";
    }
  }

  /** {@code Map<String, value>}. */
  record MapOf(ValueType value) implements ValueType {
    @Override
    public String words() {
      return "a map";
    }
  }

  /** A record that has its own keys and no name. */
  record Nested(Class<? extends Record> type) implements ValueType {
    @Override
    public String words() {
      return type.isAnnotationPresent(ListForm.class)
          ? "one value, or a list of "
              + Arrays.stream(type.getRecordComponents())
                  .filter(component -> !component.isAnnotationPresent(Default.class))
                  .map(RecordComponent::getName)
                  .collect(Collectors.joining(", "))
          : "a map";
    }
  }

  /**
   * A component: one of the records registered for the kind.
   *
   * @param within whether it is to be in the record {@link Kind#within}, whose keys stand beside
   *     the component's
   */
  record Plug(Kind kind, boolean within) implements ValueType {
    /** A component alone. */
    public Plug(Kind kind) {
      this(kind, false);
    }

    @Override
    public String words() {
      return kind.withArticle();
    }
  }

  /** As messages say it: {@code a whole number}. */
  String words();
}
