package parley.mappings.hl7v2;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * How the bytes of a message become text: the character set of MSH-18 (HL7 table 0211) when it
 * names one, else the sender's; strictly, because a character lost here is lost for good.
 */
public final class CharsetRule {

  private CharsetRule() {}

  /** What decoding came to. */
  public sealed interface Decoded {

    /** The text of the message. */
    record Text(String text) implements Decoded {}

    /** The bytes are not valid in the character set. */
    record Invalid(Problem problem) implements Decoded {}
  }

  /**
   * Decodes a message.
   *
   * @param bytes the message; a UTF-8 byte order mark is passed over
   * @param msh18 MSH-18, first repetition; may be empty
   * @param sender the sender's character set, for when MSH-18 is empty
   */
  public static Decoded decode(byte[] bytes, String msh18, Charset sender) {
    var charset = msh18.isEmpty() ? Optional.of(sender) : named(msh18);
    if (charset.isEmpty()) {
      return new Decoded.Invalid(
          Problem.error(
              ProblemCode.CHARSET,
              "MSH-18",
              "MSH-18 names a character set that Parley does not read",
              "Send UTF-8 with MSH-18 UNICODE UTF-8, or ISO 8859-1 with MSH-18 8859/1."));
    }
    try {
      var decoder =
          charset
              .get()
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .onUnmappableCharacter(CodingErrorAction.REPORT);
      var text = decoder.decode(ByteBuffer.wrap(bytes)).toString();
      return new Decoded.Text(text.startsWith("\ufeff") ? text.substring(1) : text);
    } catch (CharacterCodingException invalid) {
      return new Decoded.Invalid(
          Problem.error(
              ProblemCode.CHARSET,
              "MSH-18",
              "the bytes are not valid " + charset.get().name(),
              "Send the message in the character set that MSH-18 names, or, when it is empty, in"
                  + " the one agreed for this sender."));
    }
  }

  /**
   * The character set of an MSH-18 value. {@code UNICODE} alone is read as UTF-8, which is what
   * English senders mean by it, though HL7 table 0211 does not say so.
   *
   * @return empty when the value names none that Parley reads
   */
  public static Optional<Charset> named(String msh18) {
    return switch (msh18.toUpperCase(Locale.ROOT).replace('_', '-')) {
      case "UNICODE UTF-8", "UTF-8", "UTF8", "UNICODE" -> Optional.of(StandardCharsets.UTF_8);
      case "8859/1", "ISO-8859-1", "ISO8859-1", "8859-1" ->
          Optional.of(StandardCharsets.ISO_8859_1);
      // 7-bit text is valid UTF-8; real senders that say ASCII are held to it.
      case "ASCII", "US-ASCII" -> Optional.of(StandardCharsets.US_ASCII);
      default -> Optional.empty();
    };
  }
}
