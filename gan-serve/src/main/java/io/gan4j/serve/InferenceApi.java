package io.gan4j.serve;

import io.gan4j.api.spec.Excerpt;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.FloatNdArray;
import org.tensorflow.ndarray.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Open Inference Protocol, version 2: health, metadata and inference. A generator takes {@code
 * latents}, FP32 {@code [n, …]}, or {@code seed}, INT64 {@code [n]}, and {@code labels}, INT32
 * {@code [n]}, if it sees some; it gives {@code samples}, FP32, and where they are asked for {@code
 * image_bytes}, PNG files in Base64.
 *
 * @param models what is served
 * @param generation makes samples
 * @param version of gan4j
 */
record InferenceApi(ModelLibrary models, Generation generation, String version) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String LATENTS = "latents";
  private static final String LABELS = "labels";
  private static final String SEED = "seed";
  private static final String SAMPLES = "samples";
  private static final String IMAGE_BYTES = "image_bytes";

  private static final Map<String, Set<String>> TYPES =
      Map.of(
          LATENTS, Set.of("FP32", "FP64"),
          SEED, Set.of("INT64", "INT32"),
          LABELS, Set.of("INT32", "INT64"));

  /** Answers what is below {@code /v2}. */
  CompletableFuture<Answer> answer(Call call) {
    List<String> path = call.path();
    if (path.size() == 1) {
      return got(call, server());
    }
    if (path.get(1).equals("health") && path.size() == 3) {
      // a server that answers is there, and it begins to listen when all models are
      return switch (path.get(2)) {
        case "live" -> got(call, JSON.createObjectNode().put("live", true));
        case "ready" -> got(call, JSON.createObjectNode().put("ready", true));
        default -> throw nowhere();
      };
    }
    if (!path.get(1).equals("models") || path.size() < 3) {
      throw nowhere();
    }
    boolean versioned = path.size() > 4 && path.get(3).equals("versions");
    String last = path.size() == (versioned ? 6 : 4) ? path.get(path.size() - 1) : "";
    if (path.size() > (versioned ? 6 : 4)) {
      throw nowhere();
    }
    ServedModel model = models.require(path.get(2), versioned ? path.get(4) : null);
    return switch (last) {
      case "" -> got(call, metadata(model));
      case "ready" ->
          got(call, JSON.createObjectNode().put("name", model.name()).put("ready", true));
      case "infer" -> {
        Routes.require(call, "POST");
        yield infer(model, call.object());
      }
      default -> throw nowhere();
    };
  }

  private static HttpFailure nowhere() {
    return HttpFailure.notFound("no such address; models are at /v2/models/NAME");
  }

  private static CompletableFuture<Answer> got(Call call, ObjectNode answer) {
    Routes.require(call, "GET");
    return CompletableFuture.completedFuture(Answer.json(answer));
  }

  private ObjectNode server() {
    ObjectNode answer = JSON.createObjectNode().put("name", "gan4j").put("version", version);
    answer.putArray("extensions");
    return answer;
  }

  private ObjectNode metadata(ServedModel model) {
    ObjectNode answer = JSON.createObjectNode().put("name", model.name());
    ArrayNode versions = answer.putArray("versions");
    models
        .model(model.name())
        .ifPresent(all -> all.numbers().forEach(n -> versions.add(Long.toString(n))));
    answer.put("platform", "gan4j");
    ArrayNode inputs = answer.putArray("inputs");
    Shape latent = model.service().latentShape();
    inputs.add(tensor(LATENTS, "FP32", latent.isUnknown() ? Shape.of(-1, -1) : latent.prepend(-1)));
    if (model.service().joins()) {
      inputs.add(tensor(SEED, "INT64", Shape.of(-1)));
    }
    if (model.classes() > 0) {
      inputs.add(tensor(LABELS, "INT32", Shape.of(-1)));
    }
    ArrayNode outputs = answer.putArray("outputs");
    outputs.add(tensor(SAMPLES, "FP32", model.service().sampleShape().prepend(-1)));
    if (model.pictures() != null) {
      outputs.add(tensor(IMAGE_BYTES, "BYTES", Shape.of(-1)));
    }
    return answer;
  }

  private static ObjectNode tensor(String name, String type, Shape shape) {
    ObjectNode tensor = JSON.createObjectNode().put("name", name).put("datatype", type);
    ArrayNode sizes = tensor.putArray("shape");
    Arrays.stream(shape.asArray()).forEach(sizes::add);
    return tensor;
  }

  private CompletableFuture<Answer> infer(ServedModel model, ObjectNode request) {
    Map<String, JsonNode> data = new LinkedHashMap<>();
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (JsonNode input : list(request, "inputs")) {
      read(input, data, shapes);
    }
    JsonNode latents = data.get(LATENTS);
    JsonNode seed = data.get(SEED);
    if ((latents == null) == (seed == null)) {
      throw HttpFailure.bad("inputs must have either latents or seed");
    }
    Set<String> outputs = outputs(model, request);
    int[] given = data.containsKey(LABELS) ? Tensors.labels(LABELS, data.get(LABELS)) : null;
    CompletableFuture<FloatNdArray> samples;
    if (latents != null) {
      Shape shape = shapes.get(LATENTS);
      int count = shape == null || shape.numDimensions() == 0 ? 0 : (int) shape.get(0);
      samples =
          generation.ofLatents(
              model,
              Tensors.array(
                  shape == null ? Shape.scalar() : shape, Tensors.floats(LATENTS, latents)),
              Generation.labels(model, given, count));
    } else {
      long[] seeds = Tensors.whole(SEED, seed == null ? JSON.createArrayNode() : seed);
      samples = generation.ofSeeds(model, seeds, Generation.labels(model, given, seeds.length));
    }
    String id = request.path("id").asString(null);
    return samples.thenApplyAsync(
        made -> inferred(model, made, outputs, id), generation.executor());
  }

  private static JsonNode list(ObjectNode request, String name) {
    JsonNode list = request.path(name);
    if (!list.isArray() || list.isEmpty()) {
      throw HttpFailure.bad("'" + name + "' must be a list that is not empty");
    }
    return list;
  }

  private static void read(JsonNode input, Map<String, JsonNode> data, Map<String, Shape> shapes) {
    String name = input.path("name").asString("");
    Set<String> types = TYPES.get(name);
    if (types == null) {
      throw HttpFailure.bad(
          "there is no input " + Excerpt.quoted(name) + "; accepted: latents, seed and labels");
    }
    String type = input.path("datatype").asString("");
    if (!types.contains(type)) {
      throw HttpFailure.bad(
          name + " must be of datatype " + types + ", found " + Excerpt.quoted(type));
    }
    JsonNode sizes = input.path("shape");
    JsonNode values = input.path("data");
    if (!sizes.isArray() || !values.isArray()) {
      throw HttpFailure.bad(name + " must have a shape and data, which are lists");
    }
    long[] shape = Tensors.whole(name + ".shape", sizes);
    long expected = 1;
    for (long size : shape) {
      if (size < 1 || size > Integer.MAX_VALUE || expected > Integer.MAX_VALUE) {
        throw HttpFailure.bad(name + " cannot be of shape " + Arrays.toString(shape));
      }
      expected *= size;
    }
    if (expected != elements(values)) {
      throw HttpFailure.bad(
          name
              + " is of shape "
              + Arrays.toString(shape)
              + ", and its data has "
              + elements(values)
              + " values");
    }
    if (data.put(name, values) != null) {
      throw HttpFailure.bad(name + " is there twice");
    }
    shapes.put(name, Shape.of(shape));
  }

  private static long elements(JsonNode values) {
    long elements = 0;
    for (JsonNode value : values) {
      elements += value.isArray() ? elements(value) : 1;
    }
    return elements;
  }

  private static Set<String> outputs(ServedModel model, ObjectNode request) {
    if (!request.has("outputs")) {
      return Set.of(SAMPLES);
    }
    Set<String> outputs = new LinkedHashSet<>();
    for (JsonNode output : list(request, "outputs")) {
      String name = output.path("name").asString("");
      if (name.equals(IMAGE_BYTES)) {
        Generation.pictures(model);
      } else if (!name.equals(SAMPLES)) {
        throw HttpFailure.bad("there is no output " + Excerpt.quoted(name));
      }
      outputs.add(name);
    }
    return Collections.unmodifiableSet(outputs);
  }

  private static Answer inferred(
      ServedModel model, FloatNdArray made, Set<String> outputs, @Nullable String id) {
    ObjectNode answer =
        JSON.createObjectNode()
            .put("model_name", model.name())
            .put("model_version", Long.toString(model.version()));
    if (id != null) {
      answer.put("id", id);
    }
    ArrayNode list = answer.putArray("outputs");
    for (String output : outputs) {
      if (output.equals(SAMPLES)) {
        list.add(
            tensor(SAMPLES, "FP32", made.shape()).set("data", Tensors.flat(Tensors.values(made))));
      } else {
        List<byte[]> files = Generation.png(model, made);
        ObjectNode tensor = tensor(IMAGE_BYTES, "BYTES", Shape.of(files.size()));
        tensor.putObject("parameters").put("content_type", "base64");
        ArrayNode data = tensor.putArray("data");
        files.forEach(file -> data.add(Base64.getEncoder().encodeToString(file)));
        list.add(tensor);
      }
    }
    return Answer.json(answer);
  }
}
