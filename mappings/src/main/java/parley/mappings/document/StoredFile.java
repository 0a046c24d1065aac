package parley.mappings.document;

import java.util.Locale;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordIds;

/** How a file is stored, whichever way it came. */
public final class StoredFile {

  /** Types in which a browser runs what it finds: HTML, XHTML, SVG, other XML, scripts. */
  private static final Pattern ACTIVE = Pattern.compile("html|svg|xml|script");

  private StoredFile() {}

  /**
   * The bytes as a Binary, whose id comes from them, so that it never changes once it is stored.
   *
   * @param subject whose it is: who may read about the person may read it
   * @param owner what makes it the same document
   * @param type content type as told
   */
  public static Binary binary(Reference subject, String owner, String type, byte[] bytes) {
    var binary = new Binary();
    binary.setId(RecordIds.of("Binary", owner, type, Digests.sha256(bytes)));
    // A browser that is shown the file must not run what is in it.
    var active = ACTIVE.matcher(type.toLowerCase(Locale.ROOT)).find();
    binary.setContentType(active ? "text/plain" : type);
    binary.setSecurityContext(subject.copy());
    binary.setData(bytes);
    return binary;
  }

  /** Says of an attachment where its bytes are, how many, and their hash. */
  public static void describe(Attachment attachment, Binary binary, String type) {
    attachment.setContentType(type);
    attachment.setData(null);
    attachment.setUrl("Binary/" + binary.getIdElement().getIdPart());
    attachment.setSize(binary.getData().length);
    // FHIR R4 has SHA-1 here, against damage, not against malice.
    attachment.setHash(Digests.of("SHA-1", binary.getData()));
  }
}
