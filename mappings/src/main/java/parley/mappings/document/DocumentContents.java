package parley.mappings.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;

/** The OBX of a document message as its content, in order. */
final class DocumentContents {

  /** OBX-11 (HL7 table 0085) of what is deleted, wrong, or could not be had. */
  private static final Set<String> WITHDRAWN = Set.of("D", "W", "X");

  private final Reading reading;
  private final Attachments attachments;
  private final List<Content.Held> held = new ArrayList<>();
  private final List<Segment> lines = new ArrayList<>();

  DocumentContents(Reading reading, Attachments attachments) {
    this.reading = reading;
    this.attachments = attachments;
  }

  /** Every file; one that is not taken stops the message, because the document is the message. */
  List<Content.Held> all() {
    for (var obx : reading.message().all("OBX")) {
      if (WITHDRAWN.contains(obx.field(11).value())) {
        withdrawn(obx);
        continue;
      }
      switch (obx.field(2).value()) {
        case "FT", "TX", "ST", "" -> lines.add(obx);
        case "ED" -> {
          endOfText();
          attachments.encapsulated(obx).forEach(this::add);
        }
        case "RP" -> pointer(obx);
        default -> notCarried(obx);
      }
    }
    endOfText();
    return held;
  }

  private void endOfText() {
    if (!lines.isEmpty()) {
      attachments.text(List.copyOf(lines)).ifPresent(held::add);
      lines.clear();
    }
  }

  private void add(Content content) {
    if (content instanceof Content.Held file) {
      held.add(file);
    } else if (content instanceof Content.Broken broken) {
      reading.note(broken.problem());
    } else if (content instanceof Content.NotTaken refused) {
      var problem = refused.problem();
      reading.note(
          Problem.error(problem.code(), problem.location(), problem.rule(), problem.remedy()));
    }
  }

  /** Nothing opens what a message points to: it could be anywhere, and ask for anything. */
  private void pointer(Segment obx) {
    reading.note(
        Problem.warning(
            ProblemCode.NOT_CARRIED,
            obx.location(5),
            "the document is pointed to and not sent; that there is one was recorded, the pointer"
                + " stays in the journal and is not followed",
            "Send the document itself as ED."));
  }

  private void withdrawn(Segment obx) {
    reading.note(
        Problem.warning(
            ProblemCode.NOT_CARRIED,
            obx.location(11),
            "this part of the document is marked as deleted, wrong or not to be had; it stays in the"
                + " journal",
            "Send the part that holds, with F in OBX-11."));
  }

  private void notCarried(Segment obx) {
    reading.note(
        Problem.warning(
            ProblemCode.NOT_CARRIED,
            obx.location(5),
            "values of this type are no part of a document; this one stays in the journal",
            "Send results as ORU^R01, and text of the document as TX."));
  }
}
