package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.camelroutes.SplitFile.Item;
import parley.mappings.ProblemCode;

/** What a file says of itself against what it holds; {@code /} stands for a line end. */
class BatchFileTest {

  private static final String M = "MSH|^~\\&|A|B|C|D|||ADT^A28|%s|P|2.4/PID|1/";
  private static final int LARGEST = 200;

  private BatchFile file;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "right counts; FHS|^~\\&|A/BHS|^~\\&|A/#1#2BTS|2/FTS|1/; -",
        "two batches; FHS|^~\\&|A/BHS|^~\\&/#1BTS|1/BHS|^~\\&/#2#3BTS|2/FTS|2/; -",
        "no counts; FHS|^~\\&|A/BHS/#1BTS/FTS/; -",
        "counts of nothing; FHS|^~\\&|A/BHS/BTS|0/FTS|1/; -",
        "no batch segments; #1#2; -",
        "file header alone; FHS|^~\\&|A/#1#2FTS|2/; -",
        "one too few; BHS|^~\\&|A/#1BTS|2/; CONTRADICTION ERROR BTS-1",
        "one too many; BHS|^~\\&|A/#1#2BTS|1/; CONTRADICTION ERROR BTS-1",
        "second batch; BHS|^~\\&/#1BTS|1/BHS|^~\\&/#2BTS|9/; CONTRADICTION ERROR BTS[2]-1",
        "batches; FHS|^~\\&/BHS/#1BTS|1/FTS|2/; CONTRADICTION ERROR FTS-1",
        "no number; BHS|^~\\&|A/#1BTS|two/; INVALID_VALUE WARNING BTS-1",
        "batch not ended; BHS|^~\\&|A/#1BHS|^~\\&|A/#2BTS|1/; MISSING_SEGMENT ERROR BTS",
        "file not ended; FHS|^~\\&|A/BHS|^~\\&|A/#1BTS|1/; MISSING_SEGMENT ERROR FTS"
      })
  void tellsWhatIsWrong(String name, String text, String expected) throws IOException {
    var items = read(text);
    assertThat(items).as(name).allMatch(Item.Taken.class::isInstance);
    assertThat(problems()).as(name).isEqualTo(expected);
    assertThat(file.sound()).isEqualTo(!expected.contains("ERROR"));
  }

  @ParameterizedTest
  @CsvSource({"8", "20", "33", "40"})
  void theMessageThatAFileBreaksOffInIsNotTaken(int cut) throws IOException {
    var whole = "FHS|^~\\&|A/BHS|^~\\&|A/#1#2BTS|2/FTS|1/";
    var second = text(whole).indexOf("MSH", 40);
    var items = readBytes(text(whole).substring(0, second + cut));
    assertThat(items).hasSize(2);
    assertThat(items.get(0)).isInstanceOf(Item.Taken.class);
    assertThat(((Item.Refused) items.get(1)).problem().code()).isEqualTo(ProblemCode.UNPARSABLE);
    assertThat(problems()).isEqualTo("MISSING_SEGMENT ERROR BTS");
    assertThat(file.sound()).isFalse();
  }

  @Test
  void aFileIsAnsweredUnderItsOwnHeader() throws IOException {
    read("FHS|^~\\&|GPSYS|Y99961|PARLEY|TT|20261122||day.hl7||F-17/BHS|^~\\&|X/#1BTS|7/FTS|1/");
    var answer = Texts.text(file.closing());
    assertThat(answer).startsWith("MSH|^~\\&|PARLEY|TT|GPSYS|Y99961|").contains("\rMSA|AE|F-17|");
    assertThat(answer).contains("BTS^1").contains("there are 1");
  }

  @Test
  void aWarningAloneIsAnsweredAA() throws IOException {
    read("BHS|^~\\&|GPSYS/#1BTS|two/");
    assertThat(Texts.verdicts(file.closing())).isEqualTo("AA|");
  }

  @Test
  void aMessageOverTheLimitIsRefusedAndTheRestGoesOn() throws IOException {
    var large = M.formatted("2") + "NTE|1||" + "x".repeat(LARGEST) + '/';
    var items = read("BHS|^~\\&|A/#1" + large + "#3BTS|3/");
    assertThat(items).hasSize(3);
    var refused = (Item.Refused) items.get(1);
    assertThat(refused.problem().code()).isEqualTo(ProblemCode.TOO_LARGE);
    assertThat(Texts.verdicts(file.refusal(refused))).isEqualTo("AR|2");
    assertThat(items.get(2)).isInstanceOf(Item.Taken.class);
    assertThat(problems()).isEqualTo("-");
  }

  @Test
  void blanksBehindAMessageDoNotMakeItTooLarge() throws IOException {
    var items = read("#1" + "/".repeat(3 * LARGEST) + "#2");
    assertThat(items).hasSize(2).allMatch(Item.Taken.class::isInstance);
  }

  private List<Item> read(String text) throws IOException {
    return readBytes(text(text));
  }

  private static String text(String text) {
    var whole = text;
    for (var number : List.of("1", "2", "3")) {
      whole = whole.replace("#" + number, M.formatted(number));
    }
    return whole.replace('/', '\r');
  }

  private List<Item> readBytes(String text) throws IOException {
    // A few bytes at a time, so that every boundary is met at every place of a read.
    InputStream slow =
        new ByteArrayInputStream(Texts.bytes(text)) {
          @Override
          public int read(byte[] target, int from, int length) {
            return super.read(target, from, Math.min(length, 3));
          }
        };
    file = new BatchFile(slow, LARGEST, new Acknowledgements(Clock.systemUTC()));
    var items = new ArrayList<Item>();
    for (var item = file.next(); item.isPresent(); item = file.next()) {
      items.add(item.get());
    }
    return items;
  }

  /** Of the answer about the file: code, severity and place of each ERR. */
  private String problems() {
    var found = new ArrayList<String>();
    for (var segment : Texts.text(file.closing()).split("\r")) {
      if (segment.startsWith("ERR")) {
        var fields = segment.split("\\|", -1);
        var place = fields[2].split("\\^");
        var location =
            (place[0] + (place.length > 1 && !place[1].equals("1") ? '[' + place[1] + ']' : ""))
                + (place.length > 2 ? '-' + place[2] : "");
        var severity = fields[4].equals("E") ? "ERROR" : "WARNING";
        found.add(fields[5].split("\\^")[0] + ' ' + severity + ' ' + location);
      }
    }
    return found.isEmpty() ? "-" : String.join(", ", found);
  }
}
