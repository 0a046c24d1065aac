package parley.submissions.engine;

import java.sql.SQLException;
import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.jspecify.annotations.Nullable;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/** What SQL has to know of the scales: {@code scale_tool} and {@code scale_code}. */
final class ScaleCodes {

  private static final Scales SCALES = Scales.packaged();

  private ScaleCodes() {}

  static void load(Database database) throws SQLException {
    database.execute("create table scale_tool (snomed varchar, not_applicable varchar)");
    database.execute("create table scale_code (loinc varchar, snomed varchar)");
    for (var scale : SCALES.all()) {
      insert(database, "scale_tool", scale.snomedCode(), scale.notApplicable().orElse(null));
      for (var loinc : loinc(scale)) {
        insert(database, "scale_code", loinc, scale.snomedCode());
      }
    }
  }

  private static void insert(Database database, String table, String first, @Nullable String second)
      throws SQLException {
    try (var insert =
        database.connection().prepareStatement("insert into " + table + " values (?, ?)")) {
      insert.setString(1, first);
      insert.setString(2, second);
      insert.execute();
    }
  }

  private static List<String> loinc(Scale scale) {
    return scale.codings().stream()
        .filter(coding -> Systems.LOINC.equals(coding.getSystem()))
        .map(Coding::getCode)
        .toList();
  }
}
