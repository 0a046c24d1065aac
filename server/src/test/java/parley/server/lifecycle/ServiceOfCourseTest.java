package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import parley.server.settings.InvalidSettings;
import parley.server.settings.ServiceSettings;
import parley.terminology.Systems;

class ServiceOfCourseTest {

  private static final String COMMISSIONER = Systems.structureDefinition("commissioner");

  private final ServiceOfCourse service = new ServiceOfCourse(new ServiceSettings("RZ9", "QWO"));

  @Test
  void aCourseThatNamesNobodyIsTheServices() {
    var course = new EpisodeOfCare();
    service.creating(course);
    assertThat(course.getManagingOrganization().getIdentifier().getSystem())
        .isEqualTo(Systems.ODS_ORGANISATION);
    assertThat(course.getManagingOrganization().getIdentifier().getValue()).isEqualTo("RZ9");
    var commissioner = (Reference) course.getExtensionByUrl(COMMISSIONER).getValue();
    assertThat(commissioner.getIdentifier().getSystem()).isEqualTo(Systems.ODS_ORGANISATION);
    assertThat(commissioner.getIdentifier().getValue()).isEqualTo("QWO");
    service.updating(new EpisodeOfCare(), course);
    assertThat(course.getExtension()).hasSize(1);
  }

  @Test
  void whatACourseSaysIsLeftAlone() {
    var course = new EpisodeOfCare();
    course.setManagingOrganization(new Reference("Organization/other"));
    course.addExtension(COMMISSIONER, new Reference("Organization/theirs"));
    var before = course.copy();
    service.creating(course);
    assertThat(course.equalsDeep(before)).isTrue();
  }

  @Test
  void noOtherRecordAndNoCourseInErrorIsChanged() {
    var patient = new Patient();
    service.creating(patient);
    assertThat(patient.isEmpty()).isTrue();
    var wrong = new EpisodeOfCare();
    wrong.setStatus(EpisodeOfCareStatus.ENTEREDINERROR);
    service.creating(wrong);
    assertThat(wrong.hasManagingOrganization()).isFalse();
  }

  @Test
  void withoutSettingsNothingIsMadeUp() {
    var course = new EpisodeOfCare();
    new ServiceOfCourse(new ServiceSettings("", "")).creating(course);
    assertThat(course.isEmpty()).isTrue();
  }

  @Test
  void aCodeThatIsNoneIsRefusedAtTheStart() {
    assertThatThrownBy(() -> new ServiceSettings("my service", ""))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("parley.service.provider");
  }
}
