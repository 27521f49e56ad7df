package io.gan4j.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Version;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/**
 * Serves trained generators over HTTP until it is closed. Closing takes no more requests and waits
 * for those under way.
 *
 * <pre>{@code
 * try (GanServer server = GanServer.start(Gan.load(), List.of(Path.of("digits")))) {
 *   System.out.println(server.uri());
 *   Thread.currentThread().join();
 * }
 * }</pre>
 */
public final class GanServer implements AutoCloseable {
  private static final int MOST_THREADS = 64;
  private static final int LEAST_THREADS = 4;
  private static final int MOST_CONNECTIONS = 1024;

  private final ModelLibrary models;
  private final Server server;
  private final PrometheusMeterRegistry meters;
  private final ServerConnector connector;

  private GanServer(
      List<ModelSource> sources,
      Function<Path, GeneratorModel> loader,
      ServerOptions options,
      String version) {
    meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    models = new ModelLibrary(sources, loader, options, meters);
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, LEAST_THREADS);
    threads.setName("gan4j-http");
    server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(false);
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost(options.host());
    connector.setPort(options.port());
    connector.setIdleTimeout(options.timeout().toMillis());
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(MOST_CONNECTIONS, connector));
    Generation generation = new Generation(threads);
    Routes routes =
        new Routes(
            new ServingApi(models, generation),
            new InferenceApi(models, generation, version),
            new PeopleApi(models, generation, new RowStreams(options.timeout())),
            meters,
            options.token());
    server.setHandler(new GracefulHandler(new FrontDoor(routes, threads, meters, options)));
    server.setErrorHandler(GanServer::refuse);
    server.setStopTimeout(options.timeout().toMillis());
  }

  /** Serves on the loopback, at TensorFlow Serving's port, under the names of the folders. */
  public static GanServer start(Gan gan, List<Path> models) {
    return start(models.stream().map(ModelSource::of).toList(), gan::load, ServerOptions.DEFAULT);
  }

  /**
   * Serves models.
   *
   * @param loader loads a generator from its folder: {@code gan::load}
   * @throws GanException if a model cannot be loaded, or the port cannot be listened at
   */
  public static GanServer start(
      List<ModelSource> models, Function<Path, GeneratorModel> loader, ServerOptions options) {
    GanServer server = new GanServer(models, loader, options, Version.gan4j());
    try {
      server.server.start();
      return server;
    } catch (Exception e) {
      server.close();
      throw new GanException(
          "cannot listen at "
              + options.host()
              + ":"
              + options.port()
              + ": "
              + (e instanceof IOException && e.getCause() != null ? e.getCause() : e).getMessage(),
          e);
    }
  }

  /** What Jetty refuses itself, a request that is none say. */
  private static boolean refuse(Request request, Response response, Callback callback) {
    int status =
        response.getStatus() < HttpFailure.BAD_REQUEST ? HttpFailure.BROKEN : response.getStatus();
    Answer answer = Answer.failure(status, HttpStatus.getMessage(status));
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    byte @Nullable [] body = answer.body();
    response.write(true, ByteBuffer.wrap(body == null ? new byte[0] : body), callback);
    return true;
  }

  /** Where it listens. */
  public URI uri() {
    String host = connector.getHost();
    return URI.create(
        "http://"
            + (host.indexOf(':') < 0 ? host : "[" + host + "]")
            + ":"
            + connector.getLocalPort()
            + "/");
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new GanException("the server does not stop: " + e.getMessage(), e);
    } finally {
      models.close();
      meters.close();
    }
  }
}
