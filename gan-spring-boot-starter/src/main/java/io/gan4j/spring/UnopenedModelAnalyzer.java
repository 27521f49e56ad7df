package io.gan4j.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Tells an application that does not start which model is why, and what can be done. */
final class UnopenedModelAnalyzer extends AbstractFailureAnalyzer<UnopenedModelException> {

  @Override
  protected FailureAnalysis analyze(Throwable root, UnopenedModelException cause) {
    return new FailureAnalysis(
        String.valueOf(cause.getMessage()),
        "Let "
            + cause.property()
            + " be what gan export wrote: the folder of a SavedModel, with io.gan4j:gan-tf and a"
            + " TensorFlow native on the class path, or an ONNX file, with io.gan4j:gan-onnx and"
            + " ONNX Runtime.",
        cause);
  }
}
