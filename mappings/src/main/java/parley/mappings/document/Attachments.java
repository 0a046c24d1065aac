package parley.mappings.document;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;

/**
 * Files that come in OBX-5: encapsulated data (ED: source, type, subtype, encoding, data; HL7 v2.4
 * section 2.9.16) and lines of text. Only types of ConceptMap {@code attachment-content-type} are
 * let in, and only when the bytes begin as such files do. Pointers (RP) are never followed.
 */
public final class Attachments {

  private static final String PLAIN = "text/plain";

  private final Reading reading;
  private final Reference subject;
  private final String owner;

  /**
   * Attachments of one document or report.
   *
   * @param subject whose it is: who may read about the person may read it
   * @param owner what makes it the same document
   */
  public Attachments(Reading reading, Reference subject, String owner) {
    this.reading = reading;
    this.subject = subject;
    this.owner = owner;
  }

  /** The files of an OBX of type ED, one for each repetition that says something. */
  public List<Content> encapsulated(Segment obx) {
    var contents = new ArrayList<Content>();
    for (var data : obx.field(5).repetitions()) {
      if (!data.isEmpty() && !data.isNull()) {
        contents.add(encapsulated(obx, data));
      }
    }
    return contents;
  }

  private Content encapsulated(Segment obx, Field.Repetition data) {
    var type = type(data);
    if (type.isEmpty()) {
      return new Content.NotTaken(
          Problem.warning(
              ProblemCode.NOT_CARRIED,
              obx.location(5),
              "files of the type that OBX-5 names are not taken; this one stays in the journal",
              "Send the document as PDF, plain text, RTF, TIFF, JPEG or PNG."));
    }
    var encoding = Encoding.named(data.component(4));
    if (encoding.isEmpty()) {
      return broken(
          obx,
          "the fourth component of OBX-5 does not say how the data are encoded",
          "Send A, Hex or Base64 there.");
    }
    var bytes = encoding.get().decode(rest(data, 5)).filter(decoded -> decoded.length > 0);
    if (bytes.isEmpty()) {
      return broken(
          obx,
          "the data of OBX-5 are empty or not in the encoding that it names",
          "Encode the whole document again and send the message again.");
    }
    if (!FileKind.matches(type.get(), bytes.get())) {
      return broken(
          obx,
          "the data of OBX-5 do not begin as a file of the type that it names does",
          "Send the type that the file has.");
    }
    if (!FileKind.isWhole(type.get(), bytes.get())) {
      reading.note(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              obx.location(5),
              "the document has no end mark, so it may have been cut off; it was kept as it came",
              "Compare it with the original, and send it again if it is not whole."));
    }
    return held(obx, type.get(), bytes.get());
  }

  /** Type by the ConceptMap; the source component of ED does not say it. */
  private Optional<String> type(Field.Repetition data) {
    var main = data.component(2).toLowerCase(Locale.ROOT);
    var sub = data.component(3).toLowerCase(Locale.ROOT);
    var name = main.isEmpty() ? sub : main + '/' + sub;
    return reading
        .codes()
        .sharedMap("attachment-content-type", name)
        .map(Coding::getCode)
        .filter(type -> !name.isEmpty());
  }

  private static Content broken(Segment obx, String rule, String remedy) {
    return new Content.Broken(
        Problem.error(ProblemCode.INVALID_VALUE, obx.location(5), rule, remedy));
  }

  /** Lines of text (FT, TX, ST), in order, as one file; empty when they hold nothing. */
  public Optional<Content.Held> text(List<Segment> lines) {
    var text =
        lines.stream()
            .flatMap(obx -> obx.field(5).repetitions().stream())
            .map(line -> line.isNull() ? "" : rest(line, 1))
            .collect(Collectors.joining("\n"));
    return text.isBlank()
        ? Optional.empty()
        : Optional.of(held(lines.get(0), PLAIN, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The data from a component on, with the separators that a sender did not escape. */
  private static String rest(Field.Repetition data, int first) {
    var components = data.components();
    return components.stream()
        .skip(first - 1L)
        .map(subs -> String.join("&", subs))
        .collect(Collectors.joining("^"));
  }

  private Content.Held held(Segment obx, String type, byte[] bytes) {
    var binary = StoredFile.binary(subject, owner, type, bytes);
    var attachment = new Attachment();
    StoredFile.describe(attachment, binary, type);
    var title = obx.field(3).component(2);
    if (!title.isEmpty()) {
      attachment.setTitle(title);
    }
    return new Content.Held(binary, attachment);
  }
}
