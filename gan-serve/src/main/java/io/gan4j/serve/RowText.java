package io.gan4j.serve;

import io.gan4j.core.serve.RowColumn;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Rows of a table as text: CSV with the names in the first line, or an object per line. */
enum RowText {
  /** RFC 4180 with lines that end in LF; NULL is nothing, and an empty text is "". */
  CSV("text/csv") {
    @Override
    String head(List<RowColumn> columns) {
      StringBuilder line = new StringBuilder();
      for (RowColumn column : columns) {
        line.append(line.isEmpty() ? "" : ",").append(quoted(column.name()));
      }
      return line.append('\n').toString();
    }

    @Override
    void append(List<RowColumn> columns, @Nullable Object[] row, StringBuilder to) {
      for (int i = 0; i < row.length; i++) {
        if (i > 0) {
          to.append(',');
        }
        Object value = row[i];
        if (value instanceof BigDecimal decimal) {
          to.append(decimal.toPlainString());
        } else if (value != null) {
          to.append(value instanceof String text ? quoted(text) : value.toString());
        }
      }
      to.append('\n');
    }
  },
  /** JSON Lines. */
  JSONL("application/x-ndjson") {
    @Override
    String head(List<RowColumn> columns) {
      return "";
    }

    @Override
    void append(List<RowColumn> columns, @Nullable Object[] row, StringBuilder to) {
      ObjectNode object = JSON.createObjectNode();
      for (int i = 0; i < row.length; i++) {
        String name = columns.get(i).name();
        Object value = row[i];
        if (value == null) {
          object.putNull(name);
        } else if (value instanceof Long number) {
          object.put(name, number);
        } else if (value instanceof Double number) {
          object.put(name, number);
        } else if (value instanceof BigDecimal number) {
          object.put(name, number);
        } else if (value instanceof Boolean truth) {
          object.put(name, truth);
        } else {
          object.put(name, value.toString());
        }
      }
      to.append(JSON.writeValueAsString(object)).append('\n');
    }
  };

  private static final JsonMapper JSON = JsonMapper.shared();

  private final String type;

  RowText(String type) {
    this.type = type;
  }

  /** The type of the content. */
  String type() {
    return type;
  }

  abstract String head(List<RowColumn> columns);

  abstract void append(List<RowColumn> columns, @Nullable Object[] row, StringBuilder to);

  private static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r')
            && text.strip().length() == text.length();
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
