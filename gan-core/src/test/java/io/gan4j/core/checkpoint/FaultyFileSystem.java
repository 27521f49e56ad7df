package io.gan4j.core.checkpoint;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.StandardOpenOption;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The real file system, but for a fault at the n-th operation that changes something: from there on
 * every one fails. Counts creating, writing, forcing, moving and removing; a write that fails has
 * written half of its bytes.
 */
final class FaultyFileSystem extends FileSystem {
  /** What happens. */
  enum Fault {
    /** There is no room: nothing new can be written; removing and moving still work. */
    DISK_FULL,
    /** The process is gone: nothing happens any more. */
    KILLED,
    /** The same, and what was not forced to the disk is lost. */
    POWER_CUT
  }

  private enum Change {
    WRITE,
    REMOVE_OR_MOVE
  }

  private final FileSystem real;
  private final FileSystemProvider provider;
  private final Fault fault;
  private final int at;
  private final Set<Path> unforced = new HashSet<>();
  private int operations;

  /**
   * @param at number of the operation that fails, from 0
   */
  FaultyFileSystem(FileSystem real, Fault fault, int at) {
    this.real = real;
    this.provider = new Provider(real.provider());
    this.fault = fault;
    this.at = at;
  }

  /** The same path, on this file system. */
  Path faulty(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            Path.class.getClassLoader(),
            new Class<?>[] {Path.class},
            (self, method, arguments) -> {
              if (method.getName().equals("getFileSystem")) {
                return this;
              }
              Object[] plain = arguments == null ? new Object[0] : arguments.clone();
              for (int i = 0; i < plain.length; i++) {
                plain[i] = plain[i] instanceof Path given ? plain(given) : plain[i];
              }
              try {
                return wrapped(method.invoke(path, plain));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private @Nullable Object wrapped(@Nullable Object result) {
    if (result instanceof Path found) {
      return faulty(found);
    }
    if (result instanceof Iterator<?> names) {
      List<Path> all = new ArrayList<>();
      names.forEachRemaining(name -> all.add(faulty((Path) name)));
      return all.iterator();
    }
    return result;
  }

  private Path plain(Path path) {
    return path.getFileSystem() == this ? real.getPath(path.toString()) : path;
  }

  /** Whether the fault has happened. */
  boolean failed() {
    return operations > at;
  }

  /** After a power cut: what was written and not forced is half there. */
  void lose() throws IOException {
    for (Path path : unforced) {
      if (fault == Fault.POWER_CUT && Files.isRegularFile(path)) {
        try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
          file.truncate(file.size() / 2);
        }
      }
    }
  }

  private boolean fails(Change change) {
    boolean counts = fault != Fault.DISK_FULL || change == Change.WRITE;
    return counts && operations++ >= at;
  }

  private void change(Path path, Change change) throws IOException {
    if (fails(change)) {
      throw failure(path);
    }
  }

  private FileSystemException failure(Path path) {
    return new FileSystemException(
        path.toString(), null, fault == Fault.DISK_FULL ? "No space left on device" : "killed");
  }

  @Override
  public FileSystemProvider provider() {
    return provider;
  }

  @Override
  public void close() {}

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean isReadOnly() {
    return false;
  }

  @Override
  public String getSeparator() {
    return real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    return StreamSupport.stream(real.getRootDirectories().spliterator(), false)
        .map(this::faulty)
        .toList();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return faulty(real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    return path -> real.getPathMatcher(pattern).matches(plain(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() throws IOException {
    return real.newWatchService();
  }

  /** A file that is open. */
  private final class Channel extends DelegatingFileChannel {
    private final Path path;

    Channel(Path path, FileChannel file) {
      super(file);
      this.path = path;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      unforced.add(path);
      if (fails(Change.WRITE)) {
        super.write(bytes.limit(bytes.position() + bytes.remaining() / 2));
        throw failure(path);
      }
      return super.write(bytes);
    }

    @Override
    public void force(boolean metaData) throws IOException {
      change(path, Change.REMOVE_OR_MOVE);
      super.force(metaData);
      unforced.remove(path);
    }
  }

  private final class Provider extends FileSystemProvider {
    private final FileSystemProvider provider;

    Provider(FileSystemProvider provider) {
      this.provider = provider;
    }

    @Override
    public String getScheme() {
      return "faulty";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> env) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return newFileChannel(path, options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      if (options.contains(StandardOpenOption.WRITE)) {
        change(path, Change.WRITE);
      }
      return new Channel(plain(path), provider.newFileChannel(plain(path), options, attributes));
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      List<Path> entries = new ArrayList<>();
      try (DirectoryStream<Path> stream =
          provider.newDirectoryStream(plain(folder), entry -> filter.accept(faulty(entry)))) {
        stream.forEach(entry -> entries.add(faulty(entry)));
      }
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          return entries.iterator();
        }

        @Override
        public void close() {}
      };
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
      change(folder, Change.WRITE);
      provider.createDirectory(plain(folder), attributes);
    }

    @Override
    public void delete(Path path) throws IOException {
      change(path, Change.REMOVE_OR_MOVE);
      provider.delete(plain(path));
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
      change(source, Change.REMOVE_OR_MOVE);
      Path from = plain(source);
      Path to = plain(target);
      provider.move(from, to, options);
      for (Path path : List.copyOf(unforced)) {
        if (path.startsWith(from)) {
          unforced.remove(path);
          unforced.add(to.resolve(from.relativize(path)));
        }
      }
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
      return provider.isSameFile(plain(one), plain(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return provider.isHidden(plain(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return provider.getFileStore(plain(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      provider.checkAccess(plain(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return provider.getFileAttributeView(plain(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return provider.readAttributes(plain(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String attributes, LinkOption... options)
        throws IOException {
      return provider.readAttributes(plain(path), attributes, options);
    }

    @Override
    public void setAttribute(Path path, String attribute, Object value, LinkOption... options)
        throws IOException {
      provider.setAttribute(plain(path), attribute, value, options);
    }
  }
}
