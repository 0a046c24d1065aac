package parley.mappings.document;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whether bytes begin as files of their type do. A program that calls itself a letter is stopped
 * here; what is inside a file of the right kind is not looked at.
 */
final class FileKind {

  /** Readers look for these marks of a PDF no further from its beginning and end (ISO 32000). */
  private static final int PDF_MARGIN = 1024;

  private FileKind() {}

  /** Whether the bytes can be of a MIME type of the list of those that are let in. */
  static boolean matches(String type, byte[] bytes) {
    return switch (type) {
      case "application/pdf" -> holds(bytes, "%PDF-", 0, PDF_MARGIN);
      case "application/rtf" -> begins(bytes, '{', '\\', 'r', 't', 'f');
      case "image/png" -> begins(bytes, 0x89, 'P', 'N', 'G', 0x0d, 0x0a, 0x1a, 0x0a);
      case "image/jpeg" -> begins(bytes, 0xff, 0xd8, 0xff);
      case "image/tiff" -> begins(bytes, 'I', 'I', 0x2a, 0) || begins(bytes, 'M', 'M', 0, 0x2a);
      default -> isText(bytes);
    };
  }

  /** Whether a file that says where it ends has its end. */
  static boolean isWhole(String type, byte[] bytes) {
    return !type.equals("application/pdf")
        || holds(bytes, "%%EOF", Math.max(0, bytes.length - PDF_MARGIN), bytes.length);
  }

  private static boolean isText(byte[] bytes) {
    for (var octet : bytes) {
      if (octet == 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(byte[] bytes, int... mark) {
    if (bytes.length < mark.length) {
      return false;
    }
    for (var index = 0; index < mark.length; index++) {
      if ((bytes[index] & 0xff) != mark[index]) {
        return false;
      }
    }
    return true;
  }

  private static boolean holds(byte[] bytes, String mark, int from, int to) {
    var part = Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length));
    return new String(part, StandardCharsets.ISO_8859_1).contains(mark);
  }
}
