package io.gan4j.api.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Recognises a file or folder by what it holds, for {@code --data PATH}. All detectors are asked,
 * in no order; the answer that rests on most is taken.
 */
public interface DatasetDetector {

  /**
   * What it recognises, for the error message when nothing fits: {@code IDX files (MNIST and its
   * kin), gzipped or not}.
   */
  String accepts();

  /**
   * The reader for this file or folder, and what speaks for it; empty if it is not of this kind. Of
   * a source that is of this kind and broken, the reader: opening it says what is wrong.
   *
   * @param path of what is there, absolute
   */
  Optional<Detection> detect(Path path);
}
