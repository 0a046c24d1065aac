package parley.submissions.view.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import parley.submissions.view.Cell;
import parley.submissions.view.Column;
import parley.submissions.view.RowSink;
import parley.submissions.view.ViewJson;

class RowWritersTest {

  private static final List<Column> COLUMNS =
      Stream.of("id", "n", "d", "b", "t", "m", "s")
          .map(name -> new Column(name, "string", false, "CHARACTER VARYING", Optional.empty()))
          .toList();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void csvQuotesWhatRfc4180AsksFor() throws JsonProcessingException {
    write(new CsvRows(out, true));

    assertThat(written())
        .isEqualTo(
            "id,n,d,b,t,m,s\r\n"
                + "a,1,1.50,true,\"Ann \"\"A\"\", Zoë\r\nB\",\"[\"\"x\"\",null,2]\",\"{\"\"value\"\":0.10}\"\r\n"
                + ",,,,\"\",,\r\n"
                + "b,-3,0.00000001,false,\" x\",[],\r\n");
  }

  @Test
  void csvHasNoHeaderWhenNoneIsWanted() {
    var csv = new CsvRows(out, false);
    csv.start(COLUMNS.subList(0, 2));
    csv.row(List.of(new Cell.Text("a"), new Cell.Whole(1)));
    csv.end();

    assertThat(written()).isEqualTo("a,1\r\n");
  }

  @Test
  void linesHoldOneObjectEach() throws JsonProcessingException {
    write(JsonRows.lines(out));

    assertThat(written().lines().toList())
        .containsExactly(
            "{\"id\":\"a\",\"n\":1,\"d\":1.50,\"b\":true,\"t\":\"Ann \\\"A\\\", Zoë\\r\\nB\",\"m\":[\"x\",null,2],\"s\":{\"value\":0.10}}",
            "{\"id\":null,\"n\":null,\"d\":null,\"b\":null,\"t\":\"\",\"m\":null,\"s\":null}",
            "{\"id\":\"b\",\"n\":-3,\"d\":0.00000001,\"b\":false,\"t\":\" x\",\"m\":[],\"s\":null}");
    assertThat(written()).endsWith("}\n");
  }

  @Test
  void anArrayIsJsonAndEmptyWithoutRows() throws JsonProcessingException {
    write(JsonRows.array(out));
    var rows = ViewJson.tree(written());
    out.reset();
    var none = JsonRows.array(out);
    none.start(COLUMNS);
    none.end();

    assertThat(rows).hasSize(3);
    assertThat(rows.get(0).get("d").decimalValue()).isEqualTo(new BigDecimal("1.50"));
    assertThat(written()).isEqualTo("[]");
  }

  @Test
  void aStreamThatBreaksIsAnException() {
    var broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("disk full");
          }
        };
    for (var sink : List.of(new CsvRows(broken, true), JsonRows.array(broken))) {
      sink.start(COLUMNS);

      assertThatThrownBy(sink::end).isInstanceOf(UncheckedIOException.class);
    }
  }

  private static void write(RowSink sink) throws JsonProcessingException {
    sink.start(COLUMNS);
    sink.row(
        List.of(
            new Cell.Text("a"),
            new Cell.Whole(1),
            new Cell.Exact(new BigDecimal("1.50")),
            new Cell.Truth(true),
            new Cell.Text("Ann \"A\", Zoë\r\nB"),
            new Cell.Many(List.of(new Cell.Text("x"), Cell.ABSENT, new Cell.Whole(2))),
            new Cell.Structure(ViewJson.tree("{\"value\":0.10}"))));
    sink.row(
        List.of(
            Cell.ABSENT,
            Cell.ABSENT,
            Cell.ABSENT,
            Cell.ABSENT,
            new Cell.Text(""),
            Cell.ABSENT,
            Cell.ABSENT));
    sink.row(
        List.of(
            new Cell.Text("b"),
            new Cell.Whole(-3),
            new Cell.Exact(new BigDecimal("1E-8")),
            new Cell.Truth(false),
            new Cell.Text(" x"),
            new Cell.Many(List.of()),
            Cell.ABSENT));
    sink.end();
  }

  private String written() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
