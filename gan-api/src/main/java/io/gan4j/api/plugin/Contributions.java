package io.gan4j.api.plugin;

import io.gan4j.api.data.DatasetDetector;
import io.gan4j.api.data.RowFilters;
import io.gan4j.api.data.RowFormat;
import io.gan4j.api.data.RowTarget;
import io.gan4j.api.provider.GanProvider;
import java.net.URL;
import java.util.function.Supplier;

/** What a plugin may bring. A name that is taken is refused, naming both plugins. */
public interface Contributions {

  /**
   * A component that run files can name: {@code to.component(Loss.class, "hinge",
   * HingeLoss.class)}.
   *
   * @param kind the interface under which run files look for it: {@link io.gan4j.api.term.Loss},
   *     {@link io.gan4j.api.term.Term}, {@link io.gan4j.api.network.Architecture}, {@link
   *     io.gan4j.api.network.LayerSpec}, {@link io.gan4j.api.network.Activation}, {@link
   *     io.gan4j.api.network.Initializer}, {@link io.gan4j.api.network.WeightTransform}, {@link
   *     io.gan4j.api.network.Constraint}, {@link io.gan4j.api.optimizer.Optimizer}, {@link
   *     io.gan4j.api.optimizer.Schedule}, {@link io.gan4j.api.optimizer.Average}, {@link
   *     io.gan4j.api.data.Latents}, {@link io.gan4j.api.data.DatasetReader}, {@link
   *     io.gan4j.api.metric.Metric} or {@link io.gan4j.api.metric.Features}
   * @param name the name in run files, unique within the kind and those above and below it: an
   *     activation can be named wherever a layer can
   * @param component its record: the record's components are its parameters
   */
  <C> void component(Class<C> kind, String name, Class<? extends C> component);

  /**
   * A name that a component had in an earlier version: run files and checkpoints that use it are
   * read as if they used the new one. Whoever has no use for it ignores it.
   *
   * @param kind as the component was brought under
   * @param retired the earlier name
   * @param name the name of a component of the same plugin
   */
  default void retired(Class<?> kind, String retired, String name) {}

  /** Recognises files and folders for {@code --data PATH}; asked in the order of contribution. */
  void detector(DatasetDetector detector);

  /**
   * Files that {@code gan sample} can write rows into. Whoever has no use for them ignores them.
   *
   * @param extension what their names end in, without a dot: {@code csv}
   */
  default void rowFormat(String extension, RowFormat format) {}

  /**
   * Where rows of a table can be written to by a URL. Whoever writes no rows ignores it.
   *
   * @param scheme what its URLs begin with, without a colon: {@code jdbc}
   */
  default void rowTarget(String scheme, RowTarget target) {}

  /** What tells rows of a table that hold conditions; whoever writes no rows ignores it. */
  default void rowFilters(RowFilters filters) {}

  /** Looks at every run before it trains. Whoever has no use for it ignores it. */
  default void rule(RunRule rule) {}

  /** An engine; made when first used. */
  void provider(String name, Supplier<? extends GanProvider> provider);

  /** A listener for every run that has a run directory. */
  void listener(String name, ListenerFactory factory);

  /**
   * A ready run file.
   *
   * @param name what {@code gan train NAME} says
   * @param yaml the run file
   */
  void preset(String name, URL yaml);

  /**
   * A name that a preset had in an earlier version: whoever asks for it gets the new one. Whoever
   * has no use for it ignores it.
   *
   * @param retired the earlier name
   * @param name the name of a preset of the same plugin
   */
  default void retiredPreset(String retired, String name) {}
}
