package io.gan4j.spring;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.Trust;
import io.gan4j.api.spec.Check;
import io.gan4j.core.serve.ServiceOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What an application says below {@code gan4j}.
 *
 * @param trust how the models are taken: checked, unless their makers are trusted
 * @param models the generators, by the names that the application gives them
 */
@ConfigurationProperties(GanProperties.PREFIX)
public record GanProperties(
    @DefaultValue("checked") Trust trust, @DefaultValue Map<String, Model> models) {
  /** Below which all properties are. */
  public static final String PREFIX = "gan4j";

  public GanProperties {
    Check.given("trust", trust);
    models = Map.copyOf(models);
  }

  /**
   * A generator, and how requests for its samples are gathered.
   *
   * @param path an exported generator: the folder of a SavedModel, or an ONNX file
   * @param mostAtOnce samples that the generator makes at once, a multiple of 4
   * @param window how long a batch that is not full waits for more
   * @param mostWaiting samples that may wait; a request beyond is refused
   */
  public record Model(
      Path path,
      @DefaultValue("64") int mostAtOnce,
      @DefaultValue("0ms") Duration window,
      @DefaultValue("16384") int mostWaiting) {

    public Model {
      Check.given("path", path);
      Check.given("options", new ServiceOptions(mostAtOnce, window, mostWaiting));
    }

    /** How its service gathers requests. */
    public ServiceOptions options() {
      return new ServiceOptions(mostAtOnce, window, mostWaiting);
    }
  }

  /**
   * Where a generator was exported to.
   *
   * @throws GanException if there is none of that name
   */
  public Path path(String name) {
    Model model = models.get(name);
    if (model == null) {
      throw new GanException("there is no property " + PREFIX + ".models." + name + ".path");
    }
    return model.path();
  }
}
