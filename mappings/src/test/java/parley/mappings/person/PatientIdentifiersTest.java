package parley.mappings.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Envelope;
import parley.mappings.hl7v2.Hl7Parser;
import parley.mappings.hl7v2.Segment;
import parley.terminology.Systems;

class PatientIdentifiersTest {

  private static final Sender SENDER = Sender.withDefaults("clinic");
  private static final Person.Key NHS = new Person.Key(Systems.NHS_NUMBER, "9990000018");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9990000018^^^NHS",
        "9990000018^^^NHS^NH",
        "9990000018^^^NHS^NH{status:01}",
        "9990000018^^^^NHS",
        "9990000018^^^NHSNBR^NHSNMBR",
        " 999 000 0018^^^NHS^NH"
      })
  void everyEncodingIsOneNhsNumber(String cx) {
    var found = read(cx);

    assertThat(found.keys()).containsExactly(NHS);
    assertThat(found.problems()).isEmpty();
    assertThat(found.identifiers().get(0).getSystem()).isEqualTo(Systems.NHS_NUMBER);
  }

  @Test
  void theStatusInsideTheTypeIsTheNumbers() {
    assertThat(read("9990000018^^^NHS^NH{status:02}").status()).contains("02");
    assertThat(read("9990000018^^^NHS^NH").status()).isEmpty();
  }

  @Test
  void theNhsNumberComesFirst() {
    assertThat(read("440021^^^RXX^MR~9990000018^^^NHS^NH").keys())
        .containsExactly(NHS, key("local/RXX", "440021"));
  }

  @Test
  void theSendersAuthoritiesGoBeforeAnyRule() {
    var sender =
        new Sender(
            "clinic",
            List.of(),
            StandardCharsets.UTF_8,
            Map.of("DIAB", "https://diabetes.example/id"),
            Map.of(),
            Map.of());

    assertThat(PatientIdentifiers.read(sender, segment("PID|||D-7^^^DIAB"), 3).keys())
        .containsExactly(new Person.Key("https://diabetes.example/id", "D-7"));
  }

  @Test
  void withoutAuthorityANumberIsTheSendersAlone() {
    assertThat(read("77").keys()).containsExactly(key("sender/clinic/local", "77"));
    assertThat(read("77^^^my hospital").keys())
        .containsExactly(key("sender/clinic/local/my%20hospital", "77"));
  }

  @Test
  void aNumberThatFailsTheCheckIsNoKeyBesideAnother() {
    var found = read("9990000019^^^NHS^NH~440022^^^RXX");

    assertThat(found.keys()).containsExactly(key("local/RXX", "440022"));
    assertThat(found.identifiers()).hasSize(2);
    assertThat(found.identifiers().get(1).getSystem()).isNotEqualTo(Systems.NHS_NUMBER);
    assertThat(found.problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NHS_NUMBER_CHECK);
    assertThat(found.problems()).noneMatch(Problem::stops);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9990000019^^^NHS^NH",
        "UNKNOWN^^^NHS",
        "0000000000^^^NHS",
        "2222222222^^^NHS^NH{status:03}"
      })
  void aNumberThatFailsTheCheckIsNoKeyAtAll(String cx) {
    var alone = read(cx);
    var beside = read(cx + "~440022^^^RXX");

    assertThat(alone.keys()).isEmpty();
    assertThat(beside.keys()).containsExactly(key("local/RXX", "440022"));
    assertThat(beside.identifiers())
        .extracting(one -> one.getSystem())
        .containsExactly(
            Systems.identifier("local/RXX"),
            Systems.identifier("sender/clinic/unverified-nhs-number"));
    assertThat(List.of(alone, beside))
        .allSatisfy(
            found ->
                assertThat(found.problems())
                    .extracting(Problem::code)
                    .containsExactly(ProblemCode.NHS_NUMBER_CHECK));
  }

  @Test
  void twoNhsNumbersAreTwoPeople() {
    assertThat(read("9990000018^^^NHS~9990000026^^^NHS").problems())
        .anyMatch(problem -> problem.stops() && problem.code() == ProblemCode.IDENTITY_CONFLICT);
    assertThat(read("9990000018^^^NHS~9990000018^^^NHS^NH").problems()).isEmpty();
  }

  @Test
  void aNumberOfAnotherTypeIsLocalWhoeverAssignedIt() {
    assertThat(read("9990000018^^^NHS^PI").keys())
        .containsExactly(key("sender/clinic/local/NHS", "9990000018"));
  }

  @Test
  void furtherFieldsGiveIdentifiersButNoKeys() {
    var pid = segment("PID||EXT1^^^RXX|9990000018^^^NHS|ALT1^^^RYY");
    var found = PatientIdentifiers.read(SENDER, pid, 3, 2, 4);

    assertThat(found.keys()).containsExactly(NHS);
    assertThat(found.identifiers()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"\"", "^^^NHS"})
  void nothingIsNobody(String cx) {
    assertThat(read(cx).keys()).isEmpty();
  }

  private static Person.Key key(String path, String value) {
    return new Person.Key(Systems.identifier(path), value);
  }

  private static PatientIdentifiers read(String cx) {
    return PatientIdentifiers.read(SENDER, segment("PID|1||" + cx), 3);
  }

  private static Segment segment(String line) {
    var text = "MSH|^~\\&|A|B|C|D|2026||ADT^A28|1|P|2.4\r" + line;
    var envelope = Envelope.read(text.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    var parsed = (Hl7Parser.Parsed.Read) new Hl7Parser().parse(envelope, text);
    return parsed.message().segments().get(1);
  }
}
