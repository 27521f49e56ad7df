package io.gan4j.datasets.internal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Kinds of file that gan4j does not read and knows when it sees them, so that whoever has one is
 * told what it is and what to do.
 */
public enum Foreign {
  /** Compressed by HEVC, as telephones store pictures. */
  HEIC(
      "a HEIC picture",
      "convert it to JPEG or PNG (heif-convert of libheif)",
      "(?s).{4}ftyp(?!avi)(hei|hev|mif|msf).*",
      "heic",
      "heif"),
  /** Compressed by AV1. */
  AVIF(
      "an AVIF picture", "convert it to PNG (avifdec of libavif)", "(?s).{4}ftypavi[fs].*", "avif"),
  /** Both the bare codestream and the container. */
  JPEG_XL(
      "a JPEG XL picture",
      "convert it to PNG, or back to the JPEG that it was made of (djxl of libjxl)",
      "(?s)(\u00ff\n|\0\0\0\u000cJXL \r\n\u0087\n).*",
      "jxl"),
  /** Both the bare codestream and the container. */
  JPEG_2000(
      "a JPEG 2000 picture",
      "convert it to PNG (opj_decompress of OpenJPEG)",
      "(?s)(\u00ffO\u00ffQ|\0\0\0\u000cjP  ).*",
      "jp2",
      "j2k"),
  /** Pictures of medicine. */
  DICOM(
      "a DICOM file",
      "convert it to 16-bit PNG or TIFF (dcmj2pnm of DCMTK), and say its levels",
      "(?s).{128}DICM.*",
      "dcm"),
  /** Pictures of floating-point numbers. */
  OPEN_EXR("an OpenEXR picture", "convert it to TIFF of 32-bit floats", "(?s)v/1\u0001.*", "exr"),
  /** A program's own format. */
  PHOTOSHOP("a Photoshop file", "export it as PNG or TIFF", "(?s)8BPS.*", "psd"),
  /** Drawings. */
  SVG("an SVG drawing", "draw it as PNG", "(?s)\\s*(<\\?xml.*)?(<!--.*)?<svg.*", "svg"),
  /** What a server sends in place of a file. */
  WEB_PAGE(
      "a web page",
      "a server has sent it in the place of a file: download that anew",
      "(?is)\\s*(<!doctype html|<html|<head).*"),
  /** What stands in a repository in place of a large file. */
  GIT_LFS(
      "a pointer of Git LFS",
      "fetch the file that it stands for (git lfs pull)",
      "(?s)version https://git-lfs\\.github\\.com/.*"),
  /** Objects of Python: a pickle can run anything that it says. */
  PICKLE(
      "a pickle of Python",
      "save its arrays as .npy or .npz (numpy.save, numpy.savez): to read a pickle is to run what"
          + " it says",
      "(?s)(\u0080[\u0002-\u0005]|c(numpy|copy_reg|torch|collections|__builtin__)[\\w.]*\\n"
          + "|\\([dl]p\\d).*",
      "pkl",
      "pickle"),
  /** Tables. */
  ARROW(
      "an Arrow file (Feather)",
      "save it as Parquet (pyarrow.parquet.write_table)",
      "(?s)ARROW1.*",
      "arrow",
      "feather"),
  /** A database. */
  SQLITE("a SQLite database", "export its table as CSV or Parquet", "(?s)SQLite format 3\0.*"),
  /** An archive. */
  SEVEN_ZIP("a 7z archive", "pack it as zip or tar", "(?s)7z\u00bc\u00af'\u001c.*", "7z"),
  /** An archive. */
  RAR("a RAR archive", "pack it as zip or tar", "(?s)Rar!\u001a\u0007.*", "rar"),
  /** Compressed. */
  XZ("a file compressed by xz", "unpack it (unxz)", "(?s)\u00fd7zXZ\0.*", "xz"),
  /** Compressed. */
  ZSTD("a file compressed by Zstandard", "unpack it (unzstd)", "(?s)\\(\u00b5/\u00fd.*", "zst"),
  /** Compressed. */
  BZIP2("a file compressed by bzip2", "unpack it (bunzip2)", "(?s)BZh[1-9]1AY&SY.*", "bz2");

  private static final int START = 512;

  private final String what;
  private final String wayOut;
  private final Pattern start;
  private final String endings;

  Foreign(String what, String wayOut, String start, String... endings) {
    this.what = what;
    this.wayOut = wayOut;
    this.start = Pattern.compile(start);
    this.endings = " " + String.join(" ", endings) + " ";
  }

  /** The kind of a file by its first bytes; empty if it is none of these. */
  public static Optional<Foreign> of(byte[] bytes) {
    String text = new String(bytes, 0, Math.min(START, bytes.length), StandardCharsets.ISO_8859_1);
    return Arrays.stream(values()).filter(kind -> kind.start.matcher(text).matches()).findFirst();
  }

  /** The kind that a file of this name should be; empty if it is none of these. */
  public static Optional<Foreign> named(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(kind -> !ending.isBlank() && kind.endings.contains(" " + ending + " "))
        .findFirst();
  }

  /** Why a file of this kind is not read: what it is, and the way out. */
  public String reason() {
    return "it is " + what + ", which is not read; " + wayOut;
  }
}
