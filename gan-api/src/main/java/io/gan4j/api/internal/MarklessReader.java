package io.gan4j.api.internal;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Text without byte order marks at the beginning of lines: the first line has one in many files,
 * and files that are joined bring theirs along.
 */
public final class MarklessReader extends FilterReader {
  private static final char MARK = '\uFEFF';

  private boolean lineBegins = true;
  private boolean begun;
  private boolean innerMarks;

  public MarklessReader(Reader text) {
    super(text);
  }

  /** Whether there was a mark anywhere but at the very beginning. */
  public boolean hasInnerMarks() {
    return innerMarks;
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int kept = 0;
    while (kept == 0) {
      int got = super.read(into, offset, length);
      if (got <= 0) {
        return got;
      }
      for (int i = offset; i < offset + got; i++) {
        char c = into[i];
        if (c == MARK && lineBegins) {
          innerMarks |= begun;
        } else {
          into[offset + kept++] = c;
          lineBegins = c == '\n' || c == '\r';
        }
        begun = true;
      }
    }
    return kept;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
