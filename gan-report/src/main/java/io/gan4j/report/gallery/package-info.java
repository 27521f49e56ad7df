/**
 * Pictures of what a trained generator has learnt, and whether it has: neighbours among the
 * training samples, ways through the latents, classes, features. Nothing here moves the players.
 */
@NullMarked
package io.gan4j.report.gallery;

import org.jspecify.annotations.NullMarked;
