package io.gan4j.tabular.internal.sql;

import io.gan4j.api.GanException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a database is. A URL stands in run files, run directories and messages, and may come from
 * anybody: so it has neither credentials in it, nor parameters that make a driver do more than
 * connect. Both are the user's own, and in the environment.
 */
public final class JdbcAddress {
  /** Names of environment variables. */
  static final String USER = "GAN4J_JDBC_USER";

  static final String PASSWORD = "GAN4J_JDBC_PASSWORD";
  static final String PROPERTIES = "GAN4J_JDBC_PROPERTIES";

  private static final Pattern URL = Pattern.compile("jdbc:[A-Za-z][A-Za-z0-9+.-]*:\\S+");

  /** A name before an at sign, with or without a password. */
  private static final Pattern LOGIN = Pattern.compile("[:/][^/:@;?&]+([:/][^/:@;?&]*)?@");

  /** Parameters that choose among what there is. */
  private static final List<String> HARMLESS =
      List.of(
          "access_mode_data",
          "applicationname",
          "characterencoding",
          "connecttimeout",
          "currentschema",
          "database",
          "databasename",
          "encrypt",
          "ifexists",
          "instancename",
          "logintimeout",
          "mode",
          "readonly",
          "requiressl",
          "schema",
          "servertimezone",
          "sockettimeout",
          "ssl",
          "sslmode",
          "trustservercertificate",
          "usessl");

  private final String url;

  private JdbcAddress(String url) {
    this.url = url;
  }

  /**
   * The address of a URL.
   *
   * @throws GanException if it is none, or has something in it that belongs elsewhere; what is in
   *     it is not repeated
   */
  public static JdbcAddress of(String url) {
    if (!URL.matcher(url).matches()) {
      throw new GanException("a URL of a database begins as in jdbc:postgresql://host/database");
    }
    String[] parts = url.split("[?;&]", -1);
    if (LOGIN.matcher(parts[0]).find()) {
      throw credentials();
    }
    for (String parameter : Arrays.asList(parts).subList(1, parts.length)) {
      String name = parameter.replaceFirst("=.*", "").strip().toLowerCase(Locale.ROOT);
      if (name.matches(".*(user|uid|pass|pwd|secret|token|key).*")) {
        throw credentials();
      }
      if (!name.isEmpty() && !HARMLESS.contains(name)) {
        throw new GanException(
            "the URL of a database has a parameter that is none of "
                + String.join(", ", HARMLESS)
                + ": set others in the environment, "
                + PROPERTIES
                + "='name=value;name=value'");
      }
    }
    return new JdbcAddress(url);
  }

  private static GanException credentials() {
    return new GanException(
        "the URL of a database has credentials in it, which would be kept in the run directory:"
            + " leave them out, and set "
            + USER
            + " and "
            + PASSWORD
            + " in the environment");
  }

  /** What a driver is given beside the URL. */
  static Properties login(Map<String, String> environment) {
    Properties login = new Properties();
    for (String property : environment.getOrDefault(PROPERTIES, "").split(";", -1)) {
      int at = property.indexOf('=');
      if (at > 0) {
        login.setProperty(property.substring(0, at).strip(), property.substring(at + 1));
      }
    }
    Map<String, String> names = new TreeMap<>(Map.of("user", USER, "password", PASSWORD));
    names.forEach(
        (name, variable) -> {
          if (environment.containsKey(variable)) {
            login.setProperty(name, environment.get(variable));
          }
        });
    return login;
  }

  /** As drivers take it. */
  String url() {
    return url;
  }

  @Override
  public String toString() {
    return url;
  }
}
