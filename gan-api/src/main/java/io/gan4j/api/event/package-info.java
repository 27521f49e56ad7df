/**
 * What a run tells the world: events are facts with copied numbers, never live handles, and a run
 * record says where they come from.
 */
@NullMarked
package io.gan4j.api.event;

import org.jspecify.annotations.NullMarked;
