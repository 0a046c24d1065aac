package parley.mappings.selfreferral;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whom a number in a form may lead to. */
class StatedIdentityTest {

  @ParameterizedTest
  @CsvSource({
    "Erin, O'Example, 1988-03-04, true",
    "ÉRIN, oexample, 1988-03-04, true",
    "Erin Anne, O'Example, 1988-03-04, true",
    ", O'Example, 1988-03-04, true",
    "Erin, , 1988-03-04, true",
    "Bob, O'Example, 1988-03-04, false",
    "Anne Erin, O'Example, 1988-03-04, false",
    "Erin, Other, 1988-03-04, false",
    "Erin, O'Example, 1988-03-05, false",
    "Erin, O'Example, 1988, false",
    "Erin, O'Example, , false",
  })
  void oneDifferenceIsEnough(String given, String family, String birthDate, boolean agrees) {
    var stated = patient("Erin", "O'Example", "1988-03-04");
    assertThat(StatedIdentity.agrees(stated, patient(given, family, birthDate))).isEqualTo(agrees);
  }

  @Test
  void anyNameThatIsHeldMayBeTheOneStated() {
    var held = patient("Erin", "O'Example", "1988-03-04");
    held.addName().setFamily("Before");
    assertThat(StatedIdentity.agrees(patient("Erin", "Before", "1988-03-04"), held)).isTrue();
  }

  private static Patient patient(String given, String family, String birthDate) {
    var patient = new Patient();
    var name = patient.addName().setFamily(family);
    if (given != null) {
      name.addGiven(given);
    }
    return birthDate == null ? patient : patient.setBirthDateElement(new DateType(birthDate));
  }
}
