/**
 * A whole run as data: the records of the run file, the annotations that give a component its
 * defaults and its help, and the checks components use to refuse impossible values. A thing is its
 * own configuration: the record is the YAML, the behaviour and the provenance.
 */
@NullMarked
package io.gan4j.api.config;

import org.jspecify.annotations.NullMarked;
