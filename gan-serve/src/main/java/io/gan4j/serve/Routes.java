package io.gan4j.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.InvalidValueException;
import io.gan4j.core.serve.BusyException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which part of the server answers a request, and how what goes wrong is told. */
final class Routes {
  private static final Logger LOG = LoggerFactory.getLogger(Routes.class);
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
  private static final int LONGEST = 400;

  /**
   * What anybody may see, for it says nothing of the models: the page itself asks for the token.
   */
  private static final List<String> OPEN = List.of("", "page.js", "page.css", "openapi.json");

  private final ServingApi serving;
  private final InferenceApi inference;
  private final PeopleApi people;
  private final PrometheusMeterRegistry meters;
  private final @Nullable String token;

  Routes(
      ServingApi serving,
      InferenceApi inference,
      PeopleApi people,
      PrometheusMeterRegistry meters,
      @Nullable String token) {
    this.serving = serving;
    this.inference = inference;
    this.people = people;
    this.meters = meters;
    this.token = token;
  }

  /** What a path begins with, for the meters. */
  static String route(List<String> path) {
    String first = path.isEmpty() ? "" : path.get(0);
    return switch (first) {
      case "v1", "v2", "models", "metrics" -> first;
      default -> OPEN.contains(first) ? "page" : "other";
    };
  }

  /**
   * Refuses a caller without the token.
   *
   * @param authorization the header; null if there is none
   * @throws HttpFailure if it is not the one
   */
  void requireLetIn(List<String> path, @Nullable String authorization) {
    String first = path.isEmpty() ? "" : path.get(0);
    boolean health = first.equals("v2") && path.size() > 1 && path.get(1).equals("health");
    boolean page = first.equals("models") && path.size() == 2;
    if (token == null || health || page || OPEN.contains(first)) {
      return;
    }
    byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    byte[] found = (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(expected, found)) {
      throw new HttpFailure(
          HttpFailure.UNAUTHORIZED, "the header 'Authorization: Bearer TOKEN' is missing or wrong");
    }
  }

  /**
   * Refuses another method.
   *
   * @throws HttpFailure if it is not this one
   */
  static void require(Call call, String method) {
    boolean same = call.method().equals(method);
    if (!same && !(method.equals("GET") && call.method().equals("HEAD"))) {
      throw new HttpFailure(
          HttpFailure.WRONG_METHOD, "this address takes " + method + ", found " + call.method());
    }
  }

  /** Answers a request; what goes wrong comes as an answer too, or as a failed future. */
  CompletableFuture<Answer> answer(Call call) {
    List<String> path = call.path();
    String first = path.isEmpty() ? "" : path.get(0);
    return switch (first) {
      case "" -> page(call, "page.html");
      case "page.js", "page.css", "openapi.json" -> page(call, first);
      case "metrics" -> {
        require(call, "GET");
        yield CompletableFuture.completedFuture(
            Answer.bytes(METRICS, meters.scrape().getBytes(StandardCharsets.UTF_8)));
      }
      case "v1" -> {
        if (path.size() < 3 || !path.get(1).equals("models")) {
          throw HttpFailure.notFound("no such address; models are at /v1/models/NAME");
        }
        yield serving.answer(call);
      }
      case "v2" -> inference.answer(call);
      case "models" -> people.answer(call);
      default -> throw HttpFailure.notFound("no such address; see /openapi.json");
    };
  }

  private static CompletableFuture<Answer> page(Call call, String name) {
    require(call, "GET");
    return CompletableFuture.completedFuture(Page.of(name));
  }

  /** What is answered for something that was thrown: a status and a sentence, never a trace. */
  static Answer answer(Throwable thrown) {
    Throwable failure = thrown;
    while (failure instanceof CompletionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    String message = Excerpt.of(String.valueOf(failure.getMessage()), LONGEST);
    if (failure instanceof HttpFailure known) {
      return Answer.failure(known.status(), message);
    }
    if (failure instanceof BusyException) {
      return Answer.failure(HttpFailure.TOO_MANY, message);
    }
    if (failure instanceof IllegalArgumentException || failure instanceof InvalidValueException) {
      return Answer.failure(HttpFailure.BAD_REQUEST, message);
    }
    if (failure instanceof TimeoutException) {
      return Answer.failure(HttpFailure.UNAVAILABLE, "no answer was made in time");
    }
    if (failure instanceof IllegalStateException) {
      LOG.warn("a request came while its model was closed: {}", message);
      return Answer.failure(HttpFailure.UNAVAILABLE, "this version is no longer served");
    }
    LOG.error("a request failed", failure);
    return Answer.failure(
        HttpFailure.BROKEN,
        failure instanceof GanException ? message : "the server failed; its log says more");
  }
}
