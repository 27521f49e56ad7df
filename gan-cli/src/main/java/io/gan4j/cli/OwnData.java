package io.gan4j.cli;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.Detection;
import io.gan4j.api.data.ImageSource;
import io.gan4j.core.Gan;
import io.gan4j.core.RunFile;
import io.gan4j.core.data.ImageSurvey;
import io.gan4j.datasets.ImageFolderReader;
import io.gan4j.datasets.ImageFolderReader.Broken;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;

/**
 * What {@code gan train --data PATH} trains where nobody names a preset: one that fits what is
 * there, with what it needs changed.
 *
 * @param preset its name
 * @param changes what is changed in it, each {@code path=value}; what the user says comes after
 * @param lines what was found, what was chosen and why, and what to change
 */
record OwnData(String preset, List<String> changes, List<String> lines) {
  /** A file of more columns of numbers holds pictures or features rather than a table. */
  private static final int WIDE = 200;

  /**
   * Looks into a file or folder.
   *
   * @param asked what the user changes, each {@code path=value}
   * @throws io.gan4j.api.GanException if nothing recognises it, or it is broken
   */
  static OwnData of(Gan gan, Path data, List<String> asked) {
    Detection detected = gan.detect(data);
    DatasetReader reader = detected.reader();
    String kind =
        gan.registry()
            .kind(DatasetReader.class)
            .flatMap(k -> gan.registry().nameOf(k, reader.getClass()))
            .orElse("");
    if (kind.equals("table") || (kind.equals("csv") && gan.presets().contains("table"))) {
      Optional<OwnData> table =
          kind.equals("csv") && width(reader) > WIDE
              ? Optional.empty()
              : TableStart.of(data, asked);
      if (table.isPresent()) {
        return table.get();
      }
    }
    if (reader instanceof ImageFolderReader folder) {
      return pictures(gan, data, folder, asked);
    }
    try (Dataset dataset = reader.open()) {
      return dataset.space().isImage()
          ? new PictureStart(gan, data, asked).of(dataset)
          : numbers(data, dataset);
    }
  }

  /** The run: the preset with these changes and the user's, on the data. */
  RunFile file(Gan gan, Path data, List<String> asked) {
    List<String> all = new ArrayList<>(changes);
    all.addAll(asked);
    return gan.withData(gan.preset(preset, all.toArray(String[]::new)), data);
  }

  private static long width(DatasetReader reader) {
    try (Dataset dataset = reader.open()) {
      return dataset.space().valuesPerSample();
    } catch (DataException e) {
      return 0; // the reader of tables says what is wrong
    }
  }

  /** Broken pictures are left out, and told. */
  private static OwnData pictures(
      Gan gan, Path data, ImageFolderReader folder, List<String> asked) {
    PictureStart start = new PictureStart(gan, data, asked);
    try (ImageSource images = folder.openImages().orElseThrow()) {
      return start.of(ImageSurvey.of(images), "");
    } catch (DataException broken) {
      if (folder.broken() == Broken.SKIP) {
        throw broken;
      }
      ImageFolderReader skipping =
          new ImageFolderReader(
              folder.path(),
              folder.part(),
              folder.labels(),
              Broken.SKIP,
              folder.maxPixels(),
              folder.levels(),
              folder.attributes());
      try (ImageSource images = skipping.openImages().orElseThrow()) {
        return start.of(ImageSurvey.of(images), String.valueOf(broken.getMessage()));
      }
    }
  }

  private static OwnData numbers(Path data, Dataset dataset) {
    Shape shape = dataset.space().shape();
    boolean points = shape.numDimensions() == 1 && shape.get(0) <= 2;
    String preset = points ? "ring-2d" : "digits-mlp";
    return new OwnData(
        preset,
        List.of(),
        List.of(
            String.format(
                Locale.ROOT,
                "%s: %s; chosen: the networks of the preset %s",
                data,
                dataset.description(),
                preset)));
  }
}
