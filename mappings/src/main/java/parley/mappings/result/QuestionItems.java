package parley.mappings.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.mappings.clinical.ObservationMapper;
import parley.mappings.hl7v2.Segment;
import parley.mappings.questionnaire.Questionnaires;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/** Which OBX answers which item of which questionnaire. */
final class QuestionItems {

  private static final String PUBLIC_CODES = Systems.conceptMap("questionnaire-item");

  private final Reading reading;
  private final Terminology terminology;
  private final Questionnaires questionnaires;

  QuestionItems(Reading reading, Terminology terminology, Questionnaires questionnaires) {
    this.reading = reading;
    this.terminology = terminology;
    this.questionnaires = questionnaires;
  }

  /**
   * An OBX that answers an item.
   *
   * @param obx the segment
   * @param linkId the item
   */
  record Asked(Segment obx, String linkId) {}

  /**
   * The OBX of an order.
   *
   * @param asked by canonical URL of the questionnaire, in order
   * @param others OBR, and the OBX that answer nothing with the NTE after them
   */
  record Sorted(Map<String, List<Asked>> asked, List<Segment> others) {}

  Sorted sorted(Order order) {
    var asked = new LinkedHashMap<String, List<Asked>>();
    var others = new ArrayList<Segment>();
    others.add(order.obr());
    var ofQuestion = false;
    for (var member : order.members()) {
      if (member.name().equals("NTE")) {
        note(member, ofQuestion, others);
        continue;
      }
      var item = item(order.obr(), member);
      ofQuestion = item.isPresent();
      if (item.isPresent()) {
        asked
            .computeIfAbsent(item.get().getSystem(), url -> new ArrayList<>())
            .add(new Asked(member, item.get().getCode()));
      } else {
        others.add(member);
      }
    }
    return new Sorted(asked, others);
  }

  private void note(Segment nte, boolean ofQuestion, List<Segment> others) {
    if (!ofQuestion) {
      others.add(nte);
    } else if (nte.field(3).hasValue()) {
      reading.note(
          Problem.warning(
              ProblemCode.NOT_CARRIED,
              nte.location(3),
              "notes on an answer are not carried into the record; they stay in the journal",
              "Send what others have to read by the route agreed for documents."));
    }
  }

  /** System is the canonical URL of the questionnaire, code the linkId. */
  private Optional<Coding> item(Segment obr, Segment obx) {
    var code = obx.field(3).component(1);
    if (code.isEmpty() || obx.field(2).value().equals("ED")) {
      return Optional.empty();
    }
    var own = Optional.ofNullable(reading.sender().conceptMaps().get(Sender.QUESTIONNAIRE_ITEMS));
    var found =
        own.flatMap(map -> lookup(map, obr.field(4).component(1) + '|' + code))
            .or(() -> own.flatMap(map -> lookup(map, code)))
            .or(() -> publicItem(obx, 1))
            .or(() -> publicItem(obx, 4));
    if (found.isEmpty()) {
      unknown(obx);
    }
    return found.filter(item -> isKnown(item, obx));
  }

  /** The LOINC and SNOMED CT codes that the questionnaires themselves have. */
  private Optional<Coding> publicItem(Segment obx, int triplet) {
    var code = obx.field(3).component(triplet);
    var system = reading.codes().original(obx, 3, obx.field(3).component(triplet + 2), code);
    return code.isEmpty() || !isPublic(system.getSystem())
        ? Optional.empty()
        : lookup(PUBLIC_CODES, code);
  }

  private static boolean isPublic(String system) {
    return system.equals(Systems.LOINC) || system.equals(Systems.SNOMED_CT);
  }

  private Optional<Coding> lookup(String map, String code) {
    if (!(terminology.translate(map, code) instanceof Translation.Found found)) {
      return Optional.empty();
    }
    // Answers that come today are answers to the questionnaire as it is today.
    var url = found.coding().getSystem().split("\\|")[0];
    return Optional.of(new Coding().setSystem(url).setCode(found.coding().getCode()));
  }

  private boolean isKnown(Coding item, Segment obx) {
    var known = questionnaires.knows(item.getSystem());
    if (!known) {
      reading.note(
          Problem.warning(
              ProblemCode.UNKNOWN_QUESTIONNAIRE,
              obx.location(3),
              "the sender's map names a questionnaire that Parley does not have; the result was kept"
                  + " as an observation",
              "Have the map of this sender's questions corrected."));
    }
    return known;
  }

  /** A code of a sender's own is reported when it becomes an Observation. */
  private void unknown(Segment obx) {
    var concept = reading.codes().concept(obx, 3);
    if (!reading.hasNoted(ProblemCode.UNMAPPED_CODE, obx.location(3))
        && concept.filter(CodeableConcept::hasCoding).isPresent()
        && concept.filter(ObservationMapper::isMeasure).isEmpty()) {
      reading.note(
          Problem.warning(
              ProblemCode.UNMAPPED_CODE,
              obx.location(3),
              "the code is of no question or score that Parley knows; the result was kept as an"
                  + " observation",
              "Have the map of this sender's questions extended, if it is one."));
    }
  }
}
