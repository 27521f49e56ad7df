package io.gan4j.tabular;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.DatasetReader;
import io.gan4j.api.data.EncodedImages;
import io.gan4j.api.data.EncodedImages.Policy;
import io.gan4j.api.data.ImageSource;
import io.gan4j.api.data.Levels;
import io.gan4j.api.spec.Check;
import io.gan4j.api.spec.Default;
import io.gan4j.api.spec.Doc;
import io.gan4j.tabular.internal.ParquetPictures;
import io.gan4j.tabular.internal.ParquetShards;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Pictures in Parquet, as Hugging Face stores its data sets: a column of {@code struct<bytes,
 * path>} with image files in it, and a column of labels, whose classes the file's metadata name.
 * Pictures keep the order of the rows, files that of their names. They are copied once into a
 * temporary file.
 */
@Doc("Pictures in Parquet files, as Hugging Face stores its data sets, with labels")
public record ParquetImagesReader(
    @Doc("A file, or a folder with files ending in .parquet, also in folders below it") Path path,
    @Doc("Only the files with this word in their names, or in a folder of that name; absent: all")
        @Nullable String part,
    @Doc("Column of the pictures; absent: the only one") @Nullable String image,
    @Doc("Column of the labels; absent: label, if there is one") @Nullable String label,
    @Doc("Leave out pictures that are broken, rather than refuse the file") @Default("false")
        boolean skipBroken,
    @Doc("Images of more pixels are broken") @Default("50000000") long maxPixels,
    @Doc("Levels of pictures of more than 8 bits, as the image-folder reader has them")
        @Nullable Levels levels)
    implements DatasetReader {

  public ParquetImagesReader {
    Check.positive("maxPixels", maxPixels);
    Check.rule(part == null || !part.isBlank(), "part", "must not be blank", "'" + part + "'");
  }

  /** The usual columns. */
  public static ParquetImagesReader of(Path path, @Nullable String part) {
    return new ParquetImagesReader(path, part, null, null, false, 50_000_000, null);
  }

  @Override
  public Dataset open() {
    return EncodedImages.installed().dataset(images(), policy());
  }

  @Override
  public Optional<ImageSource> openImages() {
    return policy().keepsBytes() ? Optional.of(images()) : Optional.empty();
  }

  @Override
  public DatasetReader part(String name) {
    return new ParquetImagesReader(path, name, image, label, skipBroken, maxPixels, levels);
  }

  /** The other source, with this one's options. */
  @Override
  public DatasetReader withSource(DatasetReader detected) {
    return detected instanceof ParquetImagesReader other
        ? new ParquetImagesReader(
            other.path, other.part, image, label, skipBroken, maxPixels, levels)
        : detected;
  }

  private Policy policy() {
    return new Policy(skipBroken, maxPixels, levels);
  }

  private ImageSource images() {
    List<Path> files = ParquetShards.of(path, part);
    String title =
        path
            + (part == null ? "" : " (" + part + ")")
            + (files.size() > 1 ? ", " + files.size() + " files" : "");
    return ParquetPictures.read(files, image, label, title, policy());
  }
}
