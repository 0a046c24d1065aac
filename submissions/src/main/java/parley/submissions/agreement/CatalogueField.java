package parley.submissions.agreement;

import java.util.Set;
import parley.submissions.agreement.ReleaseField.Role;

/**
 * A field that an agreement may name.
 *
 * @param name as agreements and headings of files have it
 * @param grain rows that it is a column of
 * @param roles that an agreement may give it
 * @param form what its values are made to be
 * @param anonymous whether anonymous rows may have it
 * @param column of the query of its grain, which it is made of
 */
public record CatalogueField(
    String name, Grain grain, Set<Role> roles, FieldForm form, boolean anonymous, String column) {
  public CatalogueField {
    roles = Set.copyOf(roles);
  }
}
