package io.gan4j.datasets.internal.array;

/** Numbers of any type, in chunks of bytes as they lay in the file. */
final class NpyNumbers implements StoredArray {
  /** Bytes of a chunk; a multiple of every type's width. */
  static final int CHUNK = 1 << 19;

  private final String name;
  private final long[] sizes;
  private final NpyType type;
  private final boolean columnMajor;
  private final byte[][] chunks;

  NpyNumbers(String name, long[] sizes, NpyType type, boolean columnMajor, byte[][] chunks) {
    this.name = name;
    this.sizes = sizes;
    this.type = type;
    this.columnMajor = columnMajor;
    this.chunks = chunks;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long[] sizes() {
    return sizes.clone();
  }

  @Override
  public boolean bytes() {
    return type.kind() == NpyType.Kind.UINT8;
  }

  @Override
  public boolean columnMajor() {
    return columnMajor;
  }

  @Override
  public double value(long place) {
    long at = place * type.width();
    return type.read(chunks[(int) (at / CHUNK)], (int) (at % CHUNK));
  }
}
