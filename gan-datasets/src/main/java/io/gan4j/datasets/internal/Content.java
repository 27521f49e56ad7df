package io.gan4j.datasets.internal;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.math.BigInteger;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The bytes of a source from the first on, decompressed if they are gzip data (the file's name says
 * nothing about that), and counted for messages.
 */
public final class Content extends FilterInputStream {
  /** Deflate cannot do better: a byte stands for at most 1032. */
  private static final long LARGEST_GZIP_RATIO = 1032;

  private final Source source;
  private final boolean gzipped;
  private long position;

  private Content(Source source, boolean gzipped, InputStream in) {
    super(in);
    this.source = source;
    this.gzipped = gzipped;
  }

  /** Opens a source. Who opens closes. */
  public static Content open(Source source) throws IOException {
    InputStream raw = source.open();
    try {
      byte[] start = raw.readNBytes(2);
      boolean gzipped = start.length == 2 && start[0] == (byte) 0x1F && start[1] == (byte) 0x8B;
      InputStream whole = new SequenceInputStream(new ByteArrayInputStream(start), raw);
      return new Content(source, gzipped, gzipped ? new GZIPInputStream(whole, 1 << 16) : whole);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** What messages call it. */
  public String name() {
    return source.name();
  }

  public boolean gzipped() {
    return gzipped;
  }

  /** Bytes read so far, after decompression. */
  public long position() {
    return position;
  }

  /** The most bytes there can be, after decompression. */
  public BigInteger most() {
    BigInteger stored = BigInteger.valueOf(source.size());
    return gzipped ? stored.multiply(BigInteger.valueOf(LARGEST_GZIP_RATIO)) : stored;
  }

  /** Why there cannot be more, in words. */
  public String mostInWords() {
    return gzipped
        ? String.format(
            Locale.ROOT, "%,d bytes of gzip data cannot hold more than %,d", source.size(), most())
        : String.format(Locale.ROOT, "the file has %,d", source.size());
  }

  /** What went wrong, for messages. */
  public static String why(IOException e) {
    if (e instanceof EOFException) {
      return "its gzip data end too early";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    position += value < 0 ? 0 : 1;
    return value;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int got = super.read(target, offset, length);
    position += Math.max(0, got);
    return got;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    position += skipped;
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
