package io.gan4j.onnx.internal.load;

import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Trust;
import io.gan4j.onnx.internal.graph.GraphCheck;
import io.gan4j.onnx.internal.graph.InvalidGraphException;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.wire.ModelReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A file that was read and let in: its bytes are those that were looked at. */
public final class OnnxFile {
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8;

  private final Path path;
  private final Part generator;
  private final Optional<Part> latents;

  /** A model and its bytes. */
  static final class Part {
    private final Model model;
    private final byte[] bytes;

    private Part(Model model, byte[] bytes) {
      this.model = model;
      this.bytes = bytes;
    }

    Model model() {
      return model;
    }

    /** As a runtime takes them; not to be changed. */
    byte[] bytes() {
      return bytes;
    }
  }

  private OnnxFile(Path path, Part generator, Optional<Part> latents) {
    this.path = path;
    this.generator = generator;
    this.latents = latents;
  }

  /**
   * Reads a generator's file.
   *
   * @param trust whether its graph has to be seen to calculate and nothing else
   * @throws ProviderException if it is none, damaged, or more than is let in
   */
  public static OnnxFile read(Path path, Trust trust) {
    try {
      if (Files.size(path) > MOST_BYTES) {
        throw new ProviderException("cannot load the model " + path + ": has more than 2 GiB");
      }
      Part generator = part(Files.readAllBytes(path), trust);
      Optional<Part> latents =
          Optional.ofNullable(generator.model().metadata().get(LatentsModel.KEY))
              .map(text -> part(LatentsModel.bytes(text), trust));
      return new OnnxFile(path, generator, latents);
    } catch (NoSuchFileException e) {
      throw new ProviderException("there is no model in " + path + ": no such file", e);
    } catch (IOException e) {
      throw new ProviderException("cannot load the model " + path + ": " + e, e);
    } catch (InvalidGraphException e) {
      throw refused(path, String.valueOf(e.getMessage()), e);
    }
  }

  private static Part part(byte[] bytes, Trust trust) {
    Model model = ModelReader.read(ByteBuffer.wrap(bytes));
    if (trust == Trust.CHECKED) {
      GraphCheck.require(model);
    }
    return new Part(model, bytes);
  }

  static ProviderException refused(Path path, String reason, Throwable cause) {
    return new ProviderException("cannot load the model " + path + ": " + reason, cause);
  }

  Path path() {
    return path;
  }

  Part generator() {
    return generator;
  }

  Optional<Part> latents() {
    return latents;
  }
}
