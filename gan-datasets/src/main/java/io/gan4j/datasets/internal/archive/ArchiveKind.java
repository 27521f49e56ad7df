package io.gan4j.datasets.internal.archive;

import io.gan4j.api.DataException;
import io.gan4j.datasets.internal.Source;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The kinds of archive that can be read, told by their first bytes. */
public enum ArchiveKind {
  /** A tar. */
  TAR,
  /** A gzipped tar. */
  TAR_GZ,
  /** A zip. */
  ZIP;

  private static final int BLOCK = 512;

  /**
   * The kind of a regular file.
   *
   * @throws DataException if it is missing, no regular file, or cannot be read
   */
  public static Optional<ArchiveKind> of(Path path) {
    Source source = Source.file(path);
    try (InputStream in = source.open()) {
      byte[] start = in.readNBytes(BLOCK);
      if (start.length >= 4 && start[0] == 'P' && start[1] == 'K' && (start[2] | start[3]) != 0) {
        return Optional.of(ZIP);
      }
      if (start.length > 2 && (start[0] & 0xFF) == 0x1F && (start[1] & 0xFF) == 0x8B) {
        return isTar(unzipped(source)) ? Optional.of(TAR_GZ) : Optional.empty();
      }
      return isTar(start) ? Optional.of(TAR) : Optional.empty();
    } catch (IOException e) {
      throw new DataException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static byte[] unzipped(Source source) throws IOException {
    try (InputStream in = new GZIPInputStream(source.open())) {
      return in.readNBytes(BLOCK);
    } catch (java.util.zip.ZipException | java.io.EOFException e) {
      return new byte[0]; // a damaged gzip is no tar
    }
  }

  private static boolean isTar(byte[] block) {
    return block.length == BLOCK
        && block[0] != 0
        && TarArchiveInputStream.matches(block, block.length);
  }
}
