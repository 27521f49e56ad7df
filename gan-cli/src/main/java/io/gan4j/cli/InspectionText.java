package io.gan4j.cli;

import io.gan4j.api.data.Dataset;
import io.gan4j.api.internal.Quantities;
import io.gan4j.core.data.Inspection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a source holds, in lines: a handful that say what it is, or all that was found. */
final class InspectionText {
  private static final int FEW = 3;
  private static final int FEW_CLASSES = 10;
  private static final int COLUMN = 12;

  private final List<String> lines = new ArrayList<>();
  private final Inspection found;
  private final String samples;

  private InspectionText(Inspection found, String samples) {
    this.found = found;
    this.samples = samples;
  }

  /**
   * The lines.
   *
   * @param format what reads it
   * @param reason what speaks for that; null if nothing had to be chosen
   * @param dataset what was read; null if it is pictures of any size
   * @param details whether every shape, class and reason is wanted
   */
  static List<String> of(
      String format,
      @Nullable String reason,
      Inspection found,
      @Nullable Dataset dataset,
      boolean details) {
    boolean rows = dataset != null && dataset.space().columns() != null;
    InspectionText text = new InspectionText(found, rows ? "rows" : "samples");
    text.line("format", format + (reason == null ? "" : ": " + reason));
    text.line("source", found.description());
    if (dataset != null) {
      dataset.notes().forEach(note -> text.line("note", note));
    }
    if (details) {
      text.everything();
    } else {
      text.summary();
    }
    if (dataset != null) {
      dataset.findings().forEach(finding -> text.line("found", finding));
    }
    return text.lines;
  }

  private void line(String what, String value) {
    lines.add(
        String.format(
            Locale.ROOT, "%-" + COLUMN + "s%s", what, value.replaceAll("\\p{Cntrl}", " ")));
  }

  private void summary() {
    line(samples, Quantities.count(found.count()) + " of " + shapes());
    line("values", values());
    line("labels", labels());
    line(
        "faults",
        (found.duplicates() == 0
                ? "no duplicates"
                : Quantities.count(found.duplicates()) + " equal to an earlier one")
            + (found.broken() == 0
                ? ", none broken"
                : ", " + Quantities.count(found.broken()) + " broken"));
    if (!found.firstBroken().isEmpty()) {
      line("", found.firstBroken().get(0));
    }
    if (found.forms().size() > FEW
        || found.labels().size() > FEW_CLASSES
        || found.firstBroken().size() > 1) {
      line("", "--details shows every shape, every class and what is broken");
    }
  }

  private String shapes() {
    List<Map.Entry<String, Long>> forms =
        found.forms().entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .toList();
    if (forms.size() == 1) {
      return "shape " + forms.get(0).getKey();
    }
    List<String> most =
        forms.stream()
            .limit(FEW)
            .map(form -> form.getKey() + " (" + Quantities.count(form.getValue()) + ")")
            .toList();
    return Quantities.count(forms.size())
        + " shapes: "
        + String.join(", ", most)
        + (forms.size() > FEW ? ", …" : "");
  }

  private String labels() {
    if (found.labels().isEmpty()) {
      return "none";
    }
    List<String> first =
        found.labels().entrySet().stream()
            .limit(FEW_CLASSES)
            .map(label -> label.getKey() + " (" + Quantities.count(label.getValue()) + ")")
            .toList();
    return Quantities.count(found.labels().size())
        + " classes: "
        + String.join(", ", first)
        + (found.labels().size() > FEW_CLASSES ? ", …" : "");
  }

  private void everything() {
    line(samples, Quantities.count(found.count()));
    String what = "shape";
    for (Map.Entry<String, Long> form : found.forms().entrySet()) {
      line(what, form.getKey() + " (" + Quantities.count(form.getValue()) + ")");
      what = "";
    }
    line("values", values());
    line("duplicates", Quantities.count(found.duplicates()));
    line("broken", Quantities.count(found.broken()));
    found.firstBroken().forEach(why -> line("", why));
    what = "labels";
    for (Map.Entry<String, Long> label : found.labels().entrySet()) {
      line(what, label.getKey() + " (" + Quantities.count(label.getValue()) + ")");
      what = "";
    }
    if (found.labels().isEmpty()) {
      line(what, "none");
    }
  }

  private String values() {
    return String.format(
        Locale.ROOT,
        "%s to %s, mean %.4f",
        number(found.values().low()),
        number(found.values().high()),
        found.values().mean());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6g", value);
  }
}
