package io.gan4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * The standard error that the program was started with. The one that the JVM sees is the launcher's
 * pipe, which drops TensorFlow's own lines and passes on whole lines only.
 */
final class StandardError {
  private StandardError() {}

  /**
   * Sends {@link System#err} past the pipe, so that a progress bar appears at once and nothing is
   * still under way when the process ends. Call it first: whoever has taken hold of {@code
   * System.err} keeps the old one.
   *
   * @param environment where the launcher says, as GAN_STDERR, which file descriptor it is
   */
  static void take(Map<String, String> environment) {
    String number = environment.get("GAN_STDERR");
    if (number == null) {
      return;
    }
    try {
      // Opening /dev/fd/3 would be public API, but gives a file that is opened anew: its position
      // isn't the one that the shell shares with what it runs next, which then overwrites our
      // lines.
      Constructor<FileDescriptor> descriptor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      descriptor.setAccessible(true);
      FileOutputStream stream =
          new FileOutputStream(descriptor.newInstance(Integer.parseInt(number)));
      System.setErr(new PrintStream(stream, true, nativeCharset()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Not opened to us (--add-opens in the launcher): the pipe serves too, a line at a time.
    }
  }

  /**
   * Sends what libraries write to {@link System#err}, the log among it, through the same door as
   * what commands print.
   *
   * @return the stream behind the door, for a console
   */
  static PrintStream keepPlain() {
    PrintStream behind = System.err;
    System.setErr(PlainOutput.over(behind, nativeCharset()));
    return behind;
  }

  /** What the JVM itself writes standard error in. */
  private static Charset nativeCharset() {
    return Charset.forName(System.getProperty("native.encoding", Charset.defaultCharset().name()));
  }
}
