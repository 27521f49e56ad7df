package io.gan4j.api.spec;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Guesses what a misspelt word was meant to be, so that a refusal can say so. */
public final class Suggestions {
  private static final Pattern SEPARATORS = Pattern.compile("[-_ ]");
  private static final Pattern NOT_INITIAL = Pattern.compile("[a-z0-9]*(-[a-z])?");
  private static final int MOST = 3;

  /** Longer than any name; what is longer is no slip of the finger. */
  private static final int LONGEST = 60;

  private Suggestions() {}

  /** {@code ; did you mean 'a'? Accepted: a, b}, or only what is accepted if no word is near. */
  public static String ending(Collection<String> suggested, Collection<String> accepted) {
    String list = String.join(", ", accepted);
    return suggested.isEmpty()
        ? "; accepted: " + list
        : "; did you mean '" + String.join("' or '", suggested) + "'? Accepted: " + list;
  }

  /** The accepted words nearest to what was found; none if all are far. */
  public static List<String> near(String found, Collection<String> accepted) {
    String word = found.length() > LONGEST ? "" : plain(found);
    if (word.isEmpty()) {
      return List.of();
    }
    // One slip in three letters; what is further off is another word.
    int nearest = Math.max(1, word.length() / 3);
    int best = nearest + 1;
    for (String candidate : accepted) {
      String plain = plain(candidate);
      // So many letters are put in at least: no need to count further.
      if (Math.abs(plain.length() - word.length()) < best) {
        best = Math.min(best, distance(word, plain));
      }
    }
    int limit = best;
    List<String> near =
        limit > nearest
            ? List.of()
            : accepted.stream().filter(c -> distance(word, plain(c)) == limit).toList();
    if (near.isEmpty()) {
      near =
          accepted.stream()
              .filter(c -> initials(c).equals(word) || startsWith(plain(c), word))
              .toList();
    }
    return near.size() > MOST ? List.of() : near;
  }

  private static boolean startsWith(String candidate, String word) {
    return word.length() >= 3 && candidate.startsWith(word);
  }

  /** {@code lr} for {@code learningRate}. */
  private static String initials(String name) {
    return plain(name.charAt(0) + NOT_INITIAL.matcher(name).replaceAll("$1"));
  }

  /** Case, hyphens and underscores are what people mix up most; they count as no slip at all. */
  private static String plain(String word) {
    return SEPARATORS.matcher(word.toLowerCase(Locale.ROOT)).replaceAll("");
  }

  /** Letters put in, left out, replaced, or swapped with the next one. */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
