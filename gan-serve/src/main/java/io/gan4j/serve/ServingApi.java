package io.gan4j.serve;

import io.gan4j.api.spec.Excerpt;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TensorFlow Serving's REST: status, metadata, and predictions in rows and in columns, by the
 * signatures that an exported generator has.
 *
 * @param models what is served
 * @param generation makes samples
 */
record ServingApi(ModelLibrary models, Generation generation) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String DEFAULT = "serving_default";
  private static final String IMAGES = "images";
  private static final String SAMPLE = "sample";
  private static final String LATENTS = "latents";
  private static final String LABELS = "labels";
  private static final String SEED = "seed";
  private static final String COUNT = "count";
  private static final String SAMPLES = "samples";
  private static final String IMAGE_BYTES = "image_bytes";

  /**
   * Inputs of each signature that takes some; a signature takes one more, labels, of a generator.
   */
  private static final Map<String, List<String>> SIGNATURES =
      Map.of(
          DEFAULT, List.of(LATENTS),
          IMAGES, List.of(SEED),
          SAMPLE, List.of(SEED, COUNT),
          LATENTS, List.of(SEED, COUNT));

  /** Answers what is below {@code /v1/models}. */
  CompletableFuture<Answer> answer(Call call) {
    List<String> path = call.path();
    String last = path.get(path.size() - 1);
    int colon = last.lastIndexOf(':');
    String verb = colon < 0 ? "" : last.substring(colon + 1);
    List<String> plain =
        colon < 0
            ? path
            : Stream.concat(
                    path.subList(0, path.size() - 1).stream(), Stream.of(last.substring(0, colon)))
                .toList();
    boolean metadata = colon < 0 && last.equals("metadata") && plain.size() > 3;
    List<String> named = metadata ? plain.subList(0, plain.size() - 1) : plain;
    boolean versioned = named.size() == 5 && named.get(3).equals("versions");
    if (named.size() != 3 && !versioned) {
      throw HttpFailure.notFound("no such address; models are at /v1/models/NAME");
    }
    String name = named.get(2);
    String version = versioned ? named.get(4) : null;
    if (verb.isEmpty()) {
      Routes.require(call, "GET");
      return CompletableFuture.completedFuture(
          Answer.json(metadata ? metadata(models.require(name, version)) : status(name, version)));
    }
    Routes.require(call, "POST");
    ServedModel model = models.require(name, version);
    if (!verb.equals("predict")) {
      throw HttpFailure.bad("a generator answers to :predict, found :" + Excerpt.of(verb, 40));
    }
    return predict(model, call.object());
  }

  private ObjectNode status(String name, @Nullable String version) {
    ObjectNode answer = JSON.createObjectNode();
    ArrayNode list = answer.putArray("model_version_status");
    ModelVersions versions =
        models
            .model(name)
            .orElseThrow(() -> HttpFailure.notFound("no model is called '" + name + "'"));
    if (version != null) {
      list.add(state(models.require(name, version).version(), "AVAILABLE", ""));
      return answer;
    }
    versions.numbers().forEach(number -> list.add(state(number, "AVAILABLE", "")));
    versions.failures().forEach((number, why) -> list.add(state(number, "END", why)));
    return answer;
  }

  private static ObjectNode state(long version, String state, String message) {
    ObjectNode entry = JSON.createObjectNode();
    entry.put("version", Long.toString(version)).put("state", state);
    entry
        .putObject("status")
        .put("error_code", message.isEmpty() ? "OK" : "UNKNOWN")
        .put("error_message", message);
    return entry;
  }

  private CompletableFuture<Answer> predict(ServedModel model, ObjectNode request) {
    String signature = request.path("signature_name").asString(DEFAULT);
    JsonNode instances = request.get("instances");
    JsonNode inputs = request.get("inputs");
    if ((instances == null) == (inputs == null)) {
      throw HttpFailure.bad("the request must have either 'instances' or 'inputs'");
    }
    if (signature.equals("range")) {
      return CompletableFuture.completedFuture(range(model, instances != null));
    }
    List<String> wanted = SIGNATURES.get(signature);
    if (wanted == null || (signature.equals(IMAGES) && model.pictures() == null)) {
      throw HttpFailure.bad(
          "Serving signature name: " + Excerpt.quoted(signature) + " not found in signature def");
    }
    if (instances != null) {
      if (wanted.contains(COUNT)) {
        throw HttpFailure.bad(
            "the signature '" + signature + "' takes scalars, which have no rows: use 'inputs'");
      }
      return made(signature, model, columns(instances, wanted.get(0)))
          .thenApplyAsync(outputs -> rows(outputs), generation.executor());
    }
    Map<String, JsonNode> named = named(inputs, wanted);
    return made(signature, model, named)
        .thenApplyAsync(outputs -> columns(outputs), generation.executor());
  }

  /** What rows give, input by input: objects with all inputs, or the values of the only one. */
  private static Map<String, JsonNode> columns(JsonNode instances, String only) {
    if (!instances.isArray() || instances.isEmpty()) {
      throw HttpFailure.bad("'instances' must be a list that is not empty");
    }
    Map<String, ArrayNode> columns = new LinkedHashMap<>();
    boolean objects = instances.get(0).isObject();
    for (JsonNode instance : instances) {
      if (instance.isObject() != objects) {
        throw HttpFailure.bad("'instances' must be all objects, or none of them");
      }
      if (objects) {
        instance
            .properties()
            .forEach(
                field ->
                    columns
                        .computeIfAbsent(field.getKey(), key -> JSON.createArrayNode())
                        .add(field.getValue()));
      } else {
        columns.computeIfAbsent(only, key -> JSON.createArrayNode()).add(instance);
      }
    }
    columns.forEach(
        (name, values) -> {
          if (values.size() != instances.size()) {
            throw HttpFailure.bad("not every instance has '" + Excerpt.of(name, 40) + "'");
          }
        });
    return new LinkedHashMap<>(columns);
  }

  private static Map<String, JsonNode> named(JsonNode inputs, List<String> wanted) {
    Map<String, JsonNode> named = new LinkedHashMap<>();
    if (inputs.isObject()) {
      inputs.properties().forEach(field -> named.put(field.getKey(), field.getValue()));
    } else if (wanted.size() == 1) {
      named.put(wanted.get(0), inputs);
    } else {
      throw HttpFailure.bad("'inputs' must be an object of " + wanted);
    }
    return named;
  }

  /** One output or several, by name, each a tensor as JSON with a row for each sample. */
  private CompletableFuture<Map<String, JsonNode>> made(
      String signature, ServedModel model, Map<String, JsonNode> inputs) {
    List<String> wanted = SIGNATURES.get(signature);
    for (String name : inputs.keySet()) {
      boolean label = name.equals(LABELS) && model.classes() > 0 && !signature.equals(LATENTS);
      if (wanted != null && !wanted.contains(name) && !label) {
        throw HttpFailure.bad(
            "the signature '"
                + signature
                + "' has no input "
                + Excerpt.quoted(name)
                + "; it takes "
                + wanted
                + (model.classes() > 0 ? " and labels" : ""));
      }
    }
    JsonNode labels = inputs.get(LABELS);
    int[] given = labels == null ? null : Tensors.labels(LABELS, labels);
    return switch (signature) {
      case DEFAULT -> {
        JsonNode latents = required(inputs, LATENTS);
        Shape shape = Tensors.shape(LATENTS, latents);
        FloatNdArray array = Tensors.array(shape, Tensors.floats(LATENTS, latents));
        int count = shape.numDimensions() == 0 ? 0 : (int) shape.get(0);
        yield generation
            .ofLatents(model, array, Generation.labels(model, given, count))
            .thenApplyAsync(ServingApi::samples, generation.executor());
      }
      case IMAGES -> {
        long[] seeds = Tensors.whole(SEED, required(inputs, SEED));
        Generation.pictures(model);
        yield generation
            .ofSeeds(model, seeds, Generation.labels(model, given, seeds.length))
            .thenApplyAsync(made -> images(model, made), generation.executor());
      }
      case SAMPLE -> {
        int count = count(required(inputs, COUNT));
        yield generation
            .ofSeed(
                model,
                scalar(SEED, required(inputs, SEED)),
                count,
                Generation.labels(model, given, count))
            .thenApplyAsync(ServingApi::samples, generation.executor());
      }
      default -> {
        int count = count(required(inputs, COUNT));
        Tensors.requireShort(count, model.service().latentShape());
        FloatNdArray drawn =
            model
                .service()
                .model()
                .latents(scalar(SEED, required(inputs, SEED)), count)
                .orElseThrow(() -> HttpFailure.bad("this model draws no latents by themselves"));
        yield CompletableFuture.completedFuture(
            Map.of(LATENTS, Tensors.nested(drawn.shape(), Tensors.values(drawn))));
      }
    };
  }

  private static JsonNode required(Map<String, JsonNode> inputs, String name) {
    JsonNode input = inputs.get(name);
    if (input == null) {
      throw HttpFailure.bad("the input '" + name + "' is missing");
    }
    return input;
  }

  private static long scalar(String name, JsonNode value) {
    if (value.isArray()) {
      throw HttpFailure.bad(name + " must be a scalar here");
    }
    return Tensors.whole(name, value)[0];
  }

  private static int count(JsonNode value) {
    long count = scalar(COUNT, value);
    if (count < 1 || count > Tensors.MOST_VALUES) {
      throw HttpFailure.bad("count must be from 1 to " + Tensors.MOST_VALUES + ", found " + count);
    }
    return (int) count;
  }

  private static Map<String, JsonNode> samples(FloatNdArray made) {
    return Map.of(SAMPLES, Tensors.nested(made.shape(), Tensors.values(made)));
  }

  private static Map<String, JsonNode> images(ServedModel model, FloatNdArray made) {
    ArrayNode list = JSON.createArrayNode();
    for (byte[] png : Generation.png(model, made)) {
      list.addObject().put("b64", Base64.getEncoder().encodeToString(png));
    }
    return Map.of(IMAGE_BYTES, list);
  }

  private static Answer range(ServedModel model, boolean rows) {
    if (rows) {
      throw HttpFailure.bad("the signature 'range' takes nothing: use 'inputs'");
    }
    Map<String, String> metadata = model.service().model().metadata();
    ObjectNode range = JSON.createObjectNode();
    range.put("low", number(metadata.get("rangeLow")));
    range.put("high", number(metadata.get("rangeHigh")));
    return Answer.json(JSON.createObjectNode().set("outputs", range));
  }

  /** JSON has no infinite numbers; an unbounded range ends at null. */
  private static @Nullable Double number(@Nullable String text) {
    try {
      double number = text == null ? Double.NaN : Double.parseDouble(text);
      return Double.isFinite(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** One output stands for itself; several would be objects. */
  private static Answer rows(Map<String, JsonNode> outputs) {
    return Answer.json(
        JSON.createObjectNode().set("predictions", outputs.values().iterator().next()));
  }

  private static Answer columns(Map<String, JsonNode> outputs) {
    return Answer.json(JSON.createObjectNode().set("outputs", outputs.values().iterator().next()));
  }

  private static ObjectNode metadata(ServedModel model) {
    ObjectNode answer = JSON.createObjectNode();
    answer
        .putObject("model_spec")
        .put("name", model.name())
        .put("signature_name", "")
        .put("version", Long.toString(model.version()));
    ObjectNode signatures =
        answer.putObject("metadata").putObject("signature_def").putObject("signature_def");
    Shape latent = model.service().latentShape();
    Shape batch = Shape.of(-1);
    ObjectNode tensors = JSON.createObjectNode();
    tensors.set(
        LATENTS,
        latent.isUnknown() ? tensor("DT_FLOAT", null) : tensor("DT_FLOAT", latent.prepend(-1)));
    tensors.set(SAMPLES, tensor("DT_FLOAT", model.service().sampleShape().prepend(-1)));
    tensors.set(IMAGE_BYTES, tensor("DT_STRING", batch));
    tensors.set(LABELS, tensor("DT_INT32", batch));
    tensors.set(SEED, tensor("DT_INT64", Shape.scalar()));
    tensors.set(COUNT, tensor("DT_INT32", Shape.scalar()));
    for (String name : List.of(DEFAULT, IMAGES, SAMPLE, LATENTS)) {
      boolean images = name.equals(IMAGES);
      if (images && model.pictures() == null) {
        continue;
      }
      ObjectNode signature = signatures.putObject(name);
      ObjectNode inputs = signature.putObject("inputs");
      for (String input : SIGNATURES.getOrDefault(name, List.of())) {
        inputs.set(input, images ? tensor("DT_INT64", batch) : tensors.get(input));
      }
      if (model.classes() > 0 && !name.equals(LATENTS)) {
        inputs.set(LABELS, tensors.get(LABELS));
      }
      String output = images ? IMAGE_BYTES : name.equals(LATENTS) ? LATENTS : SAMPLES;
      signature.putObject("outputs").set(output, tensors.get(output));
      signature.put("method_name", "tensorflow/serving/predict");
    }
    return answer;
  }

  /** A tensor as Serving describes it; null if not even its rank is known. */
  private static ObjectNode tensor(String type, @Nullable Shape shape) {
    ObjectNode tensor = JSON.createObjectNode().put("dtype", type);
    ObjectNode described = tensor.putObject("tensor_shape");
    ArrayNode sizes = described.putArray("dim");
    if (shape != null) {
      Arrays.stream(shape.asArray())
          .forEach(size -> sizes.addObject().put("size", Long.toString(size)).put("name", ""));
    }
    described.put("unknown_rank", shape == null);
    return tensor.put("name", "");
  }
}
