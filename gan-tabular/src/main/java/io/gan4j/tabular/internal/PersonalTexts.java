package io.gan4j.tabular.internal;

import io.gan4j.api.GanException;
import io.gan4j.api.data.AddedColumn.MadeUp;
import io.gan4j.api.random.RandomKey;
import io.gan4j.api.spec.Excerpt;
import io.gan4j.api.spec.InvalidValueException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import net.datafaker.Faker;
import net.datafaker.providers.base.Finance;
import org.jspecify.annotations.Nullable;

/**
 * Makes the texts of a column up. A text is a function of the seed and the row's number, and does
 * not depend on the rows beside it.
 */
final class PersonalTexts {
  private static final long NOTHING_YET = 0;
  private static final String[] DOMAINS = {"example.com", "example.net", "example.org"};

  private final String column;
  private final PersonalText text;
  private final int person;
  private final double nulls;

  /** What the library draws from: it is seeded anew for every text. */
  private final Random random = new Random(NOTHING_YET);

  private final Faker faker;

  private PersonalTexts(String column, PersonalText text, int person, double nulls) {
    this.column = column;
    this.text = text;
    this.person = person;
    this.nulls = nulls;
    this.faker = new Faker(text.locale(), random);
  }

  /**
   * Those of a column.
   *
   * @throws GanException if there is no such kind of text, or the library is missing
   */
  static PersonalTexts of(String column, MadeUp source) {
    requireLibrary();
    try {
      PersonalText text = PersonalText.parse("personal", source.what() + " " + source.locale());
      return new PersonalTexts(column, text, source.person(), source.nulls());
    } catch (InvalidValueException e) {
      throw new GanException("rows cannot be written: " + e.getMessage(), e);
    }
  }

  /**
   * Refuses a column of which no texts can be made up.
   *
   * @throws GanException as {@link #of} and {@link #text}
   */
  static void requireMade(String column, MadeUp source) {
    of(column, new MadeUp(source.what(), source.locale(), source.person(), 0))
        .text(RandomKey.of(0), 0);
  }

  /** Refuses to go on without the library, which applications need not have. */
  private static void requireLibrary() {
    try {
      Class.forName("net.datafaker.Faker", false, PersonalTexts.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new GanException(
          "personal texts are made up by Datafaker: add net.datafaker:datafaker to the class path",
          e);
    }
  }

  /**
   * A row's text; null for NULL.
   *
   * @param seed of all rows
   * @throws GanException if the library has no such texts in that language
   */
  @Nullable String text(RandomKey seed, long row) {
    RandomKey own = seed.split("personal").split(column);
    if (nulls > 0 && own.split("null").uniform(row) < nulls) {
      return null;
    }
    try {
      return made(seed, own, row);
    } catch (RuntimeException e) { // what the library knows of a language differs by the kind
      throw new GanException(
          "column "
              + Excerpt.quoted(column)
              + ": Datafaker has no "
              + text.kind().word()
              + " for '"
              + text.locale().toLanguageTag()
              + "'; name a country (zh-CN), or another language",
          e);
    }
  }

  private String made(RandomKey seed, RandomKey own, long row) {
    random.setSeed(own.bits(row));
    return switch (text.kind()) {
      case FULL_NAME -> name(seed, row, faker.name()::firstName) + " " + lastName(seed, row);
      case FIRST_NAME -> name(seed, row, faker.name()::firstName);
      case LAST_NAME -> lastName(seed, row);
      case USER_NAME -> account(seed, row);
      case EMAIL -> account(seed, row) + "@" + DOMAINS[(int) own.split("domain").below(row, 3)];
      case PHONE -> faker.phoneNumber().phoneNumber();
      case STREET -> faker.address().streetAddress();
      case CITY -> faker.address().city();
      case POSTCODE -> faker.address().postcode();
      case COMPANY -> faker.company().name();
      case JOB -> faker.job().title();
      case IBAN -> iban();
      case UUID -> uuid(own, row);
      case SENTENCE -> faker.lorem().sentence();
      case PARAGRAPH -> faker.lorem().paragraph();
    };
  }

  /** Part of the name of a row's person, the same in all of the row's columns. */
  private String name(RandomKey seed, long row, Supplier<String> part) {
    random.setSeed(seed.split("person").split(person).bits(row));
    return part.get();
  }

  private String lastName(RandomKey seed, long row) {
    random.setSeed(seed.split("person").split(person).split("last").bits(row));
    return faker.name().lastName();
  }

  /** The person's name in plain letters, and a number that hardly another has. */
  private String account(RandomKey seed, long row) {
    String first = plain(name(seed, row, faker.name()::firstName));
    String last = plain(lastName(seed, row));
    long number = seed.split("person").split(person).split("account").below(row, 10_000);
    String name = first.isEmpty() || last.isEmpty() ? "user" + first + last : first + "." + last;
    return name + number;
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD)
        .toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z]", "");
  }

  /** Of the country that is named, or of that which is called as its language; English: British. */
  private String iban() {
    String country = text.locale().getCountry();
    String language = text.locale().getLanguage();
    String own = country.isEmpty() ? language : country;
    String asked = own.equals(Locale.ENGLISH.getLanguage()) ? "GB" : own.toUpperCase(Locale.ROOT);
    if (!Finance.ibanSupportedCountries().contains(asked)) {
      throw new IllegalArgumentException("no bank accounts of " + asked);
    }
    return faker.finance().iban(asked);
  }

  private static String uuid(RandomKey own, long row) {
    long high = (own.split("high").bits(row) & ~0xf000L) | 0x4000L; // version 4
    long low = (own.split("low").bits(row) & ~(3L << 62)) | (2L << 62);
    return new UUID(high, low).toString();
  }
}
