package io.gan4j.core.config;

import io.gan4j.api.config.ConfigException;
import io.gan4j.api.config.Problem;
import io.gan4j.api.config.RunConfig;
import io.gan4j.api.spec.Suggestions;
import io.gan4j.core.config.ConfigPath.Step;
import io.gan4j.core.config.Node.Entry;
import io.gan4j.core.config.Node.Mapping;
import io.gan4j.core.config.Node.Scalar;
import io.gan4j.core.config.Node.Sequence;
import io.gan4j.core.plugin.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads run files, from a path, from a preset's name or from text, and changes them as {@code
 * --set} asks. Every mistake in the file and the options is told in one {@link ConfigException}.
 */
public final class RunConfigReader {
  /** No character takes more bytes in UTF-8. */
  private static final int MAX_BYTES = 4 * YamlTree.MAX_CHARACTERS;

  /** What messages call a preset starts with this. */
  private static final String PRESET = "preset ";

  private final Registry registry;

  public RunConfigReader(Registry registry) {
    this.registry = registry;
  }

  /**
   * A run, read.
   *
   * @param config the run, all defaults filled in
   * @param tree what the file says, options included
   * @param source what messages call it
   */
  public record Read(RunConfig config, Node tree, String source) {

    /**
     * A mistake found after reading, at the line where the path stands, or the nearest part of it
     * that the file holds. Lines of a preset are not told: it is no file that anybody has before
     * them.
     *
     * @param path as in {@code generator.network.layers[2]}
     */
    public Problem problem(String path, String message) {
      Place place = Place.of(tree.place().source());
      Node node = tree;
      for (Step step : ConfigPath.steps(path).orElse(List.of())) {
        if (step.key() != null && node instanceof Mapping mapping) {
          Optional<Entry> entry = mapping.entry(step.key());
          if (entry.isEmpty()) {
            break;
          }
          place = entry.get().place();
          node = entry.get().value();
        } else if (step.key() == null
            && node instanceof Sequence sequence
            && step.index() < sequence.items().size()) {
          node = sequence.items().get(step.index());
          place = node.place();
        } else {
          break;
        }
      }
      boolean preset = place.source().startsWith(PRESET);
      return new Problem(place.source(), preset ? null : place.line(), path, message);
    }
  }

  /**
   * Reads a run file.
   *
   * @param overrides options, each {@code path=value}
   * @throws ConfigException with everything that is wrong
   */
  public Read read(Path file, List<String> overrides) {
    String source = file.toString();
    if (Files.isDirectory(file)) {
      throw problem(source, "is a folder; expected a run file");
    }
    if (!Files.exists(file)) {
      throw problem(
          source,
          "there is no such file"
              + (file.isAbsolute() ? "" : " in " + Path.of("").toAbsolutePath()));
    }
    if (!Files.isReadable(file)) {
      throw problem(source, "cannot be read: permission denied");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return parse(text(in, source), source, overrides);
    } catch (IOException e) {
      throw problem(source, "cannot be read: " + e);
    }
  }

  /**
   * Reads a preset.
   *
   * @param overrides options, each {@code path=value}
   * @throws ConfigException with everything that is wrong
   */
  public Read preset(String name, List<String> overrides) {
    return parse(presetText(name), PRESET + current(name), overrides);
  }

  /**
   * A preset's run file as it is written, for {@code gan preset show}.
   *
   * @throws ConfigException if there is no preset of this name
   */
  public String presetText(String name) {
    URL url = registry.presets().get(current(name));
    if (url == null) {
      Set<String> names = registry.presets().keySet();
      throw problem(
          PRESET + name,
          "there is no preset of this name"
              + (names.isEmpty()
                  ? "; none is installed"
                  : Suggestions.ending(Suggestions.near(name, names), names)));
    }
    try (InputStream in = url.openStream()) {
      return text(in, PRESET + name);
    } catch (IOException e) {
      throw problem(PRESET + name, "cannot be read: " + e);
    }
  }

  /** What a preset is called today. */
  private String current(String name) {
    return registry.presetSuccessor(name).orElse(name);
  }

  /**
   * Reads a run from text.
   *
   * @param sourceName what messages call it
   * @param overrides options, each {@code path=value}
   * @throws ConfigException with everything that is wrong
   */
  public Read parse(String yaml, String sourceName, List<String> overrides) {
    Problems problems = new Problems(sourceName);
    Node tree = YamlTree.parse(yaml, sourceName, problems);
    if (tree == null) {
      // Without a tree there is nothing that the options could change.
      throw problems.exception();
    }
    if (tree instanceof Scalar scalar && scalar.isNull() && overrides.isEmpty()) {
      problems.add(
          tree.place(),
          "",
          "is empty; a run file needs at least data and the players of its game: a generator and a discriminator");
      throw problems.exception();
    }
    if (!(tree instanceof Mapping) && !(tree instanceof Scalar scalar && scalar.isNull())) {
      problems.add(
          tree.place(), "", "expected keys such as 'data:' at the top, found " + tree.described());
      throw problems.exception();
    }
    Node changed = new Overrides(registry, RunConfig.class).apply(tree, overrides, problems);
    RequiredPlugins.check(changed, registry, problems);
    Optional<RunConfig> config = new Binder(registry).bind(changed, RunConfig.class, problems);
    problems.throwIfAny();
    return new Read(config.orElseThrow(), changed, sourceName);
  }

  private static String text(InputStream in, String source) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES + 1);
    if (bytes.length > MAX_BYTES) {
      throw problem(source, "has more than " + MAX_BYTES + " bytes; that is no run file");
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw problem(source, "is not text in UTF-8");
    }
  }

  private static ConfigException problem(String source, String message) {
    return new ConfigException(new Problem(source, null, "", message));
  }
}
