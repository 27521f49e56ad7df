package io.gan4j.api.data;

import java.nio.file.Path;
import java.util.Optional;

/** Recognises a file or folder by its content, for {@code --data PATH}. */
public interface DatasetDetector {

  /**
   * What it recognises, for the error message when nothing fits: {@code IDX files (MNIST and its
   * kin), gzipped or not}.
   */
  String accepts();

  /** The reader for this file or folder; empty if it is not of this kind. */
  Optional<DatasetReader> detect(Path path);
}
