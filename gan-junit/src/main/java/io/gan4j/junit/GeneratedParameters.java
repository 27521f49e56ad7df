package io.gan4j.junit;

import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.serve.TableRows;
import io.gan4j.core.serve.TypedRows;
import io.gan4j.report.picture.SamplePictures;
import java.awt.image.BufferedImage;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.tensorflow.ndarray.FloatNdArray;

/** Resolves parameters with {@link Generated}. A generator is loaded once for all tests. */
final class GeneratedParameters implements ParameterResolver {
  private static final Namespace MODELS = Namespace.create(GeneratedParameters.class);

  /** Closed by JUnit when all tests are done. */
  private static final class Loaded implements AutoCloseable {
    private final GeneratorModel model;
    private final Path folder;
    private @Nullable TableRows table;

    Loaded(Path folder) {
      this.model = Gan.load().load(folder);
      this.folder = folder;
    }

    GeneratorModel model() {
      return model;
    }

    Path folder() {
      return folder;
    }

    synchronized TableRows table() {
      if (table == null) {
        table = TableRows.of(model);
      }
      return table;
    }

    @Override
    public synchronized void close() {
      if (table != null) {
        table.close();
      }
      model.close();
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.isAnnotated(Generated.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Generated asked = parameter.findAnnotation(Generated.class).orElseThrow();
    Path folder = Path.of(asked.model());
    Loaded loaded =
        context
            .getRoot()
            .getStore(MODELS)
            .computeIfAbsent(folder.toAbsolutePath(), key -> new Loaded(folder), Loaded.class);
    return made(parameter.getParameter().getParameterizedType(), asked, loaded);
  }

  private static Object made(Type type, Generated asked, Loaded loaded) {
    if (type == GeneratorModel.class) {
      return loaded.model();
    }
    if (type == FloatNdArray.class) {
      return loaded.model().sample(asked.seed(), asked.count());
    }
    if (type == BufferedImage.class) {
      return pictures(asked.seed(), 1, loaded).get(0);
    }
    if (type instanceof ParameterizedType list
        && list.getActualTypeArguments()[0] instanceof Class<?> element) {
      boolean listed = list.getRawType() == List.class;
      if (listed && element == BufferedImage.class) {
        return pictures(asked.seed(), asked.count(), loaded);
      }
      if (element.isRecord() && (listed || list.getRawType() == Stream.class)) {
        Stream<? extends Record> rows =
            TypedRows.of(loaded.table(), element.asSubclass(Record.class)).stream(asked.seed());
        return listed ? rows.limit(asked.count()).toList() : rows;
      }
    }
    throw new ParameterResolutionException(
        "@Generated makes no "
            + type.getTypeName()
            + "; accepted: List or Stream of a record, BufferedImage, List of BufferedImage,"
            + " FloatNdArray, GeneratorModel");
  }

  private static List<BufferedImage> pictures(long seed, int count, Loaded loaded) {
    FloatNdArray samples = loaded.model().sample(seed, count);
    SampleSpace space =
        SamplePictures.space(loaded.folder(), loaded.model(), samples.shape().tail());
    return SamplePictures.of(samples, space);
  }
}
