package io.gan4j.testkit;

import io.gan4j.api.provider.GanProvider;
import io.gan4j.api.term.Term;
import java.util.List;

/**
 * What components are tried out with beyond plain doubles.
 *
 * @param provider trains in double precision
 * @param notation reads and writes run files
 * @param penalties terms on the discriminator's input gradients, under which whatever stands in a
 *     discriminator has to be differentiated twice
 */
public record Workbench(GanProvider provider, Notation notation, List<Penalty> penalties) {
  public Workbench {
    penalties = List.copyOf(penalties);
  }

  /** A term by the name that run files give it. */
  public record Penalty(String name, Term term) {}

  /** How components are written in run files. */
  public interface Notation {

    /** The component as a run file writes it. */
    String write(Record component, Class<?> kind);

    /**
     * What a run file says.
     *
     * @throws io.gan4j.api.config.ConfigException if it is not one of this kind
     */
    Object read(String yaml, Class<?> kind);
  }
}
