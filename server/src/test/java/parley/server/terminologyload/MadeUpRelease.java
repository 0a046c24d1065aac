package parley.server.terminologyload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import parley.terminology.SnomedId;

/**
 * Zips of the shape of a SNOMED CT release in RF2 and of a LOINC release. Nothing in them is
 * licensed: concepts, codes and names are invented, but for the three identifiers of RF2's own
 * metadata that say "fully specified name", "synonym" and "is a".
 *
 * <p>RF2: tab-separated with a header, one row for each state of a component; concepts,
 * descriptions (names) and relationships in a file each. LOINC: CSV with a header, quoted, in the
 * folders LoincTable and AccessoryFiles.
 */
final class MadeUpRelease {

  static final String ROOT = checked("1100000099000");
  static final String IS_A = "116680003";
  private static final String FULLY_SPECIFIED = "900000000000003001";
  private static final String SYNONYM = "900000000000013009";

  private static final String CONCEPTS =
      "id\teffectiveTime\tactive\tmoduleId\tdefinitionStatusId\n";
  private static final String DESCRIPTIONS =
      "id\teffectiveTime\tactive\tmoduleId\tconceptId\tlanguageCode\ttypeId\tterm\tcaseSignificanceId\n";
  private static final String RELATIONSHIPS =
      "id\teffectiveTime\tactive\tmoduleId\tsourceId\tdestinationId\trelationshipGroup\ttypeId"
          + "\tcharacteristicTypeId\tmodifierId\n";

  private final Map<String, String> files = new LinkedHashMap<>();

  /** The id of an invented concept. */
  static String concept(int number) {
    return checked("99%08d".formatted(number));
  }

  /** An identifier of these digits and the check digit that goes with them. */
  static String checked(String digits) {
    return java.util.stream.IntStream.range(0, 10)
        .mapToObj(check -> digits + check)
        .filter(SnomedId::isValid)
        .findFirst()
        .orElseThrow();
  }

  /**
   * A snapshot by the international names: a root, this many concepts, and IS_A itself. Concepts 2
   * to 4 are below concept 1, the others below the root.
   */
  static MadeUpRelease snomed(int children) {
    return snomed("SnomedCT_MadeUp/Snapshot/Terminology/", "Snapshot", "INT", children);
  }

  static MadeUpRelease snomed(String folder, String type, String country, int children) {
    var concepts = new StringBuilder(CONCEPTS);
    var descriptions = new StringBuilder(DESCRIPTIONS);
    var relationships = new StringBuilder(RELATIONSHIPS);
    concept(concepts, descriptions, ROOT, "Invented root (made up)");
    concept(concepts, descriptions, IS_A, "Is a (attribute)");
    for (var i = 1; i <= children; i++) {
      concept(concepts, descriptions, concept(i), "Invented thing " + i + " (made up)");
      relationships.append(
          "%s\t20990101\t1\t0\t%s\t%s\t0\t%s\t0\t0\n"
              .formatted(
                  checked("7%08d".formatted(i)),
                  concept(i),
                  i > 1 && i <= 4 ? concept(1) : ROOT,
                  IS_A));
    }
    var release = new MadeUpRelease();
    release.files.put(
        folder + "sct2_Concept_" + type + "_" + country + "_20990101.txt", concepts.toString());
    release.files.put(
        folder + "sct2_Description_" + type + "-en_" + country + "_20990101.txt",
        descriptions.toString());
    release.files.put(
        folder + "sct2_Relationship_" + type + "_" + country + "_20990101.txt",
        relationships.toString());
    return release;
  }

  private static void concept(
      StringBuilder concepts, StringBuilder descriptions, String id, String name) {
    concepts.append(id).append("\t20990101\t1\t0\t0\n");
    descriptions.append(
        description(checked("1" + id), "20990101", true, id, FULLY_SPECIFIED, name));
    descriptions.append(
        description(checked("2" + id), "20990101", true, id, SYNONYM, "Other name of " + id));
  }

  static String description(
      String id, String time, boolean active, String concept, String type, String term) {
    return String.join("\t", id, time, active ? "1" : "0", "0", concept, "en", type, term, "0")
        + "\n";
  }

