package parley.mappings.document;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** How ED.4 says that data stand in a message (HL7 v2.4 table 0299). */
enum Encoding {
  /** Text as it is. */
  A,
  /** Two hexadecimal digits for each byte. */
  HEX,
  /** RFC 2045 base64; line breaks between the characters are passed over. */
  BASE64;

  /** The encoding of a name in any case; empty when it is none of the table. */
  static Optional<Encoding> named(String name) {
    return switch (name.toUpperCase(Locale.ROOT)) {
      case "A" -> Optional.of(A);
      case "HEX" -> Optional.of(HEX);
      case "BASE64" -> Optional.of(BASE64);
      default -> Optional.empty();
    };
  }

  /** The bytes; empty when the data are not in this encoding. */
  Optional<byte[]> decode(String data) {
    try {
      return switch (this) {
        case A -> Optional.of(data.getBytes(StandardCharsets.UTF_8));
        case HEX -> Optional.of(HexFormat.of().parseHex(withoutSpace(data)));
        case BASE64 -> Optional.of(Base64.getDecoder().decode(withoutSpace(data)));
      };
    } catch (IllegalArgumentException notSo) {
      return Optional.empty();
    }
  }

  private static String withoutSpace(String data) {
    var text = new StringBuilder(data.length());
    for (var index = 0; index < data.length(); index++) {
      if (!Character.isWhitespace(data.charAt(index))) {
        text.append(data.charAt(index));
      }
    }
    return text.toString();
  }
}
