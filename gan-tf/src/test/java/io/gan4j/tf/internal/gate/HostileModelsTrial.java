package io.gan4j.tf.internal.gate;

import io.gan4j.api.GanException;
import io.gan4j.api.provider.GeneratorModel;
import io.gan4j.tf.TensorFlowProvider;
import io.gan4j.tf.internal.export.Manifests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;

/**
 * Loads hostile models one after the other and samples from those that load, in a process of its
 * own: one that ends it is the last that its output names.
 */
final class HostileModelsTrial {
  private HostileModelsTrial() {}

  /**
   * @param args folder of a good model; which hostile ones to try, {@code first every}
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path graph = folder.resolve("saved_model.pb");
    MetaGraphDef good = SavedModel.parseFrom(Files.readAllBytes(graph)).getMetaGraphs(0);
    TensorFlowProvider provider = TensorFlowProvider.create();
    List<Map.Entry<String, MetaGraphDef>> models =
        List.copyOf(HostileModels.of(good).entrySet());
    for (int i = Integer.parseInt(args[1]); i < models.size(); i += Integer.parseInt(args[2])) {
      System.out.println("try " + models.get(i).getKey().replaceAll("\\p{Cntrl}", "?"));
      byte[] hostile =
          SavedModel.newBuilder()
              .setSavedModelSchemaVersion(1)
              .addMetaGraphs(models.get(i).getValue())
              .build()
              .toByteArray();
      Files.write(graph, hostile);
      Manifests.sign(folder);
      long start = System.nanoTime();
      String outcome = outcome(provider, folder);
      long millis = (System.nanoTime() - start) / 1_000_000;
      System.out.println((millis > 5000 ? "SLOW " + millis + " ms " : "") + outcome);
    }
    System.out.println("done");
  }

  private static String outcome(TensorFlowProvider provider, Path folder) {
    try (GeneratorModel model = provider.load(folder)) {
      int[] labels = model.classes() > 0 ? new int[] {0, 1} : null;
      return "sampled " + model.sample(5, 2, labels).shape();
    } catch (GanException e) {
      String message = String.valueOf(e.getMessage());
      boolean oneLine = message.codePoints().noneMatch(Character::isISOControl);
      return (oneLine ? "refused " : "UNREADABLE ") + message.replaceAll("\\p{Cntrl}", "?");
    } catch (RuntimeException | Error e) {
      StackTraceElement at = e.getStackTrace()[0];
      return "FAILED " + e.toString().replaceAll("\\p{Cntrl}", "?") + " " + at;
    }
  }
}
