package io.gan4j.api.data;

import io.gan4j.api.DataException;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Makes image sources of pictures that are stored as image files have them, for readers whose
 * module has no decoders. Found by ServiceLoader; gan-datasets brings one.
 */
public interface EncodedImages {

  /**
   * What is done with the pictures.
   *
   * @param skipBroken leave out those that cannot be decoded, rather than refuse the source
   * @param maxPixels those of more pixels are broken
   * @param levels what the levels of pictures of more than 8 bits mean; null for the formats' own
   */
  record Policy(boolean skipBroken, long maxPixels, @Nullable Levels levels) {
    /** Whether samples are bytes, with which preprocessing can begin. */
    public boolean keepsBytes() {
      return levels == null || levels.kept() == Levels.Kept.BYTES;
    }
  }

  /** Takes pictures, in their order, and is then opened; or closed, which forgets them. */
  interface Collection extends AutoCloseable {
    /**
     * Adds a picture.
     *
     * @param place what messages call it
     * @param file the bytes of an image file
     */
    void add(String place, byte[] file);

    /**
     * The source of all that was added. It is closed in place of this.
     *
     * @param title how its description begins
     * @param classes the classes; null for no labels
     * @param labels one per picture, in their order; empty for no labels
     * @throws DataException if there are none, or naming those that are broken
     */
    ImageSource open(String title, @Nullable LabelSpace classes, int[] labels, Policy policy);

    @Override
    void close();
  }

  /** Begins to take pictures. They are kept in a temporary file. */
  Collection collect();

  /**
   * Pictures of one form as a data set, without preprocessing.
   *
   * @param source opened with that policy; closed with it, and if it is refused
   * @throws DataException if its pictures differ in size or channels, or have grey and alpha
   */
  Dataset dataset(ImageSource source, Policy policy);

  /**
   * The one that is installed.
   *
   * @throws DataException if none is
   */
  static EncodedImages installed() {
    return ServiceLoader.load(EncodedImages.class)
        .findFirst()
        .orElseThrow(
            () -> new DataException("pictures are decoded by gan-datasets, which is missing"));
  }
}
