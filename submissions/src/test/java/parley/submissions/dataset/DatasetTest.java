package parley.submissions.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import parley.terminology.PackagedTerminology;
import parley.terminology.Terminology;

class DatasetTest {

  private static final Dataset DATASET = Dataset.iapt21();
  private static final Path REFERENCE =
      Path.of("../../shared/reference/iapt-v2.1/tables_fields.csv");

  @Test
  void hasTheTablesAndFieldsOfTheDataSet() {
    assertThat(DATASET.version()).isEqualTo("2.1");
    assertThat(DATASET.tables()).hasSize(21);
    assertThat(DATASET.tables().stream().mapToInt(table -> table.fields().size()).sum())
        .isEqualTo(140);
    assertThat(DATASET.tables().stream().filter(DatasetTable::single))
        .extracting(DatasetTable::number)
        .containsExactly("IDS000");
  }

  @Test
  void everyFieldIsDescribed() {
    var uids = new ArrayList<String>();
    for (var table : DATASET.tables()) {
      for (var field : table.fields()) {
        var place = table.name() + "." + field.name();
        assertThat(field.uid()).as(place).matches("I\\d{6}");
        uids.add(field.uid());
        if (field.minLength().isPresent()) {
          assertThat(field.maxLength().orElse(0))
              .as(place)
              .isGreaterThanOrEqualTo(field.minLength().getAsInt());
        }
      }
    }
    assertThat(uids).doesNotHaveDuplicates();
  }

  @Test
  void everyParentIsThere() {
    var parents = new ArrayList<String>();
    for (var table : DATASET.tables()) {
      for (var field : table.fields()) {
        if (field.key() instanceof FieldKey.Parent parent) {
          var found = DATASET.table(parent.table()).flatMap(known -> known.field(parent.field()));
          assertThat(found).as(table.name() + "." + field.name()).isPresent();
          assertThat(found.orElseThrow().key()).isInstanceOf(FieldKey.Primary.class);
          parents.add(table.number());
        }
      }
    }
    // All but the header, the patient index and the staff, who stand alone.
    assertThat(parents).hasSize(18).doesNotContain("IDS000", "IDS001", "IDS902");
  }

  @Test
  void aFieldSaysItsFormLengthAndCodes() {
    var referral = DATASET.table("IDS101").orElseThrow();
    assertThat(referral.name()).isEqualTo("IDS101Referral");
    assertThat(referral.field("ServiceRequestId").orElseThrow().maxLength())
        .isEqualTo(OptionalInt.of(20));
    assertThat(referral.position("ServiceRequestId")).isZero();
    assertThat(referral.position("NoSuchField")).isEqualTo(-1);
    var onset = referral.field("OnsetDate").orElseThrow().form().map(Pattern::pattern);
    assertThat("2026-03").matches(onset.orElseThrow());
    assertThat("2026/03").doesNotMatch(onset.orElseThrow());
    var source = referral.field("SourceOfReferralIAPT").orElseThrow();
    assertThat(source.valueSet().orElseThrow()).endsWith("ValueSet/nhs-source-of-referral");
    assertThat(source.mandatory()).isFalse();
    assertThat(referral.field("ReferralRequestReceivedDate").orElseThrow().mandatory()).isTrue();
    var time = DATASET.table("IDS201").orElseThrow().field("CareContTime").orElseThrow();
    assertThat(time.type()).isEqualTo(FieldType.TIME);
  }

  @Test
  void everyCodeListIsShipped() {
    Terminology terminology = PackagedTerminology.packaged();
    var bound =
        DATASET.tables().stream()
            .flatMap(table -> table.fields().stream())
            .flatMap(field -> field.valueSet().stream())
            .distinct()
            .toList();
    assertThat(bound).hasSizeGreaterThan(30);
    for (var url : bound) {
      // Asked of a list that is not shipped, it throws.
      assertThat(terminology.validateCode(url, "urn:none", "no-such-code")).as(url).isFalse();
    }
  }

  @Test
  void agreesWithTheReference() throws IOException {
    Assumptions.assumeTrue(
        Files.exists(REFERENCE), "shared/reference/iapt-v2.1 is not beside the repository");
    var expected =
        Files.readAllLines(REFERENCE).stream()
            .skip(1)
            .map(line -> line.split(",", 4))
            .map(cells -> String.join(" ", List.of(cells).subList(0, 3)))
            .toList();
    var shipped =
        DATASET.tables().stream()
            .flatMap(
                table ->
                    table.fields().stream()
                        .map(field -> table.name() + " " + field.name() + " " + field.uid()))
            .collect(Collectors.toList());
    assertThat(shipped).isEqualTo(expected);
  }
}
