package parley.submissions.engine;

import java.sql.SQLException;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Coding;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/** The SNOMED CT observable of each scale that has a LOINC code, as a table for SQL. */
final class ScaleCodes {

  private static final Scales SCALES = Scales.packaged();

  private ScaleCodes() {}

  static void load(Database database) throws SQLException {
    database.execute("create table scale_code (loinc varchar, snomed varchar)");
    try (var insert =
        database.connection().prepareStatement("insert into scale_code values (?, ?)")) {
      for (var scale : SCALES.all()) {
        var snomed = codes(scale, Systems.SNOMED_CT).findFirst();
        for (var loinc : codes(scale, Systems.LOINC).toList()) {
          if (snomed.isPresent()) {
            insert.setString(1, loinc);
            insert.setString(2, snomed.get());
            insert.execute();
          }
        }
      }
    }
  }

  private static Stream<String> codes(Scale scale, String system) {
    return scale.codings().stream()
        .filter(coding -> system.equals(coding.getSystem()))
        .map(Coding::getCode);
  }
}