  /**
   * A LOINC release: two codes that exist nowhere, one below a part; every accessory file empty.
   */
  static MadeUpRelease loinc() {
    var release = new MadeUpRelease();
    var accessory = "Loinc_0.00/AccessoryFiles/";
    release.files.put(
        "Loinc_0.00/LoincTable/Loinc.csv",
        "\"LOINC_NUM\",\"COMPONENT\",\"SHORTNAME\",\"LONG_COMMON_NAME\",\"CONSUMER_NAME\",\"STATUS\"\n"
            + "\"99990-1\",\"Invented\",\"Inv 1\",\"Invented observation one\",\"\",\"ACTIVE\"\n"
            + "\"99990-2\",\"Invented\",\"Inv 2\",\"Invented observation two\",\"\",\"ACTIVE\"\n");
    release.files.put(
        accessory + "ComponentHierarchyBySystem/ComponentHierarchyBySystem.csv",
        "PATH_TO_ROOT,SEQUENCE,IMMEDIATE_PARENT,CODE,CODE_TEXT\n,1,,LP99990-0,Invented part\n"
            + "LP99990-0,1,LP99990-0,99990-1,Invented observation one\n");
    release.header(
        "AnswerFile/AnswerList.csv",
        "AnswerListId,AnswerListName,AnswerListOID,ExtDefinedYN,ExtDefinedAnswerListCodeSystem,"
            + "ExtDefinedAnswerListLink,AnswerStringId,SequenceNumber,DisplayText,ExtCodeId,"
            + "ExtCodeDisplayName,ExtCodeSystem,ExtCodeSystemVersion");
    release.header(
        "AnswerFile/LoincAnswerListLink.csv", "LoincNumber,AnswerListId,ApplicableContext");
    release.header(
        "DocumentOntology/DocumentOntology.csv",
        "LoincNumber,PartNumber,PartTypeName,PartSequenceOrder,PartName");
    release.header("GroupFile/Group.csv", "ParentGroupId,GroupId,Group");
    release.header("GroupFile/GroupLoincTerms.csv", "GroupId,LoincNumber");
    release.header("GroupFile/ParentGroup.csv", "ParentGroupId,ParentGroup");
    release.header("ImagingDocuments/ImagingDocumentCodes.csv", "LOINC_NUM,LONG_COMMON_NAME");
    release.header(
        "LoincIeeeMedicalDeviceCodeMappingTable/LoincIeeeMedicalDeviceCodeMappingTable.csv",
        "LOINC_NUM,LOINC_LONG_COMMON_NAME,IEEE_CF_CODE10,IEEE_REFID");
    release.header(
        "LoincRsnaRadiologyPlaybook/LoincRsnaRadiologyPlaybook.csv",
        "LoincNumber,LongCommonName,PartNumber,PartTypeName,PartName,PartSequenceOrder,RID,"
            + "PreferredName,RPID,LongName");
    release.header(
        "LoincUniversalLabOrdersValueSet/LoincUniversalLabOrdersValueSet.csv",
        "LOINC_NUM,LONG_COMMON_NAME,ORDER_OBS");
    release.header(
        "PartFile/LoincPartLink_Primary.csv", "LoincNumber,Property,PartName,PartNumber");
    release.header(
        "PartFile/LoincPartLink_Supplementary.csv", "LoincNumber,Property,PartName,PartNumber");
    release.files.put(
        accessory + "PartFile/Part.csv",
        "PartNumber,PartTypeName,PartName,PartDisplayName\nLP99990-0,CLASS,Invented part,Invented part\n");
    release.header(
        "PartFile/PartRelatedCodeMapping.csv",
        "PartNumber,PartName,ExtCodeId,ExtCodeDisplayName,ExtCodeSystem,Equivalence,"
            + "ExtCodeSystemVersion,ExtCodeSystemCopyrightNotice");
    return release;
  }

  static MadeUpRelease empty() {
    return new MadeUpRelease();
  }

  private void header(String name, String columns) {
    files.put("Loinc_0.00/AccessoryFiles/" + name, columns + "\n");
  }

  MadeUpRelease with(String name, String content) {
    files.put(name, content);
    return this;
  }

  MadeUpRelease withRow(String name, String row) {
    files.merge(only(name), row, String::concat);
    return this;
  }

  MadeUpRelease with(MadeUpRelease other) {
    files.putAll(other.files);
    return this;
  }

  MadeUpRelease without(String name) {
    files.remove(only(name));
    return this;
  }

  private String only(String part) {
    return files.keySet().stream().filter(it -> it.contains(part)).findFirst().orElseThrow();
  }

  /** Writes the zip. */
  Path zip(Path file) {
    try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (var entry : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }
}
