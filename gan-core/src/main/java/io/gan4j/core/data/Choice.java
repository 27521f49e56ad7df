package io.gan4j.core.data;

import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.spec.InvalidValueException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which of a source's samples are meant, known when the source is open.
 *
 * @param description of the source
 * @param size of the source; empty if it has no end
 * @param all whether the training samples are all there are
 * @param files names of its files, without their endings; none where its samples are no files
 * @param selections the samples that are held out for true, the training samples for false
 */
record Choice(
    String description,
    OptionalLong size,
    boolean all,
    Supplier<List<String>> files,
    Function<Boolean, DataSelection> selections) {

  /** Whether everything is meant. */
  boolean isAll(boolean heldOut) {
    return all && !heldOut;
  }

  /** What is meant. */
  DataSelection selection(boolean heldOut) {
    return selections.apply(heldOut);
  }

  /**
   * The same of another source, whose samples belong to this one's, one by one.
   *
   * @param labels the other's own classes; null if it has none
   * @throws InvalidValueException if it has not as many
   */
  Choice ofPartner(String other, OptionalLong count, @Nullable LabelSpace labels) {
    return ofPartner(other, count, labels, List.of());
  }

  /**
   * The same of images.
   *
   * @param names of the other's files, without their endings; empty if they are none
   * @throws InvalidValueException if it has not as many, or they are paired with others' names
   */
  Choice ofPartner(
      String other, OptionalLong count, @Nullable LabelSpace labels, List<String> names) {
    Optional<String> problem =
        names.isEmpty() ? Optional.empty() : PairedFiles.problem(names, files.get());
    if (!count.equals(size)) {
      throw new InvalidValueException(
          "reader",
          "gives "
              + count(count)
              + " ("
              + other
              + "), and the samples that they are partners of are "
              + count(size)
              + " ("
              + description
              + ")"
              + problem.map(text -> "; " + text).orElse(""));
    }
    if (problem.isPresent()) {
      throw new InvalidValueException(
          "reader",
          "must give partners in the order of the samples that they belong to, where "
              + problem.get());
    }
    return new Choice(
        other, count, all, () -> names, heldOut -> selection(heldOut).withClasses(labels));
  }

  private static String count(OptionalLong count) {
    return count.isPresent()
        ? String.format(Locale.ROOT, "%,d samples", count.getAsLong())
        : "samples without end";
  }
}
