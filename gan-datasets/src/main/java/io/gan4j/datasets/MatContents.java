package io.gan4j.datasets;

import io.gan4j.api.DataException;
import io.gan4j.datasets.MatReader.Part;
import io.gan4j.datasets.array.ArrayLayout;
import io.gan4j.datasets.array.ArrayLayout.Axis;
import io.gan4j.datasets.array.ArrayLayout.Order;
import io.gan4j.datasets.internal.array.MatVariables;
import io.gan4j.datasets.internal.array.MatVariables.Variable;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which of a file's variables are what: as the reader's configuration says, and where it is silent,
 * as is known of published files.
 *
 * @param samples the samples
 * @param labels their labels, or null
 * @param folds which sample belongs to which part in which fold, or null
 * @param part which part
 * @param layout how the samples lie
 */
record MatContents(
    Variable samples,
    @Nullable Variable labels,
    @Nullable Variable folds,
    Part part,
    ArrayLayout layout) {

  static MatContents of(MatVariables file, MatReader reader) {
    Names names = new Names(file, file.variables());
    if (reader.samples() == null && names.has("train_x") && names.has("test_x")) {
      return digits(names, reader);
    }
    if (reader.samples() == null && names.has("images") && names.has("folds")) {
      return torontoFaces(names, reader);
    }
    if (reader.part() != null && reader.part() != Part.ALL) {
      throw new DataException(
          file.name()
              + " has no parts (train_x and test_x, or images and folds): "
              + names.words()
              + "; accepted here: part all");
    }
    Variable labels = reader.labels() == null ? null : names.get(reader.labels());
    if (reader.samples() == null && names.has("faces")) {
      return new MatContents(
          names.get("faces"), labels, null, Part.ALL, layout(reader, columns(names.get("faces"))));
    }
    Variable samples = reader.samples() == null ? names.onlyArray() : names.get(reader.samples());
    return new MatContents(samples, labels, null, Part.ALL, layout(reader, ArrayLayout.PLAIN));
  }

  /** {@code mnist_uint8.mat}: a picture per row, one-hot labels, both parts by name. */
  private static MatContents digits(Names names, MatReader reader) {
    Part part = reader.part() == null ? Part.TRAIN : reader.part();
    if (part != Part.TRAIN && part != Part.TEST) {
      throw new DataException(
          names.file.name() + " has train_x and test_x; accepted: part train or test");
    }
    String prefix = part == Part.TRAIN ? "train" : "test";
    Variable samples = names.get(prefix + "_x");
    String labels = reader.labels() != null ? reader.labels() : prefix + "_y";
    boolean digits = samples.sizes().size() == 2 && samples.sizes().get(1) == 28 * 28;
    return new MatContents(
        samples,
        names.has(labels) || reader.labels() != null ? names.get(labels) : null,
        null,
        part,
        layout(reader, digits ? ArrayLayout.flat(28, 28) : ArrayLayout.PLAIN));
  }

  /** The TFD: {@code images} [n, 48, 48], {@code labs_ex} [n], {@code folds} [n, 5]. */
  private static MatContents torontoFaces(Names names, MatReader reader) {
    Part part = reader.part() == null ? Part.ALL : reader.part();
    boolean labelled = part != Part.ALL && part != Part.UNLABELED;
    String labels = reader.labels() != null ? reader.labels() : "labs_ex";
    return new MatContents(
        names.get("images"),
        reader.labels() != null || (labelled && names.has(labels)) ? names.get(labels) : null,
        part == Part.ALL ? null : names.get("folds"),
        part,
        layout(reader, ArrayLayout.PLAIN));
  }

  /** The Olivetti faces: a square picture per column, itself column by column. */
  private static ArrayLayout columns(Variable faces) {
    long values = faces.sizes().get(0);
    int side = (int) Math.sqrt((double) values);
    return (long) side * side == values && faces.sizes().size() == 2
        ? new ArrayLayout(Axis.LAST, List.of(side, side), Order.COLUMNS, null)
        : ArrayLayout.PLAIN;
  }

  private static ArrayLayout layout(MatReader reader, ArrayLayout known) {
    return reader.layout() == null ? known : reader.layout();
  }

  private record Names(MatVariables file, List<Variable> variables) {
    boolean has(String name) {
      return find(name).isPresent();
    }

    Variable get(String name) {
      return find(name)
          .orElseThrow(
              () ->
                  new DataException(
                      file.name() + " has no variable " + name + "; it has " + words()));
    }

    Variable onlyArray() {
      List<Variable> arrays = variables.stream().filter(Variable::numeric).toList();
      if (arrays.size() != 1) {
        throw new DataException(
            file.name()
                + (arrays.isEmpty() ? " holds no array of numbers: " : " holds several arrays: ")
                + words()
                + "; say which are the samples with 'samples'");
      }
      return arrays.get(0);
    }

    String words() {
      return variables.isEmpty()
          ? "no variables"
          : variables.stream().map(Variable::words).collect(Collectors.joining(", "));
    }

    private Optional<Variable> find(String name) {
      return variables.stream().filter(variable -> variable.name().equals(name)).findFirst();
    }
  }
}
