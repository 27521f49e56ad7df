package io.gan4j.serve;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.core.run.ExportedSamples;
import io.gan4j.core.serve.GeneratorService;
import io.gan4j.core.serve.Receipt;
import io.gan4j.core.serve.TableRows;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One version of a model, ready to serve.
 *
 * @param name of the model
 * @param version its number
 * @param service makes its samples
 * @param pictures what its samples are as pictures; null if they are none
 * @param rows what its samples are as rows of a table; null if they are none
 * @param labels the classes that it sees; null if it sees none
 * @param hash its SHA-256
 */
record ServedModel(
    String name,
    long version,
    GeneratorService service,
    @Nullable SampleSpace pictures,
    @Nullable TableRows rows,
    @Nullable LabelSpace labels,
    String hash)
    implements AutoCloseable {

  /**
   * Opens one.
   *
   * @throws GanException if what is beside the generator is damaged
   */
  static ServedModel open(String name, long version, Path folder, GeneratorService service) {
    int classes = service.model().classes();
    TableRows rows =
        ExportedSamples.columns(service.model().metadata()).isPresent() ? service.table() : null;
    return new ServedModel(
        name,
        version,
        service,
        rows == null ? pictures(folder, service) : null,
        rows,
        classes == 0 ? null : ExportedSamples.labels(service.model().metadata(), classes),
        Receipt.hash(folder));
  }

  private static @Nullable SampleSpace pictures(Path folder, GeneratorService service) {
    try {
      return ExportedSamples.imageSpace(
          folder, service.model().metadata(), service.sampleShape().prepend(1));
    } catch (DataException e) {
      throw e;
    } catch (GanException e) {
      return null; // points, say, of which nobody asks for pictures
    }
  }

  int classes() {
    return labels == null ? 0 : labels.count();
  }

  @Override
  public void close() {
    service.close();
  }
}
