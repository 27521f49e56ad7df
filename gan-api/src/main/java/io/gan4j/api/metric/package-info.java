/**
 * Numbers on what was learnt: a metric measures generated samples against real ones, and its result
 * carries the protocol under which it was taken. Results of different protocols are not compared.
 */
@NullMarked
package io.gan4j.api.metric;

import org.jspecify.annotations.NullMarked;
