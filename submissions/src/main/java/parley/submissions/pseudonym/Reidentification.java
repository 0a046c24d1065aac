package parley.submissions.pseudonym;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Leads tokens back to identifiers, by making the tokens of all identifiers anew: no table of them
 * is stored anywhere. Apart from the making of releases, with a right of its own; each use is told
 * to the audit before anything is looked up.
 */
public final class Reidentification {

  private final Pseudonyms pseudonyms;
  private final Audit audit;

  public Reidentification(Pseudonyms pseudonyms, Audit audit) {
    this.pseudonyms = pseudonyms;
    this.audit = audit;
  }

  /**
   * Finds whom tokens stand for.
   *
   * @param grant who asks and why
   * @param tokens what is asked for, as a recipient sent it
   * @param candidates every identifier of that kind in the record
   * @return identifiers by token; a token that stands for none of the candidates is absent
   */
  public Map<Token, String> find(
      Grant grant, IdentifierKind kind, Set<Token> tokens, Stream<String> candidates) {
    audit.asked(grant, pseudonyms.keyId(), pseudonyms.scope(), tokens);
    var found = new LinkedHashMap<Token, String>();
    candidates.forEach(
        candidate ->
            Optional.of(pseudonyms.of(kind, candidate))
                .filter(tokens::contains)
                .ifPresent(token -> found.put(token, candidate)));
    return Map.copyOf(found);
  }

  /**
   * Leave to re-identify.
   *
   * @param user who asks
   * @param reason in words, such as a finding that the patient has to be told of
   */
  public record Grant(String user, String reason) {
    public Grant {
      if (user.isBlank() || reason.isBlank()) {
        throw new IllegalArgumentException("re-identification needs a named user and a reason");
      }
    }
  }

  /** Where uses are written down. What it throws stops the use. */
  public interface Audit {
    void asked(Grant grant, String keyId, PseudonymScope scope, Set<Token> tokens);
  }
}
