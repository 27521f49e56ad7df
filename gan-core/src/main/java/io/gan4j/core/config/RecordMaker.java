package io.gan4j.core.config;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.plugin.Parameter;
import io.gan4j.core.plugin.RecordShape;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Calls a record's constructor, and finds the place of what it refuses. */
final class RecordMaker {
  /** Binds the default of a parameter; empty if it cannot be, which is noted then. */
  interface Defaults {
    Optional<Object> standard(Parameter parameter, String path);
  }

  private final Problems problems;
  private final Defaults defaults;
  private final RecordShape shape;
  private final Site site;
  private final Mapping mapping;
  private final Set<String> misspelt;

  /**
   * @param misspelt parameters that unknown keys were meant for
   */
  RecordMaker(
      Problems problems, Defaults defaults, RecordShape shape, Site site, Set<String> misspelt) {
    this.problems = problems;
    this.defaults = defaults;
    this.shape = shape;
    this.site = site;
    this.mapping = site.mapping();
    this.misspelt = misspelt;
  }

  /**
   * The record; empty if a part could not be bound or the constructor refuses one.
   *
   * @param failed the parameters that could not be bound, which is noted already
   */
  Optional<Object> make(@Nullable Object[] values, Set<String> failed) {
    Set<String> wrong = new HashSet<>(failed);
    for (String parameter : failed) {
      if (!putStandIn(parameter, values)) {
        return Optional.empty();
      }
    }
    // A constructor stops at the first value it refuses. With stand-ins for the wrong ones it
    // tells the next; what it says of the stand-ins is left out, and so is what it makes.
    while (true) {
      try {
        Object made = construct(values);
        return wrong.isEmpty() ? Optional.of(made) : Optional.empty();
      } catch (InvalidValueException e) {
        String parameter = e.parameter().replaceAll("[.\\[].*", "");
        if (followsFromOthers(e, parameter, wrong) || !wrong.add(parameter)) {
          return Optional.empty();
        }
        Place place = mapping.entry(parameter).map(Entry::place).orElse(mapping.place());
        String path = parameter.isEmpty() ? site.path() : site.at(e.parameter());
        problems.add(place, path, e.problem());
        if (!putStandIn(parameter, values)) {
          return Optional.empty();
        }
      } catch (GanException e) {
        return wrong.isEmpty()
            ? problem(mapping, site.path(), String.valueOf(e.getMessage()))
            : Optional.empty();
      } catch (RuntimeException | LinkageError e) {
        return wrong.isEmpty()
            ? problem(
                mapping, site.path(), shape.type().getSimpleName() + " refuses its values: " + e)
            : Optional.empty();
      }
    }
  }

  /** Whether a refusal may come from a stand-in for what is wrong elsewhere. */
  private boolean followsFromOthers(InvalidValueException e, String parameter, Set<String> wrong) {
    Set<String> standIns = new HashSet<>(wrong);
    standIns.addAll(misspelt);
    standIns.remove(parameter);
    return misspelt.contains(parameter)
        || (!standIns.isEmpty() && !given(parameter))
        || standIns.stream().anyMatch(e.others()::contains);
  }

  private boolean given(String parameter) {
    return mapping.entry(parameter).isPresent();
  }

  /** Puts a stand-in for a wrong value; false if there is none. What is then made is dropped. */
  private boolean putStandIn(String parameter, @Nullable Object[] values) {
    int index = shape.names().indexOf(parameter);
    if (index < 0) {
      return false;
    }
    Parameter which = shape.parameters().get(index);
    if (which.defaultYaml() == null || !given(parameter)) {
      values[index] = null;
      return !shape.constructorTypes()[index].isPrimitive();
    }
    Optional<Object> value = defaults.standard(which, site.at(parameter));
    value.ifPresent(v -> values[index] = v);
    return value.isPresent();
  }

  private Object construct(@Nullable Object[] values) {
    try {
      Constructor<? extends Record> constructor =
          shape.type().getDeclaredConstructor(shape.constructorTypes());
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException runtime) {
        throw runtime;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot be made: " + e, e);
    }
  }

  private Optional<Object> problem(Mapping at, String path, String message) {
    problems.add(at.place(), path, message);
    return Optional.empty();
  }
}
