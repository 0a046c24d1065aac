package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A CSV file in the inbox of a running gateway: the record, the result file, a correction. */
@Timeout(180)
class CsvFolderTest {

  private static final String HEADER =
      "Reference,NHS Number,Surname,Date of birth,Diagnosis,PHQ-9,Source of referral\r\n";

  private final FhirClient fhir = new FhirClient();
  private final Path inbox = fhir.gateway.data().resolve("inbox");

  @Test
  void rowsBecomeReferralsOnceAndAreCorrected() throws Exception {
    var one = "CSV-" + UUID.randomUUID();
    var two = "CSV-" + UUID.randomUUID();
    var file =
        HEADER
            + (one + ",9990002010,Fenby,15/02/1980,F41.1,14,A1\r\n")
            + (two + ",9990002011,Nobody,15/02/1980,F41.1,14,A1\r\n");
    var result = drop("failed", one + ".csv", file);
    assertThat(result).hasSize(4).first().isEqualTo("row,reference,outcome,field,rule,remedy");
    assertThat(result.get(1)).isEqualTo("2," + one + ",accepted,,,");
    assertThat(result.subList(2, 4))
        .allSatisfy(line -> assertThat(line).startsWith("3," + two + ",refused,NHS Number,"));
    assertThat(fhir.total("/fhir/ServiceRequest?identifier=" + one)).isEqualTo(1);
    assertThat(fhir.total("/fhir/ServiceRequest?identifier=" + two)).isZero();
    assertThat(drop("failed", "again-" + one + ".csv", file)).isEqualTo(result);
    assertThat(fhir.total("/fhir/ServiceRequest?identifier=" + one)).isEqualTo(1);
    assertThat(version(one)).isEqualTo("1");
    var corrected = file.substring(0, file.indexOf(two)).replace("F41.1", "F32.1");
    assertThat(drop("done", "new-" + one + ".csv", corrected)).hasSize(2);
    assertThat(fhir.total("/fhir/ServiceRequest?identifier=" + one)).isEqualTo(1);
    assertThat(version(one)).isEqualTo("2");
  }

  private String version(String reference) {
    var found = fhir.bundle(fhir.http.get("/fhir/ServiceRequest?identifier=" + reference).body());
    return found.getEntryFirstRep().getResource().getMeta().getVersionId();
  }

  private List<String> drop(String folder, String name, String text)
      throws IOException, InterruptedException {
    Files.createDirectories(inbox);
    var part = inbox.resolve(name + ".part");
    Files.write(part, text.getBytes(StandardCharsets.UTF_8));
    Files.move(part, inbox.resolve(name));
    var moved = inbox.resolve(folder).resolve(name);
    var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!Files.exists(moved)) {
      assertThat(System.nanoTime()).as("waiting for " + name).isLessThan(end);
      Thread.sleep(50);
    }
    return Files.readAllLines(moved.resolveSibling(name + ".result.csv"));
  }
}
