package io.gan4j.api.data;

import io.gan4j.api.spec.InvalidValueException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Opens a kind of data source. The record is its configuration: {@code {type: idx, images: path,
 * labels: path}}.
 */
public interface DatasetReader {

  /**
   * Opens the source.
   *
   * @throws io.gan4j.api.DataException if the source is missing, empty, truncated or of another
   *     format; the message names it
   */
  Dataset open();

  /**
   * Opens the images as they are stored, each of a size of its own; empty if this reader's samples
   * are no images, or have one shape already. Preprocessing starts from here where it can.
   *
   * @throws io.gan4j.api.DataException as {@link #open} does
   */
  default Optional<ImageSource> openImages() {
    return Optional.empty();
  }

  /**
   * This reader on a part of its source that has a name, such as {@code train} or {@code test}.
   *
   * @throws InvalidValueException if it has no parts, or none of this name
   */
  default DatasetReader part(String name) {
    throw new InvalidValueException(
        "split", "must not name a part, for this reader has none; found '" + name + "'");
  }

  /**
   * This reader on a file or folder, with all that its configuration says beside; empty if the
   * path's content has to pick the reader. Asked before any detector.
   */
  default Optional<DatasetReader> withPath(Path path) {
    return Optional.empty();
  }

  /**
   * This reader on another source, for {@code --data PATH} with a run file: what its configuration
   * says beside the source (a split, say) stays where the other is of the same kind.
   *
   * @param detected the reader that the new source's content picked
   */
  default DatasetReader withSource(DatasetReader detected) {
    return detected;
  }
}
