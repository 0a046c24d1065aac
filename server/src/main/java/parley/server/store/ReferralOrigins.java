package parley.server.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Write;
import parley.mappings.outbound.Origin;
import parley.mappings.outbound.OriginReader;
import parley.terminology.Systems;

/**
 * How each referral came: the table {@code referral_origin}, written in the transaction that first
 * applies a message about the referral. Takes part in the caller's transaction.
 */
public final class ReferralOrigins {

  private static final String PATIENT_REFERRAL = "3457005";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

  private final JdbcTemplate jdbc;

  public ReferralOrigins(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Notes where the referrals of a message came from, unless that is known. */
  void note(long entryId, RecordBundle bundle) {
    for (var entry : bundle.entries()) {
      if (entry instanceof Write write
          && write.resource() instanceof ServiceRequest request
          && isReferral(request)) {
        note(entryId, request.getIdElement().getIdPart());
      }
    }
  }

  private static boolean isReferral(ServiceRequest request) {
    return request.getCategory().stream()
        .anyMatch(category -> category.hasCoding(Systems.SNOMED_CT, PATIENT_REFERRAL));
  }

  private void note(long entryId, String referralId) {
    var known =
        jdbc.queryForList(
            "select 1 from referral_origin where referral_id = ?", Integer.class, referralId);
    if (!known.isEmpty()) {
      return;
    }
    jdbc.update(
        "insert into referral_origin (referral_id, journal_id, inlet, sender, type, control_id,"
            + " correlation_id, received_at, given) select ?, id, inlet, sender, type,"
            + " coalesce(control_id, ''), coalesce(transport ->> 'CORRELATION_ID', ''),"
            + " received_at, ?::jsonb from message_journal where id = ?"
            + " on conflict (referral_id) do nothing",
        referralId,
        json(given(entryId)),
        entryId);
  }

  /** What the message said, and for which service its transport said that it was. */
  private Map<String, String> given(long entryId) {
    return jdbc.query(
            "select raw, transport ->> 'TARGET_IDENTIFIER' target from message_journal"
                + " where id = ?",
            (row, index) -> {
              var given = new LinkedHashMap<>(OriginReader.read(row.getBytes("raw")));
              if (row.getString("target") != null) {
                given.put("NHSD-Target-Identifier", row.getString("target"));
              }
              return given;
            },
            entryId)
        .get(0);
  }

  /** How a referral came, empty for one that came by no message. */
  public Optional<Origin> find(String referralId) {
    return jdbc
        .query(
            "select referral_id, sender, control_id, correlation_id, given from referral_origin"
                + " where referral_id = ?",
            (row, index) ->
                new Origin(
                    row.getString("referral_id"),
                    row.getString("sender"),
                    row.getString("control_id"),
                    row.getString("correlation_id"),
                    texts(row.getString("given"))),
            referralId)
        .stream()
        .findFirst();
  }

  /**
   * Whether a sender sent a message.
   *
   * @param entryId row of the message in the journal
   */
  public boolean sent(String sender, long entryId) {
    return !jdbc.queryForList(
            "select 1 from message_journal where id = ? and sender = ?",
            Integer.class,
            entryId,
            sender)
        .isEmpty();
  }

  /**
   * Remembers what the sender knows of its referral.
   *
   * @param state a state of the course
   * @return the number of this answer, from 1; empty when it knows that already
   */
  public OptionalInt tell(String referralId, String state) {
    return jdbc
        .query(
            "update referral_origin set answered = ?, answers = answers + 1"
                + " where referral_id = ? and answered <> ? returning answers",
            (row, index) -> row.getInt(1),
            state,
            referralId,
            state)
        .stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  private static String json(Map<String, String> texts) {
    try {
      // The database cannot hold this character.
      return JSON.writeValueAsString(texts).replace("\\u0000", "");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("texts can always be written", e);
    }
  }

  private static Map<String, String> texts(String json) {
    try {
      return JSON.readValue(json, TEXTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the table holds what this version cannot read", e);
    }
  }
}
