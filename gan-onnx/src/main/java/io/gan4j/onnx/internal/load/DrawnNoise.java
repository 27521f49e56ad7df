package io.gan4j.onnx.internal.load;

import io.gan4j.onnx.internal.graph.ElementType;
import io.gan4j.onnx.internal.graph.InvalidGraphException;
import io.gan4j.onnx.internal.graph.Known;
import io.gan4j.onnx.internal.graph.Model;
import io.gan4j.onnx.internal.network.NoiseInputs;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a model says of an input that is noise.
 *
 * @param distribution as {@link NoiseInputs} names it
 * @param bound of whole numbers; 0 for real ones
 * @param stream that it is drawn from
 * @param values of one sample
 * @param known what the model says of the input
 */
record DrawnNoise(String distribution, long bound, String stream, int values, Known known) {
  private static final Pattern TEXT =
      Pattern.compile("(uniform|normal|truncated-normal|below/([1-9]\\d{0,9})) (.{1,500})");

  /** All noise that a model takes, by the input's name. */
  static Map<String, DrawnNoise> of(Model model) {
    Map<String, DrawnNoise> all = new LinkedHashMap<>();
    model
        .inputs()
        .forEach(
            (name, known) -> {
              String text = model.metadata().get(NoiseInputs.KEY + name);
              if (text != null) {
                all.put(name, of(name, text, known));
              }
            });
    return all;
  }

  private static DrawnNoise of(String name, String text, Known known) {
    Matcher parts = TEXT.matcher(text);
    long size = known.dims().size();
    if (!parts.matches()
        || known.dims().rank() < 1
        || known.dims().get(0) != -1
        || size < -Integer.MAX_VALUE
        || known.type() != (parts.group(2) == null ? ElementType.FLOAT : ElementType.INT64)) {
      throw new InvalidGraphException("says of its noise '" + name + "' what is not known here");
    }
    boolean whole = parts.group(2) != null;
    return new DrawnNoise(
        whole ? NoiseInputs.BELOW : parts.group(1),
        whole ? Long.parseLong(parts.group(2)) : 0,
        parts.group(3),
        (int) -size,
        known);
  }
}
