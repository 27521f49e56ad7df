package io.gan4j.core.run;

import io.gan4j.api.DataException;
import io.gan4j.api.GanException;
import io.gan4j.api.internal.SmallText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second process, or a second training of this one, out of a run directory. The system lets
 * go of it when the process ends, however it ends.
 */
final class RunLock implements AutoCloseable {
  /** Its name in a run directory. */
  static final String FILE = "run.lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws GanException if somebody else is at it
   */
  static RunLock take(RunDirectory directory) {
    Path file = directory.path().resolve(FILE);
    FileChannel channel;
    try {
      SmallText.requireOwn(file);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (DataException | IOException e) {
      throw new GanException(directory.path() + " cannot be locked: " + e.getMessage(), e);
    }
    try {
      if (lock(channel) != null) {
        return new RunLock(channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new GanException(file + " cannot be locked: " + e, e);
    }
    throw new GanException(
        directory.path() + " is in use by another training: stop that one first");
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new GanException("the lock of a run cannot be given back: " + e, e);
    }
  }
}
