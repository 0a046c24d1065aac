package parley.mappings.hl7v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.ProblemCode;

class Hl7ParserTest {

  private static final String MSH = "MSH|^~\\&|A|B|C|D|20261102||REF^I12|1|P|2.4\r";

  private final Hl7Parser parser = new Hl7Parser();

  @Test
  void keepsTheOrderOfSegmentsWithZSegmentsAnywhere() {
    var message =
        read(MSH + "ZAA|1\rOBR|1\rOBX|1||a||x\rNTE|1||n\rZBX\rOBR|2\rOBX|1||b||y\rZZZ|a^b~c\r");

    assertThat(message.segments().stream().map(Segment::name))
        .containsExactly("MSH", "ZAA", "OBR", "OBX", "NTE", "ZBX", "OBR", "OBX", "ZZZ");
    assertThat(message.all("OBX").get(1).location(5)).isEqualTo("OBX[2]-5");
    assertThat(message.all("OBX").get(1).field(5).value()).isEqualTo("y");
  }

  @Test
  void readsFieldsRepetitionsComponentsAndSubcomponents() {
    var pid = read(MSH + "PID|1||1^^^NHS&2.16&ISO~2^^^RXX\r").first("PID").orElseThrow();

    assertThat(pid.field(3).repetitions()).hasSize(2);
    assertThat(pid.field(3).repetitions().get(0).subcomponent(4, 2)).isEqualTo("2.16");
    assertThat(pid.field(3).repetitions().get(1).component(4)).isEqualTo("RXX");
    assertThat(pid.field(30).isEmpty()).isTrue();
  }

  @Test
  void tellsNullFromEmpty() {
    var pid = read(MSH + "PID|1||\"\"|||x^\"\"\r").first("PID").orElseThrow();

    assertThat(pid.field(3).isNull()).isTrue();
    assertThat(pid.field(3).value()).isEmpty();
    assertThat(pid.field(4).isNull()).isFalse();
    assertThat(pid.field(4).isEmpty()).isTrue();
    assertThat(pid.field(6).isNull()).isFalse();
    assertThat(pid.field(6).component(2)).isEmpty();
  }

  @Test
  void resolvesEscapesOnce() {
    var text = "a\\T\\b \\E\\T\\E\\ \\H\\bold\\N\\ x\\.br\\y \\Zq\\ lone\\";
    var nte = read(MSH + "NTE|1||" + text + "\r").first("NTE").orElseThrow();

    assertThat(nte.field(3).value()).isEqualTo("a&b \\T\\ bold x\ny \\Zq\\ lone\\");
  }

  @Test
  void readsMshWithItsSeparators() {
    var msh = read(MSH).first("MSH").orElseThrow();

    assertThat(msh.field(1).value()).isEqualTo("|");
    assertThat(msh.field(9).component(2)).isEqualTo("I12");
    assertThat(msh.field(12).value()).isEqualTo("2.4");
  }

  @Test
  void readsOtherSeparators() {
    var message = read("MSH$*@!%$A$B$C$D$2026$$REF*I12$1$P$2.4\rPID$1$$1***NHS@2***RXX\r");

    assertThat(message.first("PID").orElseThrow().field(3).repetitions().get(1).component(4))
        .isEqualTo("RXX");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\r", "\n", "\r\n", "\r\r", "\n\n"})
  void endsSegmentsWithCarriageReturnOrLineFeed(String end) {
    var message = read((MSH + "PID|1\rPV1|1\r").replace("\r", end));

    assertThat(message.segments().stream().map(Segment::name)).containsExactly("MSH", "PID", "PV1");
  }

  @Test
  void keepsALineFeedInsideAFieldAsText() {
    var nte = read(MSH + "NTE|1||one\ntwo\rPID|1\r").first("NTE").orElseThrow();

    assertThat(nte.field(3).value()).isEqualTo("one\ntwo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rest of a note", "PI|1", "pid|1", "PIDX|1", "PID^1"})
  void refusesALineThatIsNoSegment(String line) {
    var parsed = parse(MSH + line + "\r");

    assertThat(parsed).isInstanceOf(Hl7Parser.Parsed.Unreadable.class);
    var problem = ((Hl7Parser.Parsed.Unreadable) parsed).problems().get(0);
    assertThat(problem.code()).isEqualTo(ProblemCode.UNPARSABLE);
    assertThat(problem.rule()).contains("line 2");
  }

  @Test
  void takesAnObservationWithoutType() {
    var obx = read(MSH + "OBX|1||a||x\rOBX|2|QQ|b||y\r").all("OBX");

    assertThat(obx.get(0).field(5).value()).isEqualTo("x");
    assertThat(obx.get(1).field(5).value()).isEqualTo("y");
  }

  @Test
  void passesOverSegmentsThatAreNotAskedFor() {
    var text = MSH + "PID|1\rOBX|1\r";
    var parsed = parser.parse(envelope(text), text, Set.of("PID"));

    assertThat(((Hl7Parser.Parsed.Read) parsed).message().segments()).hasSize(1);
  }

  private Hl7Message read(String text) {
    return ((Hl7Parser.Parsed.Read) parse(text)).message();
  }

  private Hl7Parser.Parsed parse(String text) {
    return parser.parse(envelope(text), text);
  }

  private static Envelope envelope(String text) {
    return Envelope.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
  }
}
