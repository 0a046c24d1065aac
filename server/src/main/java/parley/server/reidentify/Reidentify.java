package parley.server.reidentify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.springframework.dao.DataAccessException;
import parley.server.release.ReleaseKeys;
import parley.server.settings.InvalidSettings;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MasterKey;
import parley.submissions.pseudonym.PseudonymScope;
import parley.submissions.pseudonym.Pseudonyms;
import parley.submissions.pseudonym.Reidentification;
import parley.submissions.pseudonym.Token;

/** Leads tokens back, for those who have the right to. What cannot be written down is not done. */
final class Reidentify {

  private final DataSource dataSource;
  private final ReidentifySettings settings;
  private final ReleaseKeys keys;
  private final AuditRows audit;

  Reidentify(
      DataSource dataSource, ReidentifySettings settings, ReleaseKeys keys, AuditRows audit) {
    this.dataSource = dataSource;
    this.settings = settings;
    this.keys = keys;
    this.audit = audit;
  }

  /**
   * What is asked.
   *
   * @param ask who and why
   * @param secret of the right
   * @param keyId of the key of the release; empty for the current one
   * @param kind what the tokens are of
   */
  record Order(
      AuditRows.Ask ask,
      String secret,
      PseudonymScope scope,
      Optional<String> keyId,
      TokenKind kind,
      Set<Token> tokens) {

    /** Without the secret. */
    @Override
    public String toString() {
      return "Order[" + ask.who() + ", " + tokens.size() + " tokens]";
    }
  }

  /** What came of it. */
  sealed interface Outcome {

    /**
     * The audit has it.
     *
     * @param lines token, resource and identifier, of every token that stands for something
     */
    record Answered(long number, int found, List<Line> lines) implements Outcome {
      public Answered {
        lines = List.copyOf(lines);
      }
    }

    /** The audit has that too. */
    record Refused(String reason) implements Outcome {}
  }

  /** A line of an answer; not to be printed but into the file that was asked for. */
  record Line(Token token, String resource, String identifier) {
    @Override
    public String toString() {
      return "Line[" + token + "]";
    }
  }

  /** Writes an ask down that cannot be made an order of. */
  Outcome refuse(AuditRows.Ask ask, String reason) {
    audit.refused(ask, reason);
    return new Outcome.Refused(reason);
  }

  Outcome lookUp(Order order) {
    if (!settings.allows(order.ask().who(), order.secret())) {
      return refuse(order.ask(), "this user does not have the right, or the secret is not theirs");
    }
    Optional<KeyRing> ring;
    try {
      ring = keys.ring();
    } catch (InvalidSettings e) {
      return refuse(order.ask(), "a key of parley.releases.keys cannot be used");
    }
    var key =
        ring.flatMap(it -> order.keyId().isEmpty() ? Optional.of(it.current()) : key(it, order));
    return key.isEmpty()
        ? refuse(order.ask(), "there is no key of this id in parley.releases.keys")
        : lookUp(order, key.get());
  }

  private static Optional<MasterKey> key(KeyRing ring, Order order) {
    return ring.find(order.keyId().orElseThrow());
  }

  private Outcome lookUp(Order order, MasterKey key) {
    var number = new AtomicLong();
    var lookUp =
        new Reidentification(
            new Pseudonyms(key, order.scope()),
            (grant, keyId, scope, tokens) ->
                number.set(audit.asked(order.ask(), keyId, scope, tokens)));
    var grant = new Reidentification.Grant(order.ask().who(), order.ask().reason());
    var candidates = new Late(order.kind().resourceType());
    try {
      var found =
          lookUp.find(
              grant,
              order.kind().kind(),
              order.tokens(),
              java.util.stream.Stream.of(candidates).flatMap(it -> it.all().values().stream()));
      var lines = new ArrayList<Line>();
      found.forEach(
          (token, value) ->
              candidates.all().found(value).forEach(it -> lines.addAll(lines(token, it))));
      audit.ended(order.ask(), number.get(), "answered", found.size() + " found");
      return new Outcome.Answered(number.get(), found.size(), lines);
    } catch (DataAccessException e) {
      if (number.get() > 0) {
        audit.ended(order.ask(), number.get(), "failed", "the record could not be read");
      }
      throw e;
    }
  }

  private static List<Line> lines(Token token, Candidates.Found found) {
    var lines = new ArrayList<Line>();
    lines.add(new Line(token, found.resource(), ""));
    found.identifiers().forEach(it -> lines.add(new Line(token, found.resource(), it)));
    return lines;
  }

  /** The record is not read before the audit has the ask. */
  private final class Late {
    private final String type;
    private Optional<Candidates> read = Optional.empty();

    Late(String type) {
      this.type = type;
    }

    Candidates all() {
      if (read.isEmpty()) {
        read = Optional.of(Candidates.of(dataSource, type));
      }
      return read.get();
    }
  }
}
