package io.gan4j.serve;

import io.gan4j.api.spec.Check;
import io.gan4j.core.serve.ServiceOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a server serves.
 *
 * @param host the address to listen at; {@link #LOOPBACK} lets this machine's own programs in alone
 * @param port 0 for any that is free
 * @param token what callers have to send as {@code Authorization: Bearer}; null lets everybody in
 * @param versions how many of a model's versions are served, the newest
 * @param mostBody bytes of a request's body
 * @param timeout how long a request may take to arrive, and its answer to be made; also how long
 *     the server waits for what is under way when it is closed
 * @param service how requests are gathered into batches
 */
public record ServerOptions(
    String host,
    int port,
    @Nullable String token,
    int versions,
    int mostBody,
    Duration timeout,
    ServiceOptions service) {
  /** Heard by this machine alone. */
  public static final String LOOPBACK = "127.0.0.1";

  /** TensorFlow Serving's for REST. */
  public static final int PORT = 8501;

  private static final int MOST_PORT = 65_535;
  private static final int MOST_BODY = 1 << 22;

  /** On the loopback, without a token: one version, 4 MiB, 30 seconds. */
  public static final ServerOptions DEFAULT =
      new ServerOptions(
          LOOPBACK, PORT, null, 1, MOST_BODY, Duration.ofSeconds(30), ServiceOptions.DEFAULT);

  public ServerOptions {
    Check.textGiven("host", host);
    Check.rule(port >= 0 && port <= MOST_PORT, "port", "must be from 0 to " + MOST_PORT, port);
    Check.rule(token == null || !token.isBlank(), "token", "must not be blank", "");
    Check.positive("versions", versions);
    Check.positive("mostBody", mostBody);
    Check.rule(
        timeout.compareTo(Duration.ZERO) > 0 && timeout.compareTo(Duration.ofHours(1)) <= 0,
        "timeout",
        "must be above 0, at most an hour",
        timeout);
  }

  /** The same elsewhere. */
  public ServerOptions at(String otherHost, int otherPort) {
    return new ServerOptions(otherHost, otherPort, token, versions, mostBody, timeout, service);
  }

  /** The same with a token. */
  public ServerOptions withToken(@Nullable String other) {
    return new ServerOptions(host, port, other, versions, mostBody, timeout, service);
  }

  /** The same with another number of versions. */
  public ServerOptions withVersions(int other) {
    return new ServerOptions(host, port, token, other, mostBody, timeout, service);
  }

  /** The same with another size of bodies. */
  public ServerOptions withMostBody(int other) {
    return new ServerOptions(host, port, token, versions, other, timeout, service);
  }

  /** The same with another timeout. */
  public ServerOptions withTimeout(Duration other) {
    return new ServerOptions(host, port, token, versions, mostBody, other, service);
  }

  /** The same with other batches. */
  public ServerOptions withService(ServiceOptions other) {
    return new ServerOptions(host, port, token, versions, mostBody, timeout, other);
  }
}
