package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.server.synth.NhsNumbers;

final class DemoDayTest {

  private static final Instant START = Instant.parse("2026-11-23T07:55:00Z");
  private static final Pattern TEST_NUMBER = Pattern.compile("\\b999\\d{7}\\b");

  private static final List<DemoMessage> DAY = DemoDay.script(7, START);

  private final List<DemoMessage> day = DAY;

  @Test
  void theSameSeedAndStartGiveTheSameBytes() {
    var again = DemoDay.script(7, START);
    assertThat(again).hasSameSizeAs(day);
    for (var i = 0; i < day.size(); i++) {
      assertThat(again.get(i).bytes()).isEqualTo(day.get(i).bytes());
      assertThat(again.get(i).name()).isEqualTo(day.get(i).name());
    }
  }

  @Test
  void aLaterRunHasOtherControlIdsAndTheSamePeople() {
    var later = DemoDay.script(7, START.plusSeconds(1));
    assertThat(names(later)).doesNotContainAnyElementsOf(names(day));
    assertThat(nhsNumbers(later)).isEqualTo(nhsNumbers(day));
  }

  @Test
  void atLeastThreeHundredMessagesFromFourSendersOverThreeTransports() {
    assertThat(day).hasSizeGreaterThanOrEqualTo(300);
    assertThat(day.stream().collect(Collectors.groupingBy(DemoMessage::sender)).keySet())
        .containsExactlyInAnyOrder("gp-riverside", "gp-hilltop", "diabetes-clinic", "trust-pas");
    assertThat(day.stream().map(DemoMessage::transport).distinct())
        .containsExactlyInAnyOrder(DemoMessage.Transport.values());
  }

  @Test
  void betweenTwoAndFourInAHundredAreBad() {
    var bad = day.stream().filter(message -> message.expected() != Outcome.AA).count();
    assertThat(100.0 * bad / day.size()).isBetween(2.0, 4.0);
  }

  @Test
  void everyMessageTypeIsThere() {
    var applied =
        day.stream()
            .filter(message -> message.expected() == Outcome.AA)
            .map(DemoMessage::type)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(applied)
        .containsExactly(
            "ADT^A01", "ADT^A03", "ADT^A04", "ADT^A05", "ADT^A08", "ADT^A28", "ADT^A31", "ADT^A40",
            "ORU^R01", "REF^I12", "REF^I13", "REF^I14");
  }

  @Test
  void theTypeIsTheOneTheMessageSays() {
    day.stream()
        .filter(message -> !message.type().equals("not HL7 v2"))
        .forEach(
            message -> assertThat(field(message, 9)).as(message.name()).startsWith(message.type()));
  }

  @Test
  void everyNhsNumberIsOfTheTestRangeAndOnlyOneFailsItsCheckOnPurpose() {
    assertThat(nhsNumbers(day)).hasSizeGreaterThan(200);
    assertThat(nhsNumbers(day).stream().filter(number -> !NhsNumbers.valid(number))).hasSize(1);
  }

  @Test
  void controlIdsAreUniqueButForResendsAndTheReusedOne() {
    var seen = new HashMap<String, byte[]>();
    var reused = 0;
    for (var message : day) {
      if (message.type().equals("not HL7 v2") || field(message, 10).isEmpty()) {
        continue;
      }
      assertThat(field(message, 10)).hasSizeLessThanOrEqualTo(20);
      var before = seen.putIfAbsent(field(message, 10), message.bytes());
      if (before != null && message.resendOf().isEmpty()) {
        reused++;
        assertThat(message.expected()).isEqualTo(Outcome.AR);
      } else if (before != null) {
        assertThat(message.bytes()).isEqualTo(before);
      }
    }
    assertThat(reused).isEqualTo(1);
    assertThat(names(day)).doesNotHaveDuplicates();
  }

  @Test
  void aResendComesAfterItsFirstOverTheSameLine() {
    var before = new HashMap<String, DemoMessage>();
    var resends = 0;
    for (var message : day) {
      if (message.resendOf().isPresent()) {
        resends++;
        var first = before.get(message.resendOf().get());
        assertThat(first).isNotNull();
        assertThat(first.sender()).isEqualTo(message.sender());
        assertThat(message.bytes()).isEqualTo(first.bytes());
      }
      before.put(message.name(), message);
    }
    assertThat(resends).isEqualTo(8);
  }

  @Test
  void aChangeOrWithdrawalComesAfterItsReferral() {
    var referred = new HashSet<String>();
    for (var message : day) {
      if (message.type().startsWith("REF") && message.expected() == Outcome.AA) {
        var id = referralId(message);
        if (message.type().equals("REF^I12")) {
          referred.add(id);
        } else {
          assertThat(referred).contains(id);
        }
      }
    }
  }

  @Test
  void theDayIsFromEightToSixAndInOrder() {
    assertThat(day)
        .isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()))
        .allMatch(message -> !message.at().isBefore(LocalTime.of(8, 0)))
        .allMatch(message -> message.at().isBefore(LocalTime.of(18, 0)));
  }

  @Test
  void someoneIsKnownToMoreThanOneSender() {
    Map<String, Set<String>> senders = new HashMap<>();
    day.forEach(
        message ->
            senders
                .computeIfAbsent(message.patient(), key -> new HashSet<>())
                .add(message.sender()));
    assertThat(senders.values().stream().filter(known -> known.size() > 1).count())
        .isGreaterThan(20);
  }

  private static List<String> names(Collection<DemoMessage> messages) {
    return messages.stream().map(DemoMessage::name).toList();
  }

  private static Set<String> nhsNumbers(Collection<DemoMessage> messages) {
    return messages.stream()
        .flatMap(message -> TEST_NUMBER.matcher(text(message)).results())
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }

  private static String referralId(DemoMessage message) {
    var rf1 =
        text(message).lines().filter(line -> line.startsWith("RF1")).findFirst().orElseThrow();
    return rf1.split("\\|", -1)[6].replaceAll("^\\^\\^|\\^.*$", "");
  }

  private static String field(DemoMessage message, int number) {
    return text(message).split("\r", 2)[0].split("\\|", -1)[number - 1];
  }

  private static String text(DemoMessage message) {
    return new String(message.bytes(), StandardCharsets.ISO_8859_1);
  }
}
