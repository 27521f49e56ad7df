package io.gan4j.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;

/**
 * What Ctrl-C (SIGINT) and SIGTERM do: the first asks politely, the second leaves at once. Java has
 * no public way to hear of signals without dying of them; the JDK's sun.misc.Signal, which every
 * JDK exports for this purpose, is reached by reflection because it is outside the Java SE API.
 */
final class Signals {
  /** A process that a signal has ended exits with this and the signal's number. */
  static final int KILLED_BY_SIGNAL = 128;

  private static final int SIGTERM = 15;

  /** The exit code of a process that SIGTERM has ended. */
  static final int TERMINATED = KILLED_BY_SIGNAL + SIGTERM;

  private Signals() {}

  /**
   * Handles both signals until the process ends.
   *
   * @param first what the first one does; it is given the code to exit with afterwards
   * @return whether signals can be handled here; if not they end the process as ever
   */
  static boolean handle(IntConsumer first) {
    AtomicBoolean asked = new AtomicBoolean();
    boolean interrupt = handle("INT", 2, asked, first);
    boolean terminate = handle("TERM", SIGTERM, asked, first);
    return interrupt && terminate;
  }

  private static boolean handle(String name, int number, AtomicBoolean asked, IntConsumer first) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              Signals.class.getClassLoader(),
              new Class<?>[] {handler},
              (self, method, arguments) -> {
                switch (method.getName()) {
                  case "handle" -> {
                    if (asked.getAndSet(true)) {
                      Runtime.getRuntime().halt(KILLED_BY_SIGNAL + number);
                    }
                    first.accept(KILLED_BY_SIGNAL + number);
                    return null;
                  }
                  case "equals" -> {
                    return self == arguments[0];
                  }
                  case "hashCode" -> {
                    return System.identityHashCode(self);
                  }
                  default -> {
                    return "gan4j's handler of SIG" + name;
                  }
                }
              });
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
      return true;
    } catch (ClassNotFoundException
        | NoSuchMethodException
        | InstantiationException
        | IllegalAccessException e) {
      return false; // a JVM without sun.misc.Signal
    } catch (InvocationTargetException e) {
      return false; // the signal is used by the JVM itself, or unknown to the system
    }
  }
}
