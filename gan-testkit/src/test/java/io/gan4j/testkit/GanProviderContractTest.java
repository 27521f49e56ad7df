package io.gan4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gan4j.api.game.Pairing;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.provider.GanSession;
import io.gan4j.api.provider.StepRequest;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of providers")
class GanProviderContractTest {

  /** A session with one method that does something else. */
  private interface Twist {
    Object instead(GanSession session, Object argument);
  }

  private static List<String> violations(String method, Twist twist) {
    GanProvider fake = new FakeProvider();
    GanProvider twisted =
        (GanProvider)
            proxy(
                GanProvider.class,
                (called, arguments) -> {
                  Object result = invoke(called, fake, arguments);
                  return result instanceof GanSession session
                      ? twisted(session, method, twist)
                      : result;
                });
    return GanSessionContract.of(twisted).violations();
  }

  private static Object twisted(GanSession session, String method, Twist twist) {
    return proxy(
        GanSession.class,
        (called, arguments) ->
            called.getName().equals(method)
                ? twist.instead(session, arguments.length == 0 ? "" : arguments[0])
                : invoke(called, session, arguments));
  }

  private interface Handler {
    Object on(Method called, Object[] arguments) throws Throwable;
  }

  private static Object proxy(Class<?> type, Handler handler) {
    return Proxy.newProxyInstance(
        type.getClassLoader(),
        new Class<?>[] {type},
        (self, called, arguments) ->
            handler.on(called, arguments == null ? new Object[0] : arguments));
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }

  private static StepRequest request(
      Object original, String phase, long draw, int repeat, long epochStep) {
    StepRequest was = (StepRequest) original;
    return new StepRequest(
        phase,
        draw,
        repeat,
        epochStep,
        was.totalSteps(),
        was.epoch(),
        was.batches().get(Pairing.DATA));
  }

  private static void breaks(List<String> violations, String promise) {
    assertThat(violations).anyMatch(broken -> broken.startsWith(promise));
  }

  @Test
  @DisplayName("is broken by a phase that moves both players")
  void movesBoth() {
    List<String> violations =
        violations(
            "step",
            (session, argument) -> {
              StepRequest was = (StepRequest) argument;
              return session.step(request(was, "both", was.draw(), was.repeat(), was.step()));
            });
    breaks(violations, "moves only the players of the phase");
    breaks(violations, "puts a scratch player back");
    breaks(violations, "refuses a phase it does not know");
  }

  @Test
  @DisplayName("is broken by noise that does not depend on the draw")
  void oneDraw() {
    breaks(
        violations(
            "step",
            (session, argument) -> {
              StepRequest was = (StepRequest) argument;
              return session.step(request(was, was.phase(), 0, was.repeat(), was.step()));
            }),
        "draws noise by the number of the draw");
  }

  @Test
  @DisplayName("is broken by a state that is not put back")
  void restoresNothing() {
    List<String> violations = violations("restoreState", (session, argument) -> "");
    breaks(violations, "goes on from a saved state");
    breaks(violations, "refuses a state that does not fit");
    breaks(violations, "moves along the gradient");
  }

  @Test
  @DisplayName("is broken by a state without the terms' own")
  void forgetsTerms() {
    breaks(
        violations(
            "saveState",
            (session, argument) -> {
              Map<String, Object> state = new HashMap<>(session.saveState());
              state.keySet().removeIf(name -> name.startsWith("term/"));
              return state;
            }),
        "goes on from a saved state");
  }

  @Test
  @DisplayName("is broken by latents that depend on the count")
  void latentsOfCount() {
    breaks(
        violations("drawLatents", (session, argument) -> session.drawLatents((Long) argument, 8)),
        "draws latents from a seed");
  }

  @Test
  @DisplayName("is kept by the session that is not twisted")
  void kept() {
    assertThat(violations("none", (session, argument) -> Arrays.asList())).isEmpty();
  }
}
