package io.gan4j.tabular.options;

/** What is between two fields of a CSV file. */
public enum Separator {
  /** , */
  COMMA(','),
  /** ; */
  SEMICOLON(';'),
  /** A tabulator. */
  TAB('\t'),
  /** | */
  PIPE('|');

  private final char character;

  Separator(char character) {
    this.character = character;
  }

  /** The character itself. */
  public char character() {
    return character;
  }
}
