package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.datasets.ImageFolderReader.Broken;
import io.gan4j.datasets.internal.Labels;
import io.gan4j.datasets.internal.archive.Entries;
import io.gan4j.datasets.internal.image.FileImages;
import io.gan4j.datasets.internal.image.ImageFormat;
import io.gan4j.datasets.internal.label.ClassTexts;
import io.gan4j.datasets.internal.label.PictureTable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An image folder of Hugging Face with {@code metadata.csv}, {@code metadata.jsonl} or {@code
 * metadata.parquet}: a row for each picture, with its path from there in {@code file_name}. Then
 * the table has the labels, and folders mean nothing but parts. Pictures are taken in the order of
 * their names.
 */
@Doc("Folders, tars and zips of images with metadata.csv, .jsonl or .parquet, which has the labels")
public record ImageMetadataReader(
    @Doc("The folder or archive") Path path,
    @Doc("Only the files below this folder in it, for example train; absent: all")
        @Nullable String part,
    @Doc("Column of the labels; absent: label, if there is one") @Nullable String label,
    @Doc("What a broken image does: fail, or skip") @Default("fail") Broken broken,
    @Doc("Images of more pixels are broken") @Default("50000000") long maxPixels,
    @Doc("Levels of pictures of more than 8 bits, as the image-folder reader has them")
        @Nullable Levels levels)
    implements DatasetReader {
  private static final String LABEL = "label";

  public ImageMetadataReader {
    Check.positive("maxPixels", maxPixels);
    Check.rule(part == null || !part.isBlank(), "part", "must not be blank", "'" + part + "'");
  }

  /** All images, or a part of them, with the column {@code label} if there is one. */
  public static ImageMetadataReader of(Path path, @Nullable String part) {
    return new ImageMetadataReader(path, part, null, Broken.FAIL, 50_000_000, null);
  }

  @Override
  public Dataset open() {
    return pictures().dataset(images());
  }

  @Override
  public Optional<ImageSource> openImages() {
    return pictures().images(this::images);
  }

  @Override
  public DatasetReader part(String name) {
    return new ImageMetadataReader(path, name, label, broken, maxPixels, levels);
  }

  /** The other source, with this one's options. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof ImageMetadataReader other
        ? new ImageMetadataReader(other.path, other.part, label, broken, maxPixels, levels)
        : detected;
  }

  private Pictures pictures() {
    return new Pictures(broken, maxPixels, levels);
  }

  private FileImages images() {
    Entries entries =
        Entries.open(path, name -> PictureTable.named(name) || ImageFormat.named(name));
    try {
      Map<String, Map<String, String>> rows = rows(entries);
      List<Integer> files = new ArrayList<>();
      List<Map<String, String>> chosen = new ArrayList<>();
      for (int i = 0; i < entries.count(); i++) {
        String name = entries.name(i);
        if (PictureTable.named(name) || !inPart(name)) {
          continue;
        }
        Map<String, String> row = rows.remove(name);
        if (row == null) {
          throw new DataException(entries.place(i) + " has no row in the metadata beside it");
        }
        files.add(i);
        chosen.add(row);
      }
      if (files.isEmpty()) {
        throw new DataException(path + " has no images" + (part == null ? "" : " in " + part));
      }
      requireNoneMissing(rows);
      return pictures().open(entries, title(chosen.get(0)), files, labels(chosen));
    } catch (RuntimeException e) {
      entries.close();
      throw e;
    }
  }

  private Map<String, Map<String, String>> rows(Entries entries) {
    Map<String, Map<String, String>> rows = new HashMap<>();
    for (int i = 0; i < entries.count(); i++) {
      if (PictureTable.named(entries.name(i))) {
        PictureTable table = PictureTable.read(entries.bytes(i), entries.name(i), entries.place(i));
        for (Map<String, String> row : table.rows()) {
          if (rows.put(table.picture(row), row) != null) {
            throw new DataException(
                table.place() + " has two rows of " + table.picture(row) + ": which is meant?");
          }
        }
      }
    }
    if (rows.isEmpty()) {
      throw new DataException(path + " has none of " + String.join(", ", PictureTable.NAMES));
    }
    return rows;
  }

  private boolean inPart(String name) {
    return part == null || ("/" + name).contains("/" + part.replaceAll("^/+|/+$", "") + "/");
  }

  private void requireNoneMissing(Map<String, Map<String, String>> left) {
    List<String> missing = left.keySet().stream().filter(this::inPart).sorted().toList();
    if (!missing.isEmpty()) {
      throw new DataException(
          path
              + ": the metadata have rows of "
              + missing.size()
              + " pictures that are not there; the first is "
              + missing.get(0));
    }
  }

  private @Nullable Labels labels(List<Map<String, String>> rows) {
    String column = label == null ? LABEL : label;
    long have = rows.stream().filter(row -> row.containsKey(column)).count();
    if (have == 0 && label == null) {
      return null;
    }
    if (have < rows.size()) {
      throw new DataException(
          path
              + ": "
              + have
              + " of "
              + rows.size()
              + " pictures have '"
              + column
              + "' in the metadata; columns are "
              + String.join(", ", rows.get(0).keySet()));
    }
    return ClassTexts.of(
        rows.stream().map(row -> row.getOrDefault(column, "")).toList(),
        path + ", column " + column + " of the metadata,");
  }

  /** Says which columns could be labels, where none is. */
  private String title(Map<String, String> row) {
    String title = path + (part == null ? "" : " (" + part + ")");
    return label != null || row.containsKey(LABEL) || row.size() == 1
        ? title
        : title + ", metadata " + String.join(", ", row.keySet()) + " without 'label'";
  }
}
