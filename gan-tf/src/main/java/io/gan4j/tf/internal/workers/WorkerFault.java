package io.gan4j.tf.internal.workers;

import io.gan4j.api.provider.Workers;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.exceptions.TensorFlowException;

/** What TensorFlow's runtime says when workers lose each other, in words. */
public final class WorkerFault {
  private static final Pattern TASK =
      Pattern.compile("remote target /job:worker/replica:0/task:(\\d+)");
  private static final String LATE = "Operation timed out";

  /**
   * TensorFlow tells requests apart by numbers that it draws at random, anew in each thread from a
   * seed of 32 bits. So once in some hundred thousand runs it takes a new request for an old one.
   */
  private static final String TAKEN_FOR_AN_OLD_ONE = "request was received twice";

  private WorkerFault() {}

  /** The failure of a run of several workers, in one sentence. */
  public static String inWords(Workers workers, TensorFlowException failure) {
    String message = String.valueOf(failure.getMessage());
    if (message.contains(LATE)) {
      return "the other workers did not come in time: one of them hangs, or cannot be reached";
    }
    if (message.contains(TAKEN_FOR_AN_OLD_ONE)) {
      return "TensorFlow took a request for an earlier one, which happens once in some hundred"
          + " thousand steps; nothing is lost: gan resume goes on";
    }
    Matcher task = TASK.matcher(message);
    if (task.find()) {
      int worker = Integer.parseInt(task.group(1));
      return worker < workers.count()
          ? "worker " + worker + " at " + workers.addresses().get(worker) + " is gone"
          : "a worker is gone";
    }
    return message.lines().findFirst().orElse(message);
  }
}
