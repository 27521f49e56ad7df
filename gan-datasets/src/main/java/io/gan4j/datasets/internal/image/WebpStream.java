package io.gan4j.datasets.internal.image;

import java.io.IOException;
import java.util.Arrays;
import javax.imageio.stream.ImageInputStreamImpl;

/**
 * A WebP's bytes, with eight zeros behind them and an end that fails. The decoder of lossless
 * pixels looks eight bytes ahead, and takes an end of the stream for as many bits as it likes: a
 * file of 80 bytes kept it busy for minutes, and a cut one gave pixels that it did not hold.
 */
final class WebpStream extends ImageInputStreamImpl {
  private static final int AHEAD = 8;

  private final byte[] bytes;

  WebpStream(byte[] file) {
    bytes = Arrays.copyOf(file, file.length + AHEAD);
  }

  @Override
  public int read() throws IOException {
    requireMore();
    bitOffset = 0;
    return bytes[(int) streamPos++] & 0xFF;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    requireMore();
    bitOffset = 0;
    int count = (int) Math.min(length, bytes.length - streamPos);
    System.arraycopy(bytes, (int) streamPos, into, offset, count);
    streamPos += count;
    return count;
  }

  /** Not an EOFException, which is what the decoder overlooks. */
  private void requireMore() throws IOException {
    if (streamPos >= bytes.length) {
      throw new IOException("it is cut off");
    }
  }

  /** Not told: the decoder takes few bytes of many equal pixels for a bomb. */
  @Override
  public long length() {
    return -1;
  }
}
