package io.gan4j.serve;

import io.gan4j.api.spec.Excerpt;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/**
 * Between Jetty and the parts of the server: takes a request's body without holding a thread for
 * it, within limits of size and time, and writes the answer.
 */
final class FrontDoor extends Handler.Abstract.NonBlocking {
  /** What has come of all bodies is no longer than so many of the longest. */
  private static final int MOST_BODIES = 8;

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_TEXT = 80;

  private final Routes routes;
  private final Executor executor;
  private final MeterRegistry meters;
  private final int mostBody;
  private final Duration timeout;
  private final BodyReader.Room room;

  /**
   * @param executor on which requests are answered
   */
  FrontDoor(Routes routes, Executor executor, MeterRegistry meters, ServerOptions options) {
    this.routes = routes;
    this.executor = executor;
    this.meters = meters;
    this.mostBody = options.mostBody();
    this.timeout = options.timeout();
    this.room = new BodyReader.Room((long) MOST_BODIES * mostBody);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long since = System.nanoTime();
    List<String> path = path(request);
    long expected = expected(request);
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    try {
      routes.requireLetIn(path, request.getHeaders().get(HttpHeader.AUTHORIZATION));
      CompletableFuture<?> unused =
          body(request, expected)
              .thenComposeAsync(body -> routes.answer(call(request, path, body)), executor)
              .whenComplete((made, failure) -> hand(answer, made, failure));
    } catch (HttpFailure e) {
      answer.completeExceptionally(e);
    }
    CompletableFuture<?> unused =
        answer
            .orTimeout(2 * timeout.toNanos(), TimeUnit.NANOSECONDS)
            .exceptionally(Routes::answer)
            .thenAcceptAsync(
                made -> {
                  count(path, made.status(), System.nanoTime() - since);
                  write(request, made, response, callback);
                },
                executor);
    return true;
  }

  /** Answers, unless the time is over. */
  private static void hand(
      CompletableFuture<Answer> answer, @Nullable Answer made, @Nullable Throwable failure) {
    if (made == null) {
      answer.completeExceptionally(
          failure == null ? new IllegalStateException("no answer") : failure);
    } else if (!answer.complete(made)) {
      made.drop();
    }
  }

  private void count(List<String> path, int status, long nanos) {
    meters
        .timer("gan.http.requests", "route", Routes.route(path), "status", Integer.toString(status))
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private static List<String> path(Request request) {
    String path = request.getHttpURI().getCanonicalPath();
    return path == null
        ? List.of()
        : Arrays.stream(path.split("/", -1)).filter(part -> !part.isEmpty()).toList();
  }

  /** Bytes that a body can come to have. */
  private long expected(Request request) {
    if (!request.getMethod().equals("POST")) {
      return 0;
    }
    long length = request.getHeaders().getLongField(HttpHeader.CONTENT_LENGTH);
    return length < 0 ? mostBody : length;
  }

  private CompletableFuture<byte[]> body(Request request, long expected) {
    if (expected == 0) {
      return CompletableFuture.completedFuture(new byte[0]);
    }
    if (expected > mostBody) {
      throw BodyReader.tooLarge(mostBody);
    }
    BodyReader reader = new BodyReader(request, mostBody, room);
    CompletableFuture<byte[]> whole = reader.read();
    return whole
        .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((body, failure) -> reader.leave())
        .exceptionally(
            failure -> {
              throw unread(failure);
            });
  }

  private static HttpFailure unread(Throwable thrown) {
    Throwable failure =
        thrown instanceof CompletionException && thrown.getCause() != null
            ? thrown.getCause()
            : thrown;
    if (failure instanceof HttpFailure known) {
      return known;
    }
    return failure instanceof TimeoutException
        ? new HttpFailure(HttpFailure.TOO_SLOW, "the body did not come in time")
        : HttpFailure.bad("the body cannot be read: it ends early");
  }

  private static Call call(Request request, List<String> path, byte[] body) {
    Map<String, String> query = new LinkedHashMap<>();
    try {
      for (Fields.Field field : Request.extractQueryParameters(request)) {
        if (field.getValues().size() > 1) {
          throw HttpFailure.bad(
              Excerpt.of(field.getName(), LONGEST_TEXT) + " is there more than once");
        }
        query.put(field.getName(), field.getValue());
      }
    } catch (HttpFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw HttpFailure.bad("the query cannot be read");
    }
    String accept = request.getHeaders().get(HttpHeader.ACCEPT);
    return new Call(request.getMethod(), path, query, accept == null ? "" : accept, body);
  }

  private static void write(Request request, Answer answer, Response response, Callback callback) {
    response.setStatus(answer.status());
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    response.getHeaders().put("X-Content-Type-Options", "nosniff");
    answer
        .headers()
        .forEach((name, value) -> response.getHeaders().put(new HttpField(name, value)));
    if (answer.status() == HttpFailure.TOO_LARGE || answer.status() == HttpFailure.TOO_SLOW) {
      // what is left of the body is not waited for
      response.getHeaders().put(HttpHeader.CONNECTION, "close");
    }
    byte @Nullable [] body = answer.body();
    Answer.Content stream = answer.stream();
    if (body != null) {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
      boolean head = request.getMethod().equals("HEAD");
      response.write(true, head ? ByteBuffer.allocate(0) : ByteBuffer.wrap(body), callback);
    } else if (stream != null) {
      try (OutputStream out =
          new BufferedOutputStream(Content.Sink.asOutputStream(response), BUFFER)) {
        if (!request.getMethod().equals("HEAD")) {
          stream.writeTo(out);
        }
      } catch (IOException | RuntimeException e) {
        callback.failed(e); // the reader sees that the connection ends before the content does
        return;
      }
      callback.succeeded();
    }
  }
}
