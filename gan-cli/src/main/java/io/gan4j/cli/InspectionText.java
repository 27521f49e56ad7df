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
   * What was looked into.
   *
   * @param side which of several sides of a game's data, in words; null if there is one
   * @param format what reads it
   * @param reason what speaks for that; null if nothing had to be chosen
   * @param dataset what was read; null if it is pictures of any size
   * @param vectors the named vectors of its samples; null if they carry none
   */
  record Source(
      @Nullable String side,
      String format,
      @Nullable String reason,
      @Nullable Dataset dataset,
      @Nullable Dataset vectors) {

    /** Samples of one shape. */
    static Source of(
        @Nullable String side, String format, @Nullable String reason, Dataset dataset) {
      return new Source(side, format, reason, dataset, dataset.vectors().orElse(null));
    }
  }

  /**
   * The lines.
   *
   * @param details whether every shape, class and reason is wanted
   */
  static List<String> of(Source source, Inspection found, boolean details) {
    Dataset dataset = source.dataset();
    boolean rows = dataset != null && dataset.space().columns() != null;
    InspectionText text = new InspectionText(found, rows ? "rows" : "samples");
    if (source.side() != null) {
      text.line("side", source.side());
    }
    text.line("format", source.format() + (source.reason() == null ? "" : ": " + source.reason()));
    text.line("source", found.description());
    if (dataset != null) {
      dataset.notes().forEach(note -> text.line("note", note));
    }
    if (details) {
      text.everything();
    } else {
      text.summary();
    }
    if (source.vectors() != null) {
      text.vectors(SideText.columns(source.vectors()), details);
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

  private void vectors(List<String> columns, boolean details) {
    if (details) {
      line("vectors", Quantities.count(columns.size()) + " numbers beside each sample");
      columns.forEach(column -> line("", column));
      return;
    }
    line(
        "vectors",
        Quantities.count(columns.size())
            + " numbers beside each sample: "
            + String.join(", ", columns.subList(0, Math.min(FEW_CLASSES, columns.size())))
            + (columns.size() > FEW_CLASSES ? ", …" : ""));
  }

  private String values() {
    return String.format(
        Locale.ROOT,
        "%s to %s, mean %.4f",
        SideText.number(found.values().low()),
        SideText.number(found.values().high()),
        found.values().mean());
  }
}
