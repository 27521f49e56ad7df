package io.gan4j.onnx;

import io.gan4j.api.ProviderException;
import io.gan4j.api.game.Player;
import io.gan4j.api.internal.FileTrees;
import io.gan4j.api.provider.GanSession;
import io.gan4j.onnx.extension.OnnxExtension;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.layer.Layers;
import io.gan4j.onnx.internal.load.LatentsModel;
import io.gan4j.onnx.internal.network.LayerTable;
import io.gan4j.onnx.internal.network.PlayerModel;
import io.gan4j.onnx.internal.wire.ModelWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Writes a player of a run as an ONNX file of operator set 17: its layers as they are in inference,
 * its weights to the bit. A generator takes {@code latents} {@code [batch, …]} and, if it sees
 * classes, {@code labels} (int32); it gives {@code samples}. Noise within the network, as a table's
 * rows have it, is an input. What else a file holds is in its metadata.
 */
public final class OnnxExport {
  private final LayerTable layers;

  private OnnxExport(List<OnnxExtension> extensions) {
    layers = new LayerTable(Layers.all(), extensions);
  }

  /**
   * With every extension on the class path.
   *
   * @throws ProviderException if one is broken, or brings a layer that is known already
   */
  public static OnnxExport load() {
    List<OnnxExtension> extensions = new ArrayList<>();
    try {
      ServiceLoader.load(OnnxExtension.class).forEach(extensions::add);
    } catch (ServiceConfigurationError | LinkageError e) {
      throw new ProviderException("an OnnxExtension cannot be loaded: " + e.getMessage(), e);
    }
    return of(extensions);
  }

  /**
   * With these extensions.
   *
   * @throws ProviderException if one brings a layer that is known already
   */
  public static OnnxExport of(List<OnnxExtension> extensions) {
    return new OnnxExport(extensions);
  }

  /**
   * Refuses a player with a layer that cannot be written.
   *
   * @throws ProviderException naming every such layer
   */
  public void check(GanSession session, Player player) {
    layers.check(player.key(), session.plan().player(player).network());
  }

  /**
   * Writes a whole file or nothing. A player that makes samples is written with averaged weights
   * where an average is kept, any other with its trained ones.
   *
   * @param session built, with the weights that are written
   * @param file where nothing is yet
   * @param metadata written into the file
   * @throws ProviderException naming every layer that cannot be written, or if the file cannot
   */
  public void write(GanSession session, Player player, Path file, Map<String, String> metadata) {
    check(session, player);
    if (Files.exists(file)) {
      throw new ProviderException(file + " is there already: name a file that is not");
    }
    PlayerModel written = new PlayerModel(layers, session.plan(), player, session.saveState());
    Map<String, String> all = new TreeMap<>(metadata);
    Optional<Model> latents = written.latents();
    latents.ifPresent(model -> all.put(LatentsModel.KEY, LatentsModel.text(model)));
    ModelWriter writer =
        new ModelWriter(written.model(all), metadata.getOrDefault("version.gan4j", ""));
    if (writer.size() > Integer.MAX_VALUE) {
      throw new ProviderException(
          "cannot be written as ONNX: it has " + writer.size() + " bytes, and a file holds 2 GiB");
    }
    try {
      FileTrees.parentOf(file);
      FileTrees.place(
          file,
          beside -> {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(beside))) {
              writer.writeTo(out);
            }
            FileTrees.force(beside);
          });
    } catch (IOException e) {
      throw new ProviderException(file + " cannot be written: " + e, e);
    }
  }
}
