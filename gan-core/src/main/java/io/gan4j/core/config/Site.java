package io.gan4j.core.config;

import io.gan4j.core.config.Node.Mapping;

/**
 * A map that a record is made from.
 *
 * @param component the record's name in run files, the key {@code type} then being the name's;
 *     empty if it is no component
 * @param bareNumber whether the file has a bare number, and the map was made from it
 */
record Site(Mapping mapping, String path, String component, boolean bareNumber) {
  /** The path of a key, as the user would write it. */
  String at(String key) {
    return bareNumber ? path : Binder.join(path, key);
  }

  /** The same place with another map. */
  Site with(Mapping other) {
    return new Site(other, path, component, bareNumber);
  }
}
