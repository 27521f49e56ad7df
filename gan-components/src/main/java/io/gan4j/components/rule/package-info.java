/** What is told of a run before it trains: combinations that train and are seldom meant. */
@NullMarked
package io.gan4j.components.rule;

import org.jspecify.annotations.NullMarked;
