package parley.submissions.pseudonym;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells keys that nobody drew at random. What passes may still be bad; what fails surely is. */
final class KeyStrength {

  /** NIST SP 800-57 part 1 rev. 5, table 2: 256 bits for the longest protection. */
  static final int LEAST_BYTES = 32;

  /** 32 random bytes have fewer than 20 different values about once in 10^9 keys. */
  private static final int LEAST_DIFFERENT = 20;

  private static final List<String> WORDS =
      List.of(
          "changeme",
          "change-me",
          "change_me",
          "sample",
          "example",
          "default",
          "secret",
          "password",
          "parley",
          "insecure",
          "0123456789",
          "abcdefgh");

  private KeyStrength() {}

  /** What is wrong with the key; empty when nothing was found. */
  static Optional<KeyRefusal> refusal(byte[] key) {
    if (isText(key) && hasWord(key)) {
      return Optional.of(KeyRefusal.SAMPLE);
    }
    if (key.length < LEAST_BYTES) {
      return Optional.of(KeyRefusal.SHORT);
    }
    if (different(key) < LEAST_DIFFERENT || isText(key) || repeats(key) || counts(key)) {
      return Optional.of(KeyRefusal.LOW_ENTROPY);
    }
    return Optional.empty();
  }

  /** Whether a line, before it is decoded, is a word rather than a key: some words are base64. */
  static boolean isWord(byte[] line) {
    return line.length < LEAST_BYTES && hasWord(line);
  }

  private static boolean hasWord(byte[] key) {
    var text = new String(key, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT);
    return WORDS.stream().anyMatch(text::contains);
  }

  private static int different(byte[] key) {
    var seen = new BitSet(256);
    for (var one : key) {
      seen.set(one & 0xff);
    }
    return seen.cardinality();
  }

  /** A phrase in base64: 32 random bytes are all printable once in 10^13 keys. */
  private static boolean isText(byte[] key) {
    for (var one : key) {
      if (one < ' ' || one > '~') {
        return false;
      }
    }
    return true;
  }

  private static boolean repeats(byte[] key) {
    for (var period = 1; period <= key.length / 2; period++) {
      var head = Arrays.copyOf(key, key.length - period);
      var tail = Arrays.copyOfRange(key, period, key.length);
      if (MessageDigest.isEqual(head, tail)) {
        return true;
      }
    }
    return false;
  }

  private static boolean counts(byte[] key) {
    var step = (byte) (key[1] - key[0]);
    for (var at = 1; at < key.length; at++) {
      if ((byte) (key[at] - key[at - 1]) != step) {
        return false;
      }
    }
    return true;
  }
}
