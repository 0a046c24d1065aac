package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

/** What messages have left on the shared gateway. */
final class StoredRecord {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  long journalId(String controlId) {
    return count(
        "select id from message_journal where control_id = '" + controlId + "' order by id");
  }

  long count(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getLong(1)).get(0);
  }

  int patients(String identifier) {
    return total("/fhir/Patient?_summary=count&identifier=" + identifier);
  }

  int referrals(String identifier) {
    return total("/fhir/ServiceRequest?_summary=count&identifier=" + identifier);
  }

  int total(String path) {
    var body = http.get(path).body();
    var matcher = Pattern.compile("\"total\":(\\d+)").matcher(body);
    assertThat(matcher.find()).as(body).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  String patientId(String identifier) {
    return http.get("/fhir/Patient?identifier=" + identifier)
        .body()
        .replaceAll("(?s).*?/fhir/Patient/([0-9a-f-]{36}).*", "$1");
  }
}
