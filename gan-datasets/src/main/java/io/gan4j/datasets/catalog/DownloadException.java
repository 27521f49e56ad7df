package io.gan4j.datasets.catalog;

/** An address could not be downloaded; another may. */
final class DownloadException extends Exception {
  DownloadException(String message) {
    super(message);
  }

  DownloadException(String message, Throwable cause) {
    super(message, cause);
  }
}
