package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Excerpt;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What keys look like: each place is a character that all of them have, or one of an alphabet; or
 * all but a number of any length is the same in all.
 */
final class KeyPattern {
  /** Stands for a number without zeros in front. */
  private static final char NUMBER = '#';

  private static final char ITSELF = '\\';
  private static final int LONGEST = 200;
  private static final String DIGITS = "0123456789";
  private static final String SMALL = "abcdefghijklmnopqrstuvwxyz";
  private static final String CAPITAL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

  /** The narrowest first: a place has the first alphabet that all of its characters are of. */
  private static final List<Alphabet> ALPHABETS =
      List.of(
          new Alphabet('0', DIGITS),
          new Alphabet('h', DIGITS + "abcdef"),
          new Alphabet('H', DIGITS + "ABCDEF"),
          new Alphabet('a', SMALL),
          new Alphabet('A', CAPITAL),
          new Alphabet('x', DIGITS + SMALL),
          new Alphabet('X', DIGITS + CAPITAL));

  private final AddedColumn.Key key;

  /** What can stand at each place; one character alone stands there always. */
  private final List<String> places;

  private final BigInteger capacity;

  private record Alphabet(char name, String characters) {}

  /**
   * Reads a pattern.
   *
   * @throws GanException if it is none
   */
  KeyPattern(AddedColumn.Key key) {
    this.key = key;
    this.places = places(key.pattern());
    BigInteger product = BigInteger.ONE;
    for (String place : places) {
      product = product.multiply(BigInteger.valueOf(Math.max(1, place.length())));
    }
    this.capacity = product;
  }

  /** The characters of each place; none for a number. */
  private static List<String> places(String pattern) {
    List<String> places = new ArrayList<>();
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == ITSELF && i + 1 < pattern.length()) {
        places.add(String.valueOf(pattern.charAt(++i)));
      } else if (c == NUMBER && !places.contains("")) {
        places.add("");
      } else {
        places.add(
            ALPHABETS.stream()
                .filter(alphabet -> alphabet.name == c)
                .findFirst()
                .orElseThrow(() -> refusal(pattern))
                .characters);
      }
    }
    boolean number = places.contains("");
    if (places.size() > LONGEST
        || (number && places.stream().anyMatch(place -> place.length() > 1))
        || (!number && places.stream().noneMatch(place -> place.length() > 1))) {
      throw refusal(pattern);
    }
    return places;
  }

  private static GanException refusal(String pattern) {
    return new GanException(
        "rows cannot be written: " + Excerpt.quoted(pattern) + " is no pattern of keys");
  }

  /**
   * The pattern of keys that are all different; empty if they have none that can be told.
   *
   * @param keys at least two
   */
  static Optional<AddedColumn.Key> of(List<String> keys) {
    Optional<AddedColumn.Key> numbered = numbered(keys);
    return numbered.isPresent() ? numbered : spelt(keys);
  }

  /** The same in all but for a number without zeros in front; the next one is none of them. */
  private static Optional<AddedColumn.Key> numbered(List<String> keys) {
    String before = keys.get(0);
    String behind = keys.get(0);
    for (String key : keys) {
      before = before.substring(0, equal(before, key, false));
      behind = behind.substring(behind.length() - equal(behind, key, true));
    }
    before = before.replaceFirst("[0-9]+$", "");
    behind = behind.replaceFirst("^[0-9]+", "");
    long largest = -1;
    for (String key : keys) {
      int end = key.length() - behind.length();
      String number = before.length() < end ? key.substring(before.length(), end) : "";
      if (!number.matches("0|[1-9][0-9]{0,14}")) {
        return Optional.empty();
      }
      largest = Math.max(largest, Long.parseLong(number));
    }
    boolean lengths = keys.stream().mapToInt(String::length).distinct().count() > 1;
    return lengths || (before.isEmpty() && behind.isEmpty())
        ? Optional.of(
            new AddedColumn.Key(literal(before) + NUMBER + literal(behind), largest + 1, true))
        : Optional.empty();
  }

  private static int equal(String a, String b, boolean fromTheEnd) {
    int most = Math.min(a.length(), b.length());
    for (int i = 0; i < most; i++) {
      if (fromTheEnd
          ? a.charAt(a.length() - 1 - i) != b.charAt(b.length() - 1 - i)
          : a.charAt(i) != b.charAt(i)) {
        return i;
      }
    }
    return most;
  }

  /** All of one length, place by place. */
  private static Optional<AddedColumn.Key> spelt(List<String> keys) {
    int length = keys.get(0).length();
    if (length > LONGEST || keys.stream().anyMatch(key -> key.length() != length)) {
      return Optional.empty();
    }
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < length; i++) {
      int place = i;
      char first = keys.get(0).charAt(i);
      if (keys.stream().allMatch(key -> key.charAt(place) == first)) {
        pattern.append(ITSELF).append(first);
        continue;
      }
      Optional<Alphabet> alphabet =
          ALPHABETS.stream()
              .filter(
                  a -> keys.stream().allMatch(key -> a.characters.indexOf(key.charAt(place)) >= 0))
              .findFirst();
      if (alphabet.isEmpty()) {
        return Optional.empty();
      }
      pattern.append(alphabet.get().name);
    }
    return Optional.of(new AddedColumn.Key(counting(pattern.toString()), 0, false));
  }

  /** Digits that are the same in all keys, in front of others, could be others too. */
  private static String counting(String pattern) {
    String counting = pattern.replaceAll("\\\\[0-9](?=0)", "0");
    return counting.equals(pattern) ? pattern : counting(counting);
  }

  private static String literal(String text) {
    StringBuilder pattern = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      pattern.append(ITSELF).append(text.charAt(i));
    }
    return pattern.toString();
  }

  /**
   * The key of a row, which no other row of the seed has.
   *
   * @throws GanException if there are no more
   */
  String text(RandomKey seed, long row) {
    BigInteger number = BigInteger.valueOf(key.first()).add(BigInteger.valueOf(row));
    StringBuilder text = new StringBuilder();
    if (places.contains("")) {
      places.forEach(place -> text.append(place.isEmpty() ? number.toString() : place));
      return text.toString();
    }
    if (number.compareTo(capacity) >= 0) {
      throw new GanException(
          "rows cannot be written: there are only "
              + capacity
              + " different keys of the pattern "
              + Excerpt.quoted(key.pattern()));
    }
    BigInteger rest = key.ascending() ? number : mixed(seed, number);
    for (int i = places.size() - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(places.get(i).length()));
      text.append(places.get(i).charAt(parts[1].intValue()));
      rest = parts[0];
    }
    return text.reverse().toString();
  }

  /**
   * Another number below the capacity for each: a multiple of one that has no divisor in common.
   */
  private BigInteger mixed(RandomKey seed, BigInteger number) {
    BigInteger factor =
        BigInteger.valueOf(seed.bits(0) >>> 1).multiply(BigInteger.valueOf(1L << 62));
    factor = factor.add(BigInteger.valueOf(seed.bits(1) >>> 1)).mod(capacity);
    while (!factor.gcd(capacity).equals(BigInteger.ONE)) {
      factor = factor.add(BigInteger.ONE);
    }
    return number.multiply(factor).add(BigInteger.valueOf(seed.bits(2) >>> 1)).mod(capacity);
  }
}
