package io.gan4j.serve;

import io.gan4j.api.GanException;
import io.gan4j.api.data.LabelSpace;
import io.gan4j.api.data.SampleSpace;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.core.run.ClassRows;
import io.gan4j.core.serve.Receipt;
import io.gan4j.core.serve.TableRows;
import io.gan4j.report.picture.Png;
import io.gan4j.report.picture.SampleGrid;
import io.gan4j.report.picture.SamplePictures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What people ask for, below {@code /models/NAME}: pictures, rows, a single sample with its
 * receipt, and what the page needs to know.
 *
 * @param models what is served
 * @param generation makes samples
 * @param streams writes rows while they are made
 */
record PeopleApi(ModelLibrary models, Generation generation, RowStreams streams) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String PNG = "image/png";
  private static final String RECEIPT = "X-Receipt";

  /** A latent that is set, by its place. */
  private static final String LATENT = "z\\d{1,7}";

  private static final int MOST_PICTURES = 1024;
  private static final long MOST_ROWS = 1_000_000_000L;
  private static final int MOST_INDEX = (1 << 20) - 1;

  /** Answers what is below {@code /models}. */
  CompletableFuture<Answer> answer(Call call) {
    Routes.require(call, "GET");
    List<String> path = call.path();
    if (path.size() == 1) {
      return CompletableFuture.completedFuture(Answer.json(list()));
    }
    boolean versioned = path.size() > 3 && path.get(2).equals("versions");
    int at = versioned ? 4 : 2;
    if (path.size() > at + 1) {
      throw nowhere();
    }
    ServedModel model = models.require(path.get(1), versioned ? path.get(3) : null);
    String last = path.size() == at ? "" : path.get(at);
    return switch (last) {
      case "" -> CompletableFuture.completedFuture(Page.of("page.html"));
      case "facts" -> CompletableFuture.completedFuture(Answer.json(facts(model)));
      case "images" -> images(model, call);
      case "latent" -> CompletableFuture.completedFuture(Answer.json(latent(model, call)));
      case "rows" -> CompletableFuture.completedFuture(rows(model, call));
      default -> throw nowhere();
    };
  }

  private static HttpFailure nowhere() {
    return HttpFailure.notFound("no such address; see /openapi.json");
  }

  private ObjectNode list() {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("models");
    for (ModelVersions model : models.all()) {
      ObjectNode entry = list.addObject().put("name", model.name());
      ArrayNode versions = entry.putArray("versions");
      model.numbers().forEach(number -> versions.add(Long.toString(number)));
    }
    return answer;
  }

  private static ObjectNode facts(ServedModel model) {
    ObjectNode facts = JSON.createObjectNode();
    facts
        .put("name", model.name())
        .put("version", Long.toString(model.version()))
        .put("hash", model.hash())
        .put(
            "kind",
            model.pictures() != null ? "pictures" : model.rows() != null ? "rows" : "numbers")
        .put("latents", model.service().joins() ? model.service().latentShape().size() : 0);
    ArrayNode labels = facts.putArray("labels");
    if (model.labels() != null) {
      model.labels().names().forEach(labels::add);
    }
    return facts;
  }

  private CompletableFuture<Answer> images(ServedModel model, Call call) {
    SampleSpace space = Generation.pictures(model);
    call.requireKnown(List.of("seed", "count", "index", "label", "receipt"), LATENT);
    int count = (int) call.number("count", 1, 1, MOST_PICTURES);
    if (count == 1 && model.service().joins()) {
      return image(model, receipt(model, call), space);
    }
    if (call.query().keySet().stream().anyMatch(name -> name.matches("z\\d+|index|receipt"))) {
      throw HttpFailure.bad(
          "index, receipt and latents are for a single picture of a generator whose samples do not"
              + " depend on each other");
    }
    long seed = seed(call);
    Integer label = label(model, call);
    ClassRows rows = ClassRows.of(model.classes(), count);
    List<Integer> labels = label == null ? rows.labels() : Collections.nCopies(count, label);
    int drawn = labels.isEmpty() ? count : labels.size();
    return generation
        .ofSeed(model, seed, drawn, ClassRows.given(labels))
        .thenApplyAsync(
            made ->
                Answer.bytes(
                    PNG,
                    Png.encode(
                        count == 1
                            ? SamplePictures.of(made, space).get(0)
                            : SampleGrid.render(
                                made,
                                space,
                                label == null && !labels.isEmpty() ? rows.latents() : 0))),
            generation.executor());
  }

  private CompletableFuture<Answer> image(ServedModel model, Receipt receipt, SampleSpace space) {
    FloatNdArray latent = latent(model, receipt);
    return model
        .service()
        .generate(latent, receipt.labels())
        .thenApplyAsync(
            made ->
                Answer.bytes(PNG, Png.encode(SamplePictures.of(made, space).get(0)))
                    .with(RECEIPT, receipt.toString()),
            generation.executor());
  }

  private static FloatNdArray latent(ServedModel model, Receipt receipt) {
    try {
      return receipt.latent(model.service().model());
    } catch (GanException e) { // what a receipt asks for is the caller's
      throw HttpFailure.bad(String.valueOf(e.getMessage()));
    }
  }

  private static ObjectNode latent(ServedModel model, Call call) {
    call.requireKnown(List.of("seed", "index", "label", "receipt"), LATENT);
    Receipt receipt = receipt(model, call);
    ObjectNode answer = JSON.createObjectNode().put("receipt", receipt.toString());
    answer.set("latent", Tensors.flat(Tensors.values(latent(model, receipt))));
    return answer;
  }

  /** Of which sample a request speaks: by a receipt, or by seed, index, label and latents. */
  private static Receipt receipt(ServedModel model, Call call) {
    String given = call.text("receipt");
    if (given != null) {
      if (call.query().size() > 1) {
        throw HttpFailure.bad("a receipt says all that there is to say: leave the others away");
      }
      Receipt receipt = parsed(given);
      if (!receipt.model().equals(model.hash())) {
        throw HttpFailure.bad("the receipt is of another generator; this is " + model.hash());
      }
      Generation.labels(model, receipt.labels(), 1);
      return receipt;
    }
    SortedMap<Integer, Float> latents = new TreeMap<>();
    for (Map.Entry<String, String> parameter : call.query().entrySet()) {
      if (parameter.getKey().matches(LATENT)) {
        latents.put(
            Integer.valueOf(parameter.getKey().substring(1)),
            value(parameter.getKey(), parameter.getValue()));
      }
    }
    Integer label = label(model, call);
    int index = (int) call.number("index", 0, 0, MOST_INDEX);
    return new Receipt(
        model.hash(),
        seed(call),
        index,
        label == null && model.classes() > 0 ? Integer.valueOf(index % model.classes()) : label,
        latents);
  }

  private static Receipt parsed(String text) {
    try {
      return Receipt.parse(text);
    } catch (GanException e) {
      throw HttpFailure.bad(String.valueOf(e.getMessage()));
    }
  }

  private static float value(String name, String text) {
    try {
      float value = Float.parseFloat(text);
      if (Float.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw HttpFailure.bad(name + " must be a finite number, found " + Excerpt.quoted(text));
  }

  private static long seed(Call call) {
    return call.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** The class that a request names, by its name or number; null if it names none. */
  private static @Nullable Integer label(ServedModel model, Call call) {
    String text = call.text("label");
    LabelSpace labels = model.labels();
    if (text == null) {
      return null;
    }
    if (labels == null) {
      throw HttpFailure.bad("label: this generator sees none");
    }
    return labels
        .indexOf(text)
        .orElseThrow(
            () ->
                HttpFailure.bad(
                    "label "
                        + Excerpt.quoted(text)
                        + " is none of the classes, 0 to "
                        + (labels.count() - 1)));
  }

  private Answer rows(ServedModel model, Call call) {
    TableRows table = model.rows();
    if (table == null) {
      throw HttpFailure.bad("samples of " + model.name() + " are no rows of a table");
    }
    call.requireKnown(List.of("seed", "count", "label", "format"), "");
    long count = call.number("count", 100, 1, MOST_ROWS);
    return streams.of(
        new RowStreams.Wanted(table, seed(call), count, label(model, call)), format(call));
  }

  private static RowText format(Call call) {
    String format = call.text("format");
    if (format == null) {
      return call.accept().contains("json") ? RowText.JSONL : RowText.CSV;
    }
    List<String> known = new ArrayList<>();
    for (RowText text : RowText.values()) {
      known.add(text.name().toLowerCase(Locale.ROOT));
    }
    int at = known.indexOf(format.toLowerCase(Locale.ROOT));
    if (at < 0) {
      throw HttpFailure.bad("format must be one of " + known + ", found " + Excerpt.quoted(format));
    }
    return Arrays.asList(RowText.values()).get(at);
  }
}
