package parley.mappings.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.Transport;
import parley.mappings.hl7v2.Field;
import parley.mappings.reading.LongTermConditions;
import parley.mappings.reading.OwnSystems;
import parley.mappings.referral.ReferralMapping;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/**
 * A row as the record of a referral: the one that {@link ReferralMapping} makes of the same facts
 * in a REF^I12, with what HL7 v2 has no field for. Its problems name columns.
 */
final class CsvReferral {

  private static final Pattern PLACE = Pattern.compile("\\b[A-Z][A-Z0-9]{2}(?:\\[\\d+])?-\\d+\\b");
  private static final String SOURCES = Systems.codeSystem("nhs-source-of-referral");

  /** HL7 v2 field to the facts that are said in it. */
  private static final Map<String, List<CsvFact>> FACTS = facts();

  private final InboundMessage inbound;
  private final CsvRow row;
  private final Terminology terminology;
  private final CsvSegments segments;

  CsvReferral(InboundMessage inbound, CsvRow row, Terminology terminology) {
    this.inbound = inbound;
    this.row = row;
    this.terminology = terminology;
    this.segments =
        new CsvSegments(row, inbound.transport().get(Transport.Fact.MESSAGE_ID).orElse(""));
  }

  MappingResult map() {
    var message = segments.message(this::longTerm);
    var result = new ReferralMapping().map(inbound, message, terminology);
    if (result instanceof MappingResult.Rejected rejected) {
      return new MappingResult.Rejected(named(rejected.problems()));
    }
    var mapped = (MappingResult.Mapped) result;
    var problems = new ArrayList<>(mapped.warnings());
    source(mapped.bundle()).ifPresent(problems::add);
    return new MappingResult.Mapped(mapped.bundle(), named(problems));
  }

  private boolean longTerm(Field.Repetition coded) {
    var system =
        switch (coded.component(3)) {
          case "I10" -> Systems.ICD_10;
          case "SCT" -> Systems.SNOMED_CT;
          default -> "";
        };
    var condition = new CodeableConcept(new Coding().setSystem(system).setCode(coded.component(1)));
    return !system.isEmpty()
        && new LongTermConditions(terminology, inbound.sender()).isOfReferral(condition);
  }

  /** Puts the source of referral on the ServiceRequest; a code of no list is kept and noted. */
  private Optional<Problem> source(RecordBundle bundle) {
    var said = row.value(CsvFact.SOURCE_OF_REFERRAL).replaceAll("\\s+", " ");
    if (said.isEmpty()) {
      return Optional.empty();
    }
    var known = source(said);
    var coding =
        known.orElseGet(
            () ->
                new Coding()
                    .setSystem(
                        OwnSystems.senderCodes(inbound.sender(), CsvFact.SOURCE_OF_REFERRAL.code()))
                    .setCode(said));
    for (var entry : bundle.entries()) {
      if (entry instanceof RecordBundle.Write write
          && write.resource() instanceof ServiceRequest request) {
        request.addExtension(Systems.EXT_SOURCE_OF_SERVICE_REQUEST, new CodeableConcept(coding));
      }
    }
    return known.isPresent()
        ? Optional.empty()
        : Optional.of(
            Problem.warning(
                ProblemCode.UNMAPPED_CODE,
                row.columns().header(CsvFact.SOURCE_OF_REFERRAL),
                "The code is no SOURCE OF REFERRAL of the NHS Data Dictionary; it was kept as it"
                    + " came.",
                "Send a national code, such as A1, or have a map for this sender's codes set up."));
  }

  /** A national code as it is, or by the sender's own map. */
  private Optional<Coding> source(String said) {
    var map = inbound.sender().conceptMaps().get(CsvFact.SOURCE_OF_REFERRAL.code());
    if (map != null && terminology.translate(map, said) instanceof Translation.Found found) {
      return Optional.of(found.coding());
    }
    return terminology.display(SOURCES, said).map(display -> new Coding(SOURCES, said, display));
  }

  private List<Problem> named(List<Problem> problems) {
    var all = new LinkedHashSet<>(segments.problems());
    problems.forEach(problem -> all.add(named(problem)));
    return List.copyOf(all);
  }

  /** A problem of the segments as one of the columns they were made of. */
  private Problem named(Problem problem) {
    return new Problem(
        problem.code(),
        problem.severity(),
        header(problem.location(), problem.code()),
        inWords(problem.rule(), problem.code()),
        inWords(problem.remedy(), problem.code()));
  }

  private String inWords(String text, ProblemCode code) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> Matcher.quoteReplacement("column \"" + header(place.group(), code) + '"'));
  }

  private String header(String place, ProblemCode code) {
    var made = segments.headers().get(place);
    if (made != null) {
      return made;
    }
    var facts = FACTS.getOrDefault(place.replaceAll("\\[\\d+]", ""), List.of());
    // Of several columns, an NHS number that is none stands in its own.
    var told =
        facts.stream()
            .filter(fact -> !row.value(fact).isEmpty())
            .filter(fact -> code != ProblemCode.NHS_NUMBER_CHECK || fact == CsvFact.NHS_NUMBER)
            .findFirst();
    return told.or(() -> facts.stream().findFirst()).map(row.columns()::header).orElse(place);
  }

  private static Map<String, List<CsvFact>> facts() {
    var facts = new HashMap<String, List<CsvFact>>();
    for (var fact : CsvFact.values()) {
      facts.computeIfAbsent(fact.field(), field -> new ArrayList<>()).add(fact);
    }
    return Map.copyOf(facts);
  }
}
