package parley.camelroutes.outbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.mappings.hl7v2.Envelope;

/**
 * What an acknowledgement says (HL7 v2.4 section 2.9).
 *
 * @param code MSA-1
 * @param controlId MSA-2
 * @param condition ERR-3.1, or empty
 */
record MllpAnswer(String code, String controlId, String condition) {

  private static final Pattern CODE = Pattern.compile("[A-Za-z0-9]{1,12}");

  /** Reads it; empty when there is no MSA. */
  static Optional<MllpAnswer> read(byte[] answer) {
    var envelope = Envelope.read(answer);
    if (envelope.isEmpty()) {
      return Optional.empty();
    }
    var separator = Pattern.quote(String.valueOf(envelope.get().fieldSeparator()));
    String[] msa = {};
    String[] err = {};
    for (var segment : new String(answer, StandardCharsets.ISO_8859_1).split("[\r\n]+")) {
      var fields = segment.strip().split(separator, -1);
      if (fields[0].equals("MSA") && msa.length == 0) {
        msa = fields;
      } else if (fields[0].equals("ERR") && err.length == 0) {
        err = fields;
      }
    }
    if (msa.length < 2) {
      return Optional.empty();
    }
    var condition = err.length > 3 ? err[3].split("[^A-Za-z0-9]", 2)[0] : "";
    return Optional.of(
        new MllpAnswer(
            msa[1].strip(),
            msa.length > 2 ? msa[2].strip() : "",
            CODE.matcher(condition).matches() ? condition : ""));
  }

  /** What that means for the message. The text of MSA-3 may quote a patient and is left out. */
  Transmission transmission(byte[] answer) {
    var stored = Optional.of(answer);
    return switch (code) {
      case "AA", "CA" -> new Transmission.Sent("", stored);
      case "AR", "CR" -> new Transmission.Refused(text("refused with " + code), stored);
      case "AE", "CE" ->
          new Transmission.Objected(text("answered " + code), Optional.empty(), stored);
      default ->
          new Transmission.TryAgain(
              "MSA-1 of the answer is not in HL7 table 0008", Optional.empty(), stored);
    };
  }

  private String text(String said) {
    return condition.isEmpty() ? said : said + ", ERR-3 " + condition;
  }
}
