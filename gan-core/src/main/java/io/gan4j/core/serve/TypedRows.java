package io.gan4j.core.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.Suggestions;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows of a table as records. A component meets the column of its name; capital letters and what is
 * neither letter nor digit do not count, so that {@code educationNum} is the column {@code
 * education-num}. Columns without a component are left out.
 *
 * @param <R> the record
 */
public final class TypedRows<R extends Record> {
  private final TableRows table;
  private final Constructor<R> constructor;
  private final List<Component> components;

  /**
   * Where a component comes from.
   *
   * @param column its place among the columns
   * @param converted what the component takes of its value
   */
  private record Component(int column, UnaryOperator<Object> converted) {}

  private TypedRows(TableRows table, Constructor<R> constructor, List<Component> components) {
    this.table = table;
    this.constructor = constructor;
    this.components = components;
  }

  /**
   * Rows of a table, which stays the caller's to close.
   *
   * @throws GanException naming each component that meets no column, or is of another type
   */
  public static <R extends Record> TypedRows<R> of(TableRows table, Class<R> type) {
    List<String> problems = new ArrayList<>();
    List<Component> components = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      component(component, table.columns(), components, problems);
    }
    if (!problems.isEmpty()) {
      throw new GanException(
          "rows are no " + type.getSimpleName() + ": " + String.join("; ", problems));
    }
    return new TypedRows<>(table, constructor(type), List.copyOf(components));
  }

  private static void component(
      RecordComponent component,
      List<RowColumn> columns,
      List<Component> components,
      List<String> problems) {
    int[] met =
        IntStream.range(0, columns.size())
            .filter(i -> plain(columns.get(i).name()).equals(plain(component.getName())))
            .toArray();
    if (met.length != 1) {
      List<String> names = columns.stream().map(RowColumn::name).toList();
      problems.add(
          component.getName()
              + (met.length == 0
                  ? " meets no column"
                      + Suggestions.ending(
                          Suggestions.near(component.getName(), names),
                          names.stream().map(Excerpt::quoted).toList())
                  : " meets several columns: "
                      + Arrays.stream(met).mapToObj(names::get).map(Excerpt::quoted).toList()));
      return;
    }
    RowColumn column = columns.get(met[0]);
    Class<?> type = component.getType();
    if (type.isPrimitive() && column.nulls()) {
      problems.add(
          component.getName() + " is a " + type + ", and the column has NULL: take the boxed type");
    } else {
      RowConversion.of(column, type)
          .ifPresentOrElse(
              converted -> components.add(new Component(met[0], converted)),
              () ->
                  problems.add(
                      component.getName()
                          + " is a "
                          + type.getSimpleName()
                          + ", and the column takes "
                          + RowConversion.accepted(column)));
    }
  }

  private static String plain(String name) {
    String plain = name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    return plain.isEmpty() ? name : plain;
  }

  private static <R extends Record> Constructor<R> constructor(Class<R> type) {
    Class<?>[] parameters =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(parameters);
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException | RuntimeException e) {
      throw new GanException(
          type.getName() + " cannot be made: open its package to io.gan4j.core (" + e + ")", e);
    }
  }

  /**
   * Rows of a seed without end, made as they are taken; the first k do not depend on how many.
   * Taking one fails with a {@link GanException} if hardly any row holds the table's rules.
   */
  public Stream<R> stream(long seed) {
    TableRows.Rows rows = table.rows(seed, null);
    return LongStream.iterate(0, block -> block + 1)
        .boxed()
        .flatMap(block -> rows.next(RowBlocks.SIZE).stream().map(this::made));
  }

  private R made(@Nullable Object[] all) {
    @Nullable Object[] arguments = new @Nullable Object[components.size()];
    for (int i = 0; i < arguments.length; i++) {
      Object value = all[components.get(i).column()];
      arguments[i] = value == null ? null : components.get(i).converted().apply(value);
    }
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      throw new GanException(
          "a row is refused by " + constructor.getName() + ": " + e.getCause(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new GanException(constructor.getName() + " cannot be made: " + e, e);
    }
  }
}
