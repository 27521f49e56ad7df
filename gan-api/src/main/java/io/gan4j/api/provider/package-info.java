/**
 * The door for engines: a provider builds the two players of a plan and steps them. Nothing above
 * this door sees a tensor of the engine.
 */
@NullMarked
package io.gan4j.api.provider;

import org.jspecify.annotations.NullMarked;
