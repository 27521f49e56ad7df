package io.gan4j.datasets.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Downloads over HTTP, going on where an earlier attempt broke off: after a cut connection, and in
 * a later run.
 */
final class Downloader {
  private static final int ATTEMPTS = 5;
  private static final int CONNECT_MILLIS = 20_000;
  private static final int READ_MILLIS = 60_000;
  private static final Pattern RANGE =
      Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18}|\\*)");

  private final Consumer<String> progress;

  Downloader(Consumer<String> progress) {
    this.progress = progress;
  }

  /**
   * Downloads an address to a file, which holds what has arrived if this fails.
   *
   * @param most bytes at most: whoever sends more is cut off
   */
  void download(URI address, Path partial, long most) throws DownloadException, IOException {
    String last = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      long before = size(partial);
      try {
        if (attempt(address, partial, most)) {
          return;
        }
        last = "the connection was cut at byte " + size(partial);
      } catch (ConnectException e) {
        throw new DownloadException("no connection to " + address.getHost(), e);
      } catch (UnknownHostException e) {
        throw new DownloadException("there is no network, or no host " + address.getHost(), e);
      } catch (NoSuchFileException e) {
        throw e;
      } catch (IOException e) {
        last = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      }
      if (size(partial) > before) {
        attempt = 1; // it gets on
      }
      progress.accept(last + "; going on");
    }
    throw new DownloadException(
        last + String.format(Locale.ROOT, " (%d attempts without getting on)", ATTEMPTS));
  }

  /** One request. Whether the file is complete. */
  private static boolean attempt(URI address, Path partial, long most)
      throws IOException, DownloadException {
    long have = size(partial);
    // Not the newer client: it has no timeout for a body that stalls.
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(READ_MILLIS);
    connection.setRequestProperty("Accept-Encoding", "identity");
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      int status = connection.getResponseCode();
      long from;
      OptionalLong end;
      switch (status) {
        case 200 -> {
          from = 0;
          long length = connection.getContentLengthLong();
          end = length < 0 ? OptionalLong.empty() : OptionalLong.of(length);
        }
        case 206 -> {
          Matcher range =
              RANGE.matcher(
                  Optional.ofNullable(connection.getHeaderField("Content-Range")).orElse(""));
          if (!range.matches() || Long.parseLong(range.group(1)) != have) {
            Files.deleteIfExists(partial);
            return false;
          }
          from = have;
          end =
              range.group(2).equals("*")
                  ? OptionalLong.empty()
                  : OptionalLong.of(Long.parseLong(range.group(2)));
        }
        case 416 -> {
          // Longer than what is there, or exactly as long; the checksum will not tell a prefix.
          Files.deleteIfExists(partial);
          return false;
        }
        default -> throw new DownloadException("the server answered " + status);
      }
      if (end.isPresent() && end.getAsLong() > most) {
        throw new DownloadException(
            "it is " + end.getAsLong() + " bytes long, but should be at most " + most);
      }
      try (InputStream body = connection.getInputStream()) {
        long size = copy(body, partial, from, most);
        return end.isEmpty() || size == end.getAsLong();
      }
    } finally {
      connection.disconnect();
    }
  }

  private static long copy(InputStream body, Path partial, long from, long most)
      throws IOException, DownloadException {
    StandardOpenOption how =
        from == 0 ? StandardOpenOption.TRUNCATE_EXISTING : StandardOpenOption.APPEND;
    long size = from;
    try (OutputStream out =
        Files.newOutputStream(partial, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      byte[] buffer = new byte[1 << 16];
      for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
        size += got;
        if (size > most) {
          throw new DownloadException("it goes on beyond the " + most + " bytes it should have");
        }
        out.write(buffer, 0, got);
      }
    }
    return size;
  }

  private static long size(Path partial) throws IOException {
    return Files.exists(partial) ? Files.size(partial) : 0;
  }
}
