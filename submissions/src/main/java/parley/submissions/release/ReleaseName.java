package parley.submissions.release;

import java.util.Optional;
import java.util.regex.Pattern;
import parley.submissions.pseudonym.PseudonymScope;

/**
 * What tells releases of one agreement apart, and so their pseudonyms when they are not linkable.
 *
 * @param provider ODS code of the provider
 * @param edition {@code primary} or {@code refresh}
 * @param period as file names have it, such as {@code 2026-10} or {@code 2026-04-to-2026-10}
 */
public record ReleaseName(String provider, String edition, String period) {

  private static final Pattern WRITTEN =
      Pattern.compile("([A-Za-z0-9]+)/(primary|refresh)/(\\d{4}-\\d{2}(?:-to-\\d{4}-\\d{2})?)");

  static ReleaseName of(ReleaseOrder order) {
    return new ReleaseName(order.provider(), order.figures().kind().code(), order.period());
  }

  /**
   * Reads a name as people write it, with what the manifest says as {@code provider}, {@code
   * edition} and {@code period}: {@code RZ1/primary/2026-10}.
   */
  public static Optional<ReleaseName> read(String text) {
    var parts = WRITTEN.matcher(text);
    return parts.matches()
        ? Optional.of(new ReleaseName(parts.group(1), parts.group(2), parts.group(3)))
        : Optional.empty();
  }

  /** For {@code ReleaseAgreement.scope}; names that differ in anything differ in it. */
  public String identifier() {
    return PseudonymScope.joined(provider, edition, period);
  }
}
