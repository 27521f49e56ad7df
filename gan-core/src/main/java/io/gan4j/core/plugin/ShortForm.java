package io.gan4j.core.plugin;

/**
 * What stands for a component without its name: a number, and a list where the parameter that takes
 * it has a list form.
 *
 * @param component the component
 * @param key the parameter that takes the bare value, its only one without a default
 * @param list whether a list may be given too
 */
public record ShortForm(Component component, String key, boolean list) {

  /** As messages say it: {@code a number}. */
  public String words() {
    return list ? "a number or a list" : "a number";
  }
}
