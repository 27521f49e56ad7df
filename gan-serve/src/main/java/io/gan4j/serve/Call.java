package io.gan4j.serve;

import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.Suggestions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request as the parts of the server see it.
 *
 * @param method of HTTP
 * @param path decoded, its parts
 * @param query its parameters, each once
 * @param accept what kinds of content are wanted
 * @param body what was sent
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Call(
    String method, List<String> path, Map<String, String> query, String accept, byte[] body) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /**
   * The body as a JSON object.
   *
   * @throws HttpFailure if it is none
   */
  ObjectNode object() {
    try {
      JsonNode node = JSON.readTree(body);
      if (node instanceof ObjectNode object) {
        return object;
      }
      throw HttpFailure.bad("the body must be a JSON object");
    } catch (JacksonException e) {
      // without the parser's own settings, which no caller can change
      String why =
          e.getOriginalMessage()
              .replaceAll("[,:]? (from|enable) `[^`]*`( to allow)?", "")
              .replaceAll("(?s) \\(start marker at.*", "")
              .replace('`', '\'');
      throw HttpFailure.bad("the body is no JSON: " + Excerpt.of(why, 200));
    }
  }

  /**
   * Refuses parameters that would be passed over.
   *
   * @param known names that are taken
   * @param numbered a pattern of further names
   * @throws HttpFailure naming the first that is not taken
   */
  void requireKnown(List<String> known, String numbered) {
    for (String name : query.keySet()) {
      if (!known.contains(name) && !name.matches(numbered)) {
        throw HttpFailure.bad(
            "no parameter is called "
                + Excerpt.quoted(name)
                + Suggestions.ending(Suggestions.near(name, known), known));
      }
    }
  }

  /**
   * A whole number of the query.
   *
   * @throws HttpFailure if it is none, or not in the range
   */
  long number(String name, long absent, long low, long high) {
    String text = query.get(name);
    if (text == null) {
      return absent;
    }
    try {
      long number = Long.parseLong(text);
      if (number >= low && number <= high) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw HttpFailure.bad(
        name
            + " must be a whole number from "
            + low
            + " to "
            + high
            + ", found "
            + Excerpt.quoted(text));
  }

  @Nullable String text(String name) {
    return query.get(name);
  }
}
