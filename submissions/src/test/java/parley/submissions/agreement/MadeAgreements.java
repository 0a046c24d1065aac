package parley.submissions.agreement;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;

/** The agreement of the tests, in both forms. */
final class MadeAgreements {

  static final LocalDate TODAY = LocalDate.of(2026, 11, 23);

  private MadeAgreements() {}

  static String example() {
    return resource("/agreements/anonymous.json");
  }

  static String yaml() {
    return resource("/agreements/anonymous.yaml");
  }

  /** What is read of an agreement that holds. */
  static ReleaseAgreement accepted(String text) {
    return ((AgreementReading.Accepted) Agreements.read(text, TODAY)).agreement();
  }

  private static String resource(String name) {
    try (var in = MadeAgreements.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
