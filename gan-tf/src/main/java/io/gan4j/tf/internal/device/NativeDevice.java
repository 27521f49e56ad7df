package io.gan4j.tf.internal.device;

/**
 * A device as TensorFlow lists it.
 *
 * @param type {@code CPU}, {@code GPU}, or another that gan4j does not run on
 * @param index among the devices of its type
 * @param memoryBytes what TensorFlow may use of its memory
 */
public record NativeDevice(String type, int index, long memoryBytes) {}
