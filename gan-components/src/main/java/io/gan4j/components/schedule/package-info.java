/**
 * The schedules that come with gan4j: learning rates and momenta as pure functions of progress. A
 * bare number in a run file is a constant schedule.
 */
@NullMarked
package io.gan4j.components.schedule;

import org.jspecify.annotations.NullMarked;
