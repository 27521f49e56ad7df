package io.gan4j.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Lets text through to a terminal and nothing that a terminal would act on. Names of files, keys of
 * run files and what models say of themselves come from anybody, and a message shows them as they
 * are: a control character in one could move the cursor, rewrite what stands there, or turn the
 * text around. In its place stands a question mark. Colours are asked for by characters that
 * Unicode leaves to a program's own use, and appear only where they are wanted.
 */
final class PlainOutput extends FilterOutputStream {
  /** What follows is bold; so for the colours. */
  static final char BOLD = '\uFDD0';

  static final char RED = '\uFDD1';
  static final char GREEN = '\uFDD2';
  static final char YELLOW = '\uFDD3';

  /** What follows is as ever. */
  static final char NORMAL = '\uFDD4';

  /** What a terminal takes for them, in their order. */
  private static final String[] SEQUENCES = {
    "\u001b[1m", "\u001b[1;31m", "\u001b[32m", "\u001b[33m", "\u001b[0m"
  };

  /** Line feeds and tabs are text; carriage returns are where they belong to the line's end. */
  private static final boolean RETURNS = System.lineSeparator().contains("\r");

  private static final int ESCAPED = '?';

  /** A character of UTF-8 of which the rest is still to come. */
  private final byte[] begun = new byte[4];

  private final boolean utf8;
  private final boolean coloured;
  private int bytes;
  private int wanted;

  private PlainOutput(OutputStream out, boolean utf8, boolean coloured) {
    super(out);
    this.utf8 = utf8;
    this.coloured = coloured;
  }

  /** A stream that prints to another what is text. */
  static PrintStream over(PrintStream out, Charset charset) {
    return over(out, charset, false);
  }

  /** The same, with colours: the charset has to be UTF-8. */
  static PrintStream over(PrintStream out, Charset charset, boolean coloured) {
    return new PrintStream(
        new PlainOutput(out, charset.equals(StandardCharsets.UTF_8), coloured), true, charset);
  }

  /** One line of text, without what a terminal would act on. */
  static String plain(String line) {
    StringBuilder plain = new StringBuilder();
    line.codePoints()
        .map(c -> c == '\n' || c == '\t' || !isPlain(c) ? ESCAPED : c)
        .forEach(plain::appendCodePoint);
    return plain.toString();
  }

  @Override
  public void write(int value) throws IOException {
    int next = value & 0xFF;
    if (wanted > 0 && (next & 0xC0) == 0x80) {
      begun[bytes++] = (byte) next;
      if (bytes == wanted) {
        character();
      }
      return;
    }
    if (wanted > 0) { // cut off
      wanted = 0;
      out.write(ESCAPED);
    }
    if (utf8 && next >= 0xC0) {
      begun[0] = (byte) next;
      bytes = 1;
      wanted = next >= 0xF0 ? 4 : next >= 0xE0 ? 3 : 2;
    } else {
      out.write(isPlain(next) && !(utf8 && next >= 0x80) ? next : ESCAPED);
    }
  }

  /** A stream that only notes that it cannot be written says so to whoever asks this one. */
  @Override
  public void flush() throws IOException {
    super.flush();
    if (out instanceof PrintStream printer && printer.checkError()) {
      throw new IOException("what was printed is lost");
    }
  }

  private void character() throws IOException {
    wanted = 0;
    int codePoint = new String(begun, 0, bytes, StandardCharsets.UTF_8).codePointAt(0);
    if (coloured && codePoint >= BOLD && codePoint <= NORMAL) {
      out.write(SEQUENCES[codePoint - BOLD].getBytes(StandardCharsets.US_ASCII));
    } else if (isPlain(codePoint)) {
      out.write(begun, 0, bytes);
    } else {
      out.write(ESCAPED);
    }
  }

  private static boolean isPlain(int codePoint) {
    return switch (codePoint) {
      case '\n', '\t' -> true;
      case '\r' -> RETURNS;
      default ->
          !Character.isISOControl(codePoint)
              && !turns(codePoint)
              && !(codePoint >= BOLD && codePoint <= NORMAL);
    };
  }

  /** Whether a character changes the direction in which text is shown. */
  private static boolean turns(int codePoint) {
    return (codePoint >= 0x202A && codePoint <= 0x202E)
        || (codePoint >= 0x2066 && codePoint <= 0x2069);
  }

  @Override
  public void write(byte[] values, int from, int length) throws IOException {
    int plain = from;
    for (int i = from; i < from + length; i++) {
      boolean ascii = (values[i] >= ' ' && values[i] < 0x7F) || values[i] == '\n';
      if (wanted > 0 || !ascii) { // the text before it goes at once
        out.write(values, plain, i - plain);
        write(values[i]);
        plain = i + 1;
      }
    }
    out.write(values, plain, from + length - plain);
  }
}
