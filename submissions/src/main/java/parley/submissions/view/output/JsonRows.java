package parley.submissions.view.output;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import parley.submissions.view.Cell;
import parley.submissions.view.Column;
import parley.submissions.view.RowSink;
import parley.submissions.view.ViewJson;

/**
 * Writes rows as JSON objects in UTF-8, every column in each, absent values as {@code null}.
 * Written through a buffer of its own; the stream is flushed at the end and left open.
 */
public final class JsonRows implements RowSink {

  private final JsonGenerator json;
  private final boolean array;
  private List<Column> columns = List.of();

  private JsonRows(OutputStream out, boolean array) {
    this.array = array;
    try {
      this.json = ViewJson.factory().createGenerator(out);
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** One array of objects ({@code application/json}). */
  public static JsonRows array(OutputStream out) {
    return new JsonRows(out, true);
  }

  /** One object on each line ({@code application/x-ndjson}). */
  public static JsonRows lines(OutputStream out) {
    return new JsonRows(out, false);
  }

  @Override
  public void start(List<Column> ofView) {
    columns = ofView;
    if (array) {
      write(json::writeStartArray);
    }
  }

  @Override
  public void row(List<Cell> cells) {
    write(
        () -> {
          json.writeStartObject();
          for (var i = 0; i < cells.size(); i++) {
            json.writeFieldName(columns.get(i).name());
            cell(json, cells.get(i));
          }
          json.writeEndObject();
          if (!array) {
            json.writeRaw('\n');
          }
        });
  }

  @Override
  public void end() {
    write(
        () -> {
          if (array) {
            json.writeEndArray();
          }
          json.flush();
        });
  }

  /** Writes one cell as a JSON value. */
  public static void cell(JsonGenerator json, Cell cell) throws IOException {
    if (cell instanceof Cell.Text text) {
      json.writeString(text.value());
    } else if (cell instanceof Cell.Truth truth) {
      json.writeBoolean(truth.value());
    } else if (cell instanceof Cell.Whole whole) {
      json.writeNumber(whole.value());
    } else if (cell instanceof Cell.Exact exact) {
      json.writeNumber(exact.value());
    } else if (cell instanceof Cell.Structure structure) {
      json.writeTree(structure.json());
    } else if (cell instanceof Cell.Many many) {
      json.writeStartArray();
      for (var value : many.values()) {
        cell(json, value);
      }
      json.writeEndArray();
    } else {
      json.writeNull();
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
