package io.gan4j.api.data;

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
}
