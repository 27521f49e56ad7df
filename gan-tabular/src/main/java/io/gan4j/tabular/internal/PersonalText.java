package io.gan4j.tabular.internal;

import io.gan4j.api.spec.InvalidValueException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A kind of text that is made up rather than learnt.
 *
 * @param kind of text
 * @param locale whose names and forms it has
 */
public record PersonalText(Kind kind, Locale locale) {
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[a-zA-Z]{2,}");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern IBAN =
      Pattern.compile("[A-Z]{2}\\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,3})?");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()./x-]{6,24}");
  private static final Pattern NAME =
      Pattern.compile("\\p{Lu}[\\p{L}.'-]*( \\p{L}[\\p{L}.'-]*){1,4}");

  /** All kinds. */
  public enum Kind {
    /** First and last name of a person. */
    FULL_NAME,
    /** First name of a person. */
    FIRST_NAME,
    /** Last name of a person. */
    LAST_NAME,
    /** A name to log in with, of the person's. */
    USER_NAME,
    /** An address of the person's in a domain that is kept for examples. */
    EMAIL,
    /** A number of a telephone. */
    PHONE,
    /** Street and number. */
    STREET,
    /** A town. */
    CITY,
    /** A postal code. */
    POSTCODE,
    /** A name of a company. */
    COMPANY,
    /** A profession. */
    JOB,
    /** A number of a bank account, with the right check digits. */
    IBAN,
    /** 128 random bits. */
    UUID,
    /** A sentence without meaning. */
    SENTENCE,
    /** Some sentences without meaning. */
    PARAGRAPH;

    /** As run files write it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Reads a kind, and a language behind it: {@code full-name}, {@code email de-CH}.
   *
   * @param parameter the name that a complaint has
   * @throws InvalidValueException if there is no such kind, or no such language
   */
  public static PersonalText parse(String parameter, String text) {
    String[] words = text.strip().split("\\s+", 2);
    Optional<Kind> kind =
        Arrays.stream(Kind.values()).filter(known -> known.word().equals(words[0])).findFirst();
    Locale locale = Locale.forLanguageTag(words.length > 1 ? words[1] : "en");
    if (kind.isEmpty() || locale.getLanguage().isEmpty()) {
      throw new InvalidValueException(
          parameter,
          "must be "
              + Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "))
              + ", and a language behind it if it is not English (email de), found '"
              + text
              + "'");
    }
    return new PersonalText(kind.get(), locale);
  }

  /**
   * What kind a column's texts seem to be.
   *
   * @param texts some of them
   */
  static Optional<Kind> guess(String column, List<String> texts) {
    if (all(texts, EMAIL)) {
      return Optional.of(Kind.EMAIL);
    }
    if (all(texts, UUID)) {
      return Optional.of(Kind.UUID);
    }
    if (all(texts, IBAN)) {
      return Optional.of(Kind.IBAN);
    }
    String name = column.toLowerCase(Locale.ROOT);
    if (name.contains("phone") || name.contains("mobile") || name.startsWith("tel")) {
      return all(texts, PHONE) ? Optional.of(Kind.PHONE) : Optional.empty();
    }
    boolean named = name.contains("name") || name.contains("customer") || name.contains("person");
    return named && all(texts, NAME) ? Optional.of(Kind.FULL_NAME) : Optional.empty();
  }

  private static boolean all(List<String> texts, Pattern form) {
    return !texts.isEmpty() && texts.stream().allMatch(text -> form.matcher(text).matches());
  }
}
