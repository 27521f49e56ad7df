package io.gan4j.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A parameter of a test that gets what a generator makes of a seed: the same in every run.
 *
 * <pre>{@code
 * @Test
 * void greets(@Generated(model = "src/test/models/people", seed = 5) List<Person> people) {
 *   …
 * }
 * }</pre>
 *
 * <p>It can be a {@code List} of records that meet the columns of a table, a {@code Stream} of them
 * without end, a {@code BufferedImage}, a {@code List} of them, the numbers themselves ({@code
 * FloatNdArray}, {@code [count, …]}), or the {@code GeneratorModel}, which is closed after all
 * tests.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(GeneratedParameters.class)
public @interface Generated {
  /** Folder of the exported generator, from where the tests are run. */
  String model();

  /** Equal seeds give equal samples. */
  long seed() default 1;

  /** How many a list has. */
  int count() default 100;
}
