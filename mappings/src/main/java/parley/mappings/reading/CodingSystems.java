package parley.mappings.reading;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.terminology.Systems;

/**
 * Coding system names of HL7 table 0396, and the spellings of them seen in England, as system URIs.
 */
final class CodingSystems {

  private static final Pattern HL7_TABLE = Pattern.compile("HL7(\\d{4})");

  private static final Map<String, String> BY_NAME =
      Map.ofEntries(
          Map.entry("SCT", Systems.SNOMED_CT),
          Map.entry("SNM", Systems.SNOMED_CT),
          Map.entry("SNOMED", Systems.SNOMED_CT),
          Map.entry("SNOMEDCT", Systems.SNOMED_CT),
          Map.entry("SNOMED-CT", Systems.SNOMED_CT),
          Map.entry("SNOMED CT", Systems.SNOMED_CT),
          Map.entry("I10", Systems.ICD_10),
          Map.entry("ICD10", Systems.ICD_10),
          Map.entry("ICD-10", Systems.ICD_10),
          Map.entry("LN", Systems.LOINC),
          Map.entry("LOINC", Systems.LOINC),
          Map.entry("UCUM", Systems.UCUM),
          Map.entry("RC", Systems.READ_V2),
          Map.entry("READ", Systems.READ_V2),
          Map.entry("READ2", Systems.READ_V2),
          Map.entry("READV2", Systems.READ_V2),
          Map.entry("CTV3", Systems.CTV3),
          Map.entry("READ3", Systems.CTV3));

  private CodingSystems() {}

  /** The URI of a coding system; a name that is a URI already stands for itself. */
  static Optional<String> uri(String name) {
    var upper = name.toUpperCase(Locale.ROOT);
    if (upper.startsWith("HTTP://") || upper.startsWith("HTTPS://") || upper.startsWith("URN:")) {
      return Optional.of(name);
    }
    var table = HL7_TABLE.matcher(upper);
    if (table.matches()) {
      return Optional.of("http://terminology.hl7.org/CodeSystem/v2-" + table.group(1));
    }
    return Optional.ofNullable(BY_NAME.get(upper));
  }
}
