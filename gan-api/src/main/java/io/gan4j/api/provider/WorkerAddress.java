package io.gan4j.api.provider;

import io.gan4j.api.spec.InvalidValueException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a worker listens.
 *
 * @param host a name, an IPv4 address or an IPv6 address without its brackets
 * @param port from 1 to 65535
 */
public record WorkerAddress(String host, int port) {
  private static final Pattern FORM =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([^\\[\\]:/\\s]+)):(\\d{1,5})");

  private static final int LAST_PORT = 65535;

  /**
   * From {@code host:port} or {@code [IPv6]:port}.
   *
   * @throws InvalidValueException if it is neither
   */
  public static WorkerAddress of(String text) {
    Matcher form = FORM.matcher(text);
    if (form.matches()) {
      int port = Integer.parseInt(form.group(3));
      if (port > 0 && port <= LAST_PORT) {
        return new WorkerAddress(form.group(1) == null ? form.group(2) : form.group(1), port);
      }
    }
    throw new InvalidValueException("addresses", "must be host:port, found '" + text + "'");
  }
}
