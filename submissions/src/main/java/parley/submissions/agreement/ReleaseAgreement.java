package parley.submissions.agreement;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.allowlist.AllowList;
import parley.submissions.disclosure.RowRule;
import parley.submissions.product.Product;
import parley.submissions.pseudonym.PseudonymScope;

/**
 * A release agreement that holds.
 *
 * @param url canonical name
 * @param version changed with each change
 * @param digest SHA-256 of its content in canonical form, in hexadecimal; for manifests
 * @param recipient ODS code or other identifier of one recipient
 * @param purpose what for
 * @param legalBasis article or section that allows it
 * @param product pseudonymised or anonymous
 * @param fields all that leaves in rows; none of a release of figures alone
 * @param elements all that leaves of FHIR resources, in bulk; empty for none
 * @param population which referrals have a row
 * @param figures which figures leave, of an anonymous release
 * @param k least number of equal rows; of anonymous rows
 * @param l least variety of sensitive values; of anonymous rows
 * @param epoch for how long pseudonyms stay the same
 * @param linkable whether releases are to be linked by their pseudonyms
 * @param expiry last day on which anything is released
 * @param format how its rows are written
 */
public record ReleaseAgreement(
    String url,
    String version,
    String digest,
    String recipient,
    String purpose,
    String legalBasis,
    Product product,
    List<ReleaseField> fields,
    AllowList elements,
    Population population,
    Optional<FigureChoice> figures,
    int k,
    int l,
    String epoch,
    boolean linkable,
    LocalDate expiry,
    RowFormat format) {

  public ReleaseAgreement {
    fields = List.copyOf(fields);
  }

  /** Its fields of rows of a grain, in the order of the catalogue. */
  public List<ReleaseField> fields(Grain grain) {
    return FieldCatalogue.all().stream()
        .filter(known -> known.grain() == grain)
        .flatMap(known -> fields.stream().filter(field -> field.name().equals(known.name())))
        .toList();
  }

  /** Whether rows are made to keep its k and l: those of an anonymous release alone are. */
  public boolean keepsRows() {
    return product instanceof Product.Anonymous && !fields.isEmpty();
  }

  /**
   * The rule of its rows, whose columns are in the agreement's order: hiding what it names last
   * costs least. Anonymous rows hold against somebody who knows everything of a person.
   */
  public RowRule rowRule() {
    return new RowRule(
        names(Role.QUASI), names(Role.SENSITIVE), k, l, product instanceof Product.Anonymous);
  }

  /**
   * Whom pseudonyms are for. Unless its releases are linkable, the agreement's content is part of
   * it, so that no two agreements, nor two versions of one, have a pseudonym in common.
   *
   * @param release identifier of the release, which makes its pseudonyms differ from all others
   *     unless releases are linkable
   */
  public PseudonymScope scope(String release) {
    return new PseudonymScope(
        recipient,
        purpose,
        linkable
            ? PseudonymScope.joined("epoch", epoch)
            : PseudonymScope.joined("release", epoch, digest, release));
  }

  private List<String> names(Role role) {
    var referrals = fields(Grain.REFERRAL);
    return fields.stream()
        .filter(field -> field.role() == role && referrals.contains(field))
        .map(ReleaseField::name)
        .toList();
  }
}
