package io.gan4j.tabular.internal;

import io.gan4j.api.internal.MarklessReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Files of text in UTF-8, gzipped or not, whatever their names say. */
final class Texts {
  private static final int GZIP = 0x1F8B;
  private static final char MARK = '\uFEFF';

  private Texts() {}

  /** The text, from its first character on. Other encodings end in an exception. */
  static Reader open(Path file) throws IOException {
    InputStream stored = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      stored.mark(2);
      int start = stored.read() << Byte.SIZE | stored.read();
      stored.reset();
      return new InputStreamReader(
          start == GZIP ? new GZIPInputStream(stored, 1 << 16) : stored,
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT));
    } catch (IOException e) {
      stored.close();
      throw e;
    }
  }

  /** Whether a file begins with a byte order mark. */
  static boolean beginsWithMark(Path file) throws IOException {
    try (Reader text = open(file)) {
      return text.read() == MARK;
    }
  }

  /** Copies a file without the marks that its lines begin with. */
  static void copyWithoutMarks(Path file, Path into) throws IOException {
    try (Reader text = new MarklessReader(open(file));
        Writer copy = Files.newBufferedWriter(into)) {
      text.transferTo(copy);
    }
  }
}
