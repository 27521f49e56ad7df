package io.gan4j.cli;

import io.gan4j.api.config.Channels;
import io.gan4j.api.data.Dataset;
import io.gan4j.api.data.ImageSource.Form;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.core.Gan;
import io.gan4j.core.data.ImageSurvey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.tensorflow.ndarray.Shape;

/**
 * Chooses a preset, a size and channels for pictures.
 *
 * @param data where they are
 * @param asked what the user changes, each {@code path=value}: on that nothing is chosen
 */
record PictureStart(Gan gan, Path data, List<String> asked) {
  /** Sizes that pictures are brought to: the largest that most of them have. */
  private static final int[] SIDES = {64, 48, 32, 28, 16};

  /** Below this, a discriminator soon knows the pictures by heart. */
  private static final long FEW = 500;

  private static final int CLASSES_NAMED = 6;

  private static final String CPU = "images";
  private static final String GPU = "images-gpu";

  /**
   * What fits these pictures.
   *
   * @param broken what is wrong with the first that cannot be read; empty if all can
   */
  OwnData of(ImageSurvey found, String broken) {
    Channels channels = found.channels();
    int side = side(ImageSurvey.shorter(found.middle()));
    boolean resized = !fits(found.oneSize(), found.middle());
    boolean square = found.oneSize() && found.middle().height() == found.middle().width();
    List<String> changes = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            Locale.ROOT,
            "%s: %s%s, %s",
            data,
            pictures(found.count()),
            kinds(found),
            sizes(found)));
    if (!broken.isEmpty()) {
      changes.add("data.reader.broken=skip");
      lines.add("left out, because they cannot be read: " + shortened(broken));
    }
    changes.add("data.resize=" + (resized ? Integer.toString(side) : "null"));
    changes.add("data.channels=" + channels.name().toLowerCase(Locale.ROOT));
    lines.add(
        "chosen: the preset "
            + preset()
            + " with pictures of "
            + (resized ? side + "x" + side : size(found.middle()))
            + (asks("data.channels") ? "" : " " + words(channels))
            + (resized ? ", scaled" : "")
            + (square ? "" : "; of each its middle square")
            + odd(found, channels));
    lines.add(others(side, channels, square));
    classes(found.classes(), lines);
    if (found.oneSize() && found.middle().width() == 2 * found.middle().height()) {
      lines.add(
          "all are twice as wide as high: where two pictures stand side by side in each, the reader"
              + " paired takes the left or the right one (gan list readers shows its parameters)");
    }
    if (found.count() < FEW) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%s %s few: the discriminator will know them by heart, and the generator repeat"
                  + " them. Thousands are good; --set data.augment.flip=true shows mirror images"
                  + " too, where those make sense",
              pictures(found.count()),
              found.count() == 1 ? "is" : "are"));
    }
    return new OwnData(preset(), changes, lines);
  }

  /** What fits pictures that all have one size already. */
  OwnData of(Dataset pictures) {
    Shape shape = pictures.space().shape();
    Form form = new Form((int) shape.get(0), (int) shape.get(1), (int) shape.get(2));
    boolean resized = !fits(true, form);
    int side = side(ImageSurvey.shorter(form));
    List<String> lines = new ArrayList<>();
    lines.add(data + ": " + pictures.description());
    lines.add(
        "chosen: the preset "
            + preset()
            + " with pictures of "
            + (resized ? side + "x" + side : size(form)));
    pictures
        .labels()
        .map(LabelSpace::names)
        .ifPresent(names -> lines.add(conditional(names.size() + " classes")));
    return new OwnData(
        preset(),
        List.of(
            "data.resize=" + (resized ? Integer.toString(side) : "null"),
            "data.channels=as-stored"),
        lines);
  }

  private boolean asks(String key) {
    return asked.stream().anyMatch(change -> change.startsWith(key + "="));
  }

  private String preset() {
    return gan.provider().devices().stream().anyMatch(device -> device.name().startsWith("gpu"))
        ? GPU
        : CPU;
  }

  /** Whether pictures can stay as they are. */
  private static boolean fits(boolean oneSize, Form form) {
    return oneSize
        && form.height() == form.width()
        && form.height() <= SIDES[0]
        && form.height() >= SIDES[SIDES.length - 1];
  }

  private static int side(int shorter) {
    for (int side : SIDES) {
      if (shorter >= side) {
        return side;
      }
    }
    return SIDES[SIDES.length - 1];
  }

  private static String pictures(long count) {
    return count == 1 ? "1 picture" : String.format(Locale.ROOT, "%,d pictures", count);
  }

  private static String kinds(ImageSurvey found) {
    List<String> kinds = new ArrayList<>();
    kind(kinds, found.colour(), found.greyInside() ? "stored in colour, all grey" : "in colour");
    kind(kinds, found.grey(), "grey");
    kind(
        kinds,
        found.seeThrough(),
        found.opaqueInside() ? "of them with an unused alpha channel" : "of them see-through");
    return " (" + String.join(", ", kinds) + ")";
  }

  private static void kind(List<String> kinds, long count, String what) {
    if (count > 0) {
      kinds.add(String.format(Locale.ROOT, "%,d %s", count, what));
    }
  }

  private static String sizes(ImageSurvey found) {
    if (found.oneSize()) {
      return "all " + size(found.middle());
    }
    int least = ImageSurvey.shorter(found.smallest());
    int most = ImageSurvey.shorter(found.largest());
    return least == most
        ? "the shorter side of each " + least + " pixels"
        : String.format(
            Locale.ROOT,
            "shorter sides of %d to %d pixels, half of them at least %d",
            least,
            most,
            ImageSurvey.shorter(found.middle()));
  }

  /** Width and height, as people say it. */
  private static String size(Form form) {
    return form.width() + "x" + form.height();
  }

  private static String words(Channels channels) {
    return switch (channels) {
      case GREY -> "in grey";
      case RGB, AS_STORED -> "in colour";
      case RGBA -> "in colour with see-through parts";
    };
  }

  /** What becomes of the few that are otherwise. */
  private String odd(ImageSurvey found, Channels channels) {
    if (asks("data.channels")) {
      return "";
    }
    List<String> odd = new ArrayList<>();
    if (channels != Channels.RGBA && found.seeThrough() > 0 && !found.opaqueInside()) {
      odd.add("see-through ones are laid on white");
    }
    if (channels != Channels.GREY && found.grey() > 0) {
      odd.add("grey ones stay grey");
    }
    if (channels == Channels.GREY && found.colour() > 0 && !found.greyInside()) {
      odd.add("those in colour become grey");
    }
    return odd.isEmpty() ? "" : "; " + String.join(", ", odd);
  }

  private String others(int side, Channels channels, boolean square) {
    List<String> others = new ArrayList<>();
    if (side > 32) {
      others.add("--set data.resize=32 (faster, less to see)");
    }
    if (channels != Channels.GREY) {
      others.add("--set data.channels=grey");
    } else {
      others.add("--set data.channels=rgb");
    }
    if (!square) {
      others.add(
          "--set 'data.resize={height: "
              + side
              + ", width: "
              + side
              + ", fit: stretch}' (all of each, distorted)");
    }
    return "to change that: "
        + String.join(", ", others)
        + "; all of it as a file of yours: gan preset copy "
        + preset()
        + " my-run.yaml";
  }

  private void classes(Map<String, Long> classes, List<String> lines) {
    if (classes.isEmpty()) {
      return;
    }
    String some =
        classes.entrySet().stream()
            .limit(CLASSES_NAMED)
            .map(e -> String.format(Locale.ROOT, "%s %,d", e.getKey(), e.getValue()))
            .collect(Collectors.joining(", "));
    lines.add(
        conditional(
            classes.size()
                + " folders, which could be classes ("
                + some
                + (classes.size() > CLASSES_NAMED ? ", …" : "")
                + ")"));
  }

  private String conditional(String what) {
    return what
        + ": this run mixes them; gan train images-classes --data "
        + quoted(data)
        + " learns to make pictures of the class that you ask for";
  }

  /** As a shell takes it for one word. */
  private static String quoted(Path path) {
    String word = path.toString();
    return word.matches("[\\w./:\\\\-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  private static String shortened(String text) {
    return text.replaceAll(" \\(broken: skip leaves them out\\)", "");
  }
}
