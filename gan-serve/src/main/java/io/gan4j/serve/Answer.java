package io.gan4j.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request is answered with.
 *
 * @param status of HTTP
 * @param type of the content
 * @param body the content; null if it is streamed
 * @param stream writes the content while it is made; null if it is at hand
 * @param headers further ones
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(
    int status,
    String type,
    byte @Nullable [] body,
    @Nullable Content stream,
    Map<String, String> headers) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** Content that is written while it is made. */
  interface Content {
    /** Writes it, once. */
    void writeTo(OutputStream out) throws IOException;

    /** Called instead, if nobody is there any more to read it. */
    void drop();
  }

  /** Says that nobody takes it. */
  void drop() {
    if (stream != null) {
      stream.drop();
    }
  }

  static Answer bytes(String type, byte[] body) {
    return new Answer(200, type, body, null, Map.of());
  }

  static Answer text(String type, String body) {
    return bytes(type + "; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer json(JsonNode body) {
    return json(200, body);
  }

  static Answer json(int status, JsonNode body) {
    return new Answer(status, "application/json", JSON.writeValueAsBytes(body), null, Map.of());
  }

  static Answer streamed(String type, Content content) {
    return new Answer(200, type, null, content, Map.of());
  }

  /** A sentence, as both protocols want it. */
  static Answer failure(int status, String message) {
    Answer answer = json(status, JSON.createObjectNode().put("error", message));
    return switch (status) {
      case HttpFailure.TOO_MANY, HttpFailure.UNAVAILABLE -> answer.with("Retry-After", "1");
      case HttpFailure.UNAUTHORIZED -> answer.with("WWW-Authenticate", "Bearer");
      default -> answer;
    };
  }

  Answer with(String header, String value) {
    Map<String, String> more = new TreeMap<>(headers);
    more.put(header, value);
    return new Answer(status, type, body, stream, more);
  }
}
