package parley.submissions.pseudonym;

import java.nio.file.Path;
import java.util.Optional;

/** Where a master key is. There is no default one. */
public sealed interface KeySource {

  /** A file with one line: the key in base64 or hexadecimal. Only its owner may read it. */
  record File(Path file) implements KeySource {}

  /**
   * A value of the environment. A file is better: a value cannot be wiped from memory.
   *
   * @param variable its name, for messages
   * @param value the key in base64 or hexadecimal; empty when it is not set
   */
  record Environment(String variable, Optional<String> value) implements KeySource {
    /** Without the value. */
    @Override
    public String toString() {
      return "Environment[" + variable + "]";
    }
  }

  /**
   * A PKCS#12 keystore with a secret key. Only its owner may read it.
   *
   * @param alias of the entry
   * @param password of the store and the entry
   */
  record Keystore(Path file, String alias, char[] password) implements KeySource {
    public Keystore {
      password = password.clone();
    }

    @Override
    public char[] password() {
      return password.clone();
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Keystore[" + file + ", " + alias + "]";
    }
  }
}
