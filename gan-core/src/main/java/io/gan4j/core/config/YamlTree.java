package io.gan4j.core.config;

import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Parses YAML, and with it JSON, into a tree that knows its lines. Of YAML it takes what a run file
 * needs: maps, lists and values in one document. Anchors, aliases, merge keys and tags are refused,
 * so no text can grow, refer elsewhere or make anything but data.
 */
public final class YamlTree {
  /** Characters in a run file; a thousand times what one needs. */
  static final int MAX_CHARACTERS = 1_000_000;

  /** Characters of a key or a value: a long query has some thousands. */
  static final int MAX_SCALAR = 1 << 16;

  /** Maps and lists within each other. */
  static final int MAX_DEPTH = 50;

  private static final YAMLFactory FACTORY = YAMLFactory.builder().build();

  private final String source;
  private final boolean lines;
  private final int[] characters;
  private final Problems problems;
  private final YAMLParser parser;
  private final Set<String> reported = new HashSet<>();
  private int depth;

  private YamlTree(
      String source, boolean lines, String yaml, Problems problems, YAMLParser parser) {
    this.source = source;
    this.lines = lines;
    this.characters = yaml.codePoints().toArray();
    this.problems = problems;
    this.parser = parser;
  }

  /**
   * The tree of a text.
   *
   * @param source what messages call it: a file's name
   * @throws io.gan4j.api.config.ConfigException if it is not YAML, or more than a run file may have
   */
  public static Node parse(String yaml, String source) {
    Problems problems = new Problems(source);
    Node tree = parse(yaml, source, problems);
    problems.throwIfAny();
    // No problem, no null.
    return Objects.requireNonNull(tree);
  }

  /** The tree of a text, or null if there is none for the problems noted. */
  static @Nullable Node parse(String yaml, String source, Problems problems) {
    return parse(yaml, source, true, problems);
  }

  /** The tree of a text that is one value of a command line or an annotation: without lines. */
  static @Nullable Node parseValue(String yaml, String source, Problems problems) {
    return parse(yaml, source, false, problems);
  }

  private static @Nullable Node parse(
      String yaml, String source, boolean lines, Problems problems) {
    // Some editors mark UTF-8 files so.
    String text = yaml.startsWith("\uFEFF") ? yaml.substring(1) : yaml;
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          Place.of(source),
          "",
          "has " + text.length() + " characters; a run file has at most " + MAX_CHARACTERS);
      return null;
    }
    if (!onlyText(text, source, lines, problems)) {
      return null;
    }
    try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new YamlTree(source, lines, text, problems, parser).document();
    } catch (JacksonException e) {
      problems.add(lines ? placeOf(e, source) : Place.of(source), "", SyntaxErrors.inPlainWords(e));
      return null;
    } catch (Refused e) {
      return null;
    }
  }

  /** Ends reading where going on makes no sense; the problem is noted. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refused() {
      super(null, null, false, false);
    }
  }

  private static boolean onlyText(String text, String source, boolean lines, Problems problems) {
    int line = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        line++;
      }
      boolean control = c < ' ' && c != '\n' && c != '\r' && c != '\t';
      if (control || c == '\u007F' || c == '\uFFFE' || c == '\uFFFF') {
        problems.add(
            lines ? new Place(source, line, 1) : Place.of(source),
            "",
            String.format(Locale.ROOT, "is not text: it holds the character U+%04X", (int) c));
        return false;
      }
    }
    return true;
  }

  private Node document() {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return new Scalar(lines ? new Place(source, 1, 1) : Place.of(source), "", false);
    }
    Node root = node(first);
    if (parser.nextToken() != null) {
      problems.add(place(), "", "a second document starts here (after '---'); a run file is one");
    }
    return root;
  }

  private Node node(JsonToken token) {
    Place place = place();
    refuseAnchorsAndTags(place);
    if (token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY) {
      if (++depth > MAX_DEPTH) {
        problems.add(place, "", "more than " + MAX_DEPTH + " maps and lists within each other");
        throw new Refused();
      }
      Node node = token == JsonToken.START_OBJECT ? mapping(place) : sequence(place);
      depth--;
      return node;
    }
    String text = parser.getString();
    if (parser.isCurrentAlias()) {
      refuse(place, "*" + text, "an alias");
      return new Scalar(place, "*" + text, true);
    }
    requireShort(place, text);
    return new Scalar(place, text == null ? "" : text, quotedHere());
  }

  /** Whoever looks at a value may look at all of it, again and again. */
  private void requireShort(Place place, @Nullable String text) {
    if (text != null && text.length() > MAX_SCALAR) {
      problems.add(
          place,
          "",
          "is of " + text.length() + " characters; keys and values have at most " + MAX_SCALAR);
      throw new Refused();
    }
  }

  private Mapping mapping(Place place) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      Place keyPlace = place();
      String key = String.valueOf(parser.currentName());
      requireShort(keyPlace, key);
      refuseAnchorsAndTags(keyPlace);
      if (key.equals("<<")) {
        refuse(keyPlace, "<<", "a merge key");
      }
      Node value = node(parser.nextToken());
      Entry before = entries.putIfAbsent(key, new Entry(keyPlace, key, value));
      if (before != null) {
        Integer first = before.place().line();
        problems.add(
            keyPlace,
            "",
            "the key '"
                + key
                + "' stands here a second time"
                + (first == null ? "" : "; first on line " + first));
      }
    }
    entries.remove("<<");
    return new Mapping(place, List.copyOf(entries.values()));
  }

  private Sequence sequence(Place place) {
    List<Node> items = new ArrayList<>();
    JsonToken token;
    while ((token = parser.nextToken()) != JsonToken.END_ARRAY) {
      items.add(node(token));
    }
    return new Sequence(place, items);
  }

  /** The parser goes on showing an anchor or tag within what carries it; each is told once. */
  private void refuseAnchorsAndTags(Place place) {
    String anchor = parser.getObjectId();
    if (anchor != null) {
      refuse(place, "&" + anchor, "an anchor");
    }
    String tag = parser.getTypeId();
    if (tag != null) {
      refuse(place, "!" + tag, "a tag");
    }
  }

  private void refuse(Place place, String text, String what) {
    if (reported.add(text)) {
      problems.add(
          place,
          "",
          what + " of YAML (" + text + "), which run files don't use; write the value out");
    }
  }

  /** The parser doesn't tell how a scalar is written, but where. */
  private boolean quotedHere() {
    int offset = (int) parser.currentTokenLocation().getCharOffset();
    return offset >= 0 && offset < characters.length && "'\"|>".indexOf(characters[offset]) >= 0;
  }

  private Place place() {
    if (!lines) {
      return Place.of(source);
    }
    TokenStreamLocation location = parser.currentTokenLocation();
    return new Place(source, location.getLineNr(), location.getColumnNr());
  }

  private static Place placeOf(JacksonException e, String source) {
    Optional<Mark> mark = SyntaxErrors.place(e);
    if (mark.isPresent()) {
      return new Place(source, mark.get().getLine() + 1, mark.get().getColumn() + 1);
    }
    TokenStreamLocation location = e.getLocation();
    return location == null || location.getLineNr() < 1
        ? Place.of(source)
        : new Place(source, location.getLineNr(), location.getColumnNr());
  }
}
