package io.gan4j.core.data;

import io.gan4j.api.data.DatasetReader;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A reader that is told to look elsewhere for what it has read before. */
public final class MovedReader {
  private MovedReader() {}

  /**
   * A reader with the paths of another of its kind, and all else as it was.
   *
   * @param there on the other place; taken as it is if it is of another kind
   */
  public static DatasetReader of(DatasetReader own, DatasetReader there) {
    if (!(own instanceof Record) || own.getClass() != there.getClass()) {
      return there;
    }
    RecordComponent[] components = own.getClass().getRecordComponents();
    List<@Nullable Object> values = new ArrayList<>();
    for (RecordComponent component : components) {
      values.add(read(component.getType() == Path.class ? there : own, component));
    }
    return made(own.getClass(), components, values);
  }

  /** Whether two readers are of one kind and read the same files or folders. */
  public static boolean areOfOnePlace(DatasetReader one, DatasetReader other) {
    if (!(one instanceof Record) || one.getClass() != other.getClass()) {
      return false;
    }
    List<RecordComponent> paths =
        Arrays.stream(one.getClass().getRecordComponents())
            .filter(component -> component.getType() == Path.class)
            .toList();
    return !paths.isEmpty()
        && paths.stream().allMatch(path -> Objects.equals(read(one, path), read(other, path)));
  }

  private static @Nullable Object read(DatasetReader reader, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(reader);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + component.getName(), e);
    }
  }

  private static DatasetReader made(
      Class<? extends DatasetReader> type,
      RecordComponent[] components,
      List<@Nullable Object> values) {
    try {
      Constructor<? extends DatasetReader> canonical =
          type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
      canonical.setAccessible(true);
      return canonical.newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof RuntimeException refusal
          ? refusal
          : new IllegalArgumentException("cannot make " + type.getName(), e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot make " + type.getName(), e);
    }
  }
}
