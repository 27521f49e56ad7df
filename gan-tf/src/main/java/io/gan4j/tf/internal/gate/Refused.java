package io.gan4j.tf.internal.gate;

/** Why a model is not let in. Thrown within the gate, told by it as a sentence's second half. */
final class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  Refused(String reason) {
    super(reason, null, false, false);
  }

  /** Of one node. */
  static Refused node(String name, String reason) {
    return new Refused("its node " + quoted(name) + " " + reason);
  }

  /** Foreign text for one line of a terminal. */
  static String quoted(String text) {
    StringBuilder line = new StringBuilder("'");
    text.codePoints()
        .limit(80)
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(line::appendCodePoint);
    return line.append(text.codePointCount(0, text.length()) > 80 ? "…'" : "'").toString();
  }
}
