package io.gan4j.core.plugin;

import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.api.spec.ListForm;
import io.gan4j.api.spec.PlainNumber;
import io.gan4j.api.spec.Retired;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A record as run files see it.
 *
 * @param type the record
 * @param parameters its components, in their order
 */
public record RecordShape(Class<? extends Record> type, List<Parameter> parameters) {

  public RecordShape {
    parameters = List.copyOf(parameters);
  }

  /** The parameter of this name. */
  public Optional<Parameter> parameter(String name) {
    return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
  }

  /** The name of the parameter that had this key in an earlier version. */
  public Optional<String> successor(String retired) {
    return parameters.stream()
        .filter(p -> p.retired().contains(retired))
        .map(Parameter::name)
        .findFirst();
  }

  /** A retired key must not mean two things. */
  private void requireOwnNames() {
    Set<String> taken = new HashSet<>(names());
    for (Parameter parameter : parameters) {
      for (String key : parameter.retired()) {
        if (!taken.add(key)) {
          throw new UnbindableException(
              type.getSimpleName()
                  + "."
                  + parameter.name()
                  + " has the retired key '"
                  + key
                  + "', which another parameter has");
        }
      }
    }
  }

  /** The parameters' names, in the record's order. */
  public List<String> names() {
    return parameters.stream().map(Parameter::name).toList();
  }

  /** Whether a list of its values may stand for it, and one value for all of them. */
  public boolean listForm() {
    return type.isAnnotationPresent(ListForm.class);
  }

  /** The parameters that such a list gives: those without a default. */
  public List<String> listed() {
    return parameters.stream().filter(Parameter::required).map(Parameter::name).toList();
  }

  /** The record's one-line meaning; empty if it doesn't say. */
  public String meaning() {
    Doc doc = type.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  /** Where it comes from; empty if it doesn't say. */
  public String paper() {
    Doc doc = type.getAnnotation(Doc.class);
    return doc == null ? "" : doc.paper();
  }

  /**
   * The shape of a record.
   *
   * @param kindOf the kind that an interface is, or a record around its components; if it is one
   * @throws UnbindableException naming the component whose type run files cannot fill in
   */
  static RecordShape of(Class<? extends Record> type, Function<Class<?>, Optional<Kind>> kindOf) {
    List<Parameter> parameters = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      ValueType valueType;
      try {
        valueType = valueType(component.getGenericType(), kindOf);
      } catch (UnbindableException e) {
        throw new UnbindableException(
            type.getSimpleName() + "." + component.getName() + " " + e.problem());
      }
      Default standard = component.getAnnotation(Default.class);
      Doc doc = component.getAnnotation(Doc.class);
      Retired retired = component.getAnnotation(Retired.class);
      parameters.add(
          new Parameter(
              component.getName(),
              valueType,
              standard == null ? null : standard.value(),
              component.getAnnotatedType().isAnnotationPresent(Nullable.class),
              doc == null ? "" : doc.value(),
              type.getSimpleName(),
              retired == null ? List.of() : List.of(retired.value()),
              component.isAnnotationPresent(PlainNumber.class)));
    }
    RecordShape shape = new RecordShape(type, parameters);
    shape.requireOwnNames();
    return shape;
  }

  private static ValueType valueType(Type type, Function<Class<?>, Optional<Kind>> kindOf) {
    if (type instanceof Class<?> plain) {
      return plainType(plain, kindOf);
    }
    if (type instanceof WildcardType wildcard) {
      return valueType(wildcard.getUpperBounds()[0], kindOf);
    }
    if (type instanceof ParameterizedType generic) {
      Type[] arguments = generic.getActualTypeArguments();
      if (generic.getRawType() == List.class) {
        return new ValueType.ListOf(valueType(arguments[0], kindOf));
      }
      if (generic.getRawType() == Set.class) {
        return new ValueType.SetOf(valueType(arguments[0], kindOf));
      }
      if (generic.getRawType() == Map.class && arguments[0] == String.class) {
        return new ValueType.MapOf(valueType(arguments[1], kindOf));
      }
    }
    throw unbindable(type);
  }

  private static ValueType plainType(Class<?> type, Function<Class<?>, Optional<Kind>> kindOf) {
    if (type == int.class || type == Integer.class) {
      return new ValueType.Whole(false);
    }
    if (type == long.class || type == Long.class) {
      return new ValueType.Whole(true);
    }
    if (type == double.class || type == Double.class) {
      return new ValueType.Decimal();
    }
    if (type == boolean.class || type == Boolean.class) {
      return new ValueType.Flag();
    }
    if (type == String.class) {
      return new ValueType.Text();
    }
    if (type == Path.class) {
      return new ValueType.FilePath();
    }
    if (type.isEnum()) {
      // An enum class extends Enum of itself, which its Class object alone doesn't say.
      @SuppressWarnings("unchecked")
      Class<? extends Enum<?>> choice = (Class<? extends Enum<?>>) type;
      return new ValueType.Choice(choice);
    }
    Optional<Kind> kind = kindOf.apply(type);
    if (kind.isPresent()) {
      return kind.get().asked(type);
    }
    if (type.isRecord() && type.getTypeParameters().length == 0) {
      return new ValueType.Nested(type.asSubclass(Record.class));
    }
    throw unbindable(type);
  }

  private static UnbindableException unbindable(Type type) {
    return new UnbindableException(
        "is of type "
            + type.getTypeName()
            + ", which a run file cannot fill in; possible are int, long, double, boolean, String,"
            + " Path, enums, records, kinds of component, and List, Set or Map<String, ...> of"
            + " these");
  }

  /** The canonical constructor's parameter types. */
  public Class<?>[] constructorTypes() {
    return Arrays.stream(type.getRecordComponents())
        .map(RecordComponent::getType)
        .toArray(Class<?>[]::new);
  }

  /** A record has a component of a type that run files cannot fill in. */
  static final class UnbindableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    UnbindableException(String problem) {
      super(problem);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }
}
