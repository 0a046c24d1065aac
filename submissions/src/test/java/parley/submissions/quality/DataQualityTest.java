package parley.submissions.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import parley.submissions.rule.QualityFiles;
import parley.submissions.rule.Submission;

class DataQualityTest {

  private static final DataQuality NOW = quality(QualityFiles.contacts());

  @Test
  void countsWhatIsThereAndWhatIsRight() {
    assertThat(NOW.fields()).hasSize(140);
    assertThat(field("IDS201", "CareContactId"))
        .isEqualTo(new FieldQuality("IDS201", "CareContactId", true, 3, 3, 3));
    assertThat(field("IDS201", "AppType"))
        .isEqualTo(new FieldQuality("IDS201", "AppType", true, 3, 2, 2));
    assertThat(field("IDS201", "ConsMechanism"))
        .isEqualTo(new FieldQuality("IDS201", "ConsMechanism", false, 3, 2, 1));
    assertThat(field("IDS201", "ConsMechanism").completeness().orElseThrow())
        .isCloseTo(2.0 / 3, within(1e-9));
    assertThat(field("IDS201", "ConsMechanism").validity().orElseThrow()).isEqualTo(0.5);
    assertThat(field("IDS201", "Cancellation").validity()).isEmpty();
    assertThat(field("IDS601", "PrevDiag").completeness()).isEmpty();
  }

  @Test
  void saysWhatChanged() {
    var changes = NOW.since(quality(QualityFiles.golden()));
    assertThat(changes).hasSize(140);
    var mechanism =
        changes.stream()
            .filter(change -> change.now().field().equals("ConsMechanism"))
            .findFirst()
            .orElseThrow();
    assertThat(mechanism.completeness()).isCloseTo(-1.0 / 3, within(1e-9));
    assertThat(mechanism.validity()).isEqualTo(-0.5);
    assertThat(changes.stream().filter(change -> change.now().table().equals("IDS101")))
        .isNotEmpty()
        .allMatch(change -> change.completeness() == 0 && change.validity() == 0);
  }

  private static FieldQuality field(String table, String field) {
    return NOW.field(table, field).orElseThrow();
  }

  private static DataQuality quality(Submission submission) {
    return DataQuality.of(submission, QualityFiles.report(submission));
  }
}
