package parley.mappings.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** An answer names the referral that was asked about, and no other of the message. */
class OriginReaderTest {

  private static final String OTHER =
      """
      {"fullUrl":"urn:uuid:44444444-4444-4444-8444-444444444444","resource":
        {"resourceType":"ServiceRequest","identifier":[{"system":"urn:a","value":"OTHER"}]}}""";
  private static final String REFERRAL =
      """
      {"fullUrl":"urn:uuid:33333333-3333-4333-8333-333333333333","resource":
        {"resourceType":"ServiceRequest","identifier":[
          {"value":"LOOSE"},{"system":"urn:b","value":"R-1"},{"system":"urn:c","value":"R-2"}]}}""";

  private static String message(String focus, String... entries) {
    return """
        {"resourceType":"Bundle","type":"message","entry":[
          {"resource":{"resourceType":"MessageHeader","id":"h1","focus":[%s]}},%s]}"""
        .formatted(focus, String.join(",", entries));
  }

  private static String read(String message, String place) {
    return OriginReader.read(message.getBytes(StandardCharsets.UTF_8)).getOrDefault(place, "");
  }

  @Test
  void theFocusIsTheReferralWhateverStandsBeforeIt() {
    var focus =
        "{\"reference\":\"Patient/p\"},"
            + "{\"reference\":\"urn:uuid:33333333-3333-4333-8333-333333333333\"}";
    var message = message(focus, OTHER, REFERRAL);
    assertThat(read(message, "ServiceRequest.identifier.value")).isEqualTo("R-1");
    assertThat(read(message, "ServiceRequest.identifier.system")).isEqualTo("urn:b");
    assertThat(read(message, "MessageHeader.focus"))
        .isEqualTo("urn:uuid:33333333-3333-4333-8333-333333333333");
  }

  @Test
  void withoutAFocusThatIsThereTheFirstReferralCounts() {
    var message = message("{\"reference\":\"ServiceRequest/elsewhere\"}", REFERRAL, OTHER);
    assertThat(read(message, "ServiceRequest.identifier.value")).isEqualTo("R-1");
    assertThat(read(message, "MessageHeader.focus")).isEqualTo("ServiceRequest/elsewhere");
  }

  @Test
  void whatHasNoSystemIsBetterThanNothing() {
    var loose =
        """
        {"resource":{"resourceType":"ServiceRequest","identifier":[{"value":"LOOSE"}]}}""";
    var message = message("{\"reference\":\"ServiceRequest/x\"}", loose);
    assertThat(read(message, "ServiceRequest.identifier.value")).isEqualTo("LOOSE");
    assertThat(read(message, "ServiceRequest.identifier.system")).isEmpty();
  }
}
