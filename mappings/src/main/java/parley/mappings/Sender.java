package parley.mappings;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One sending system and how it writes HL7 v2; senders in England differ in all of these.
 *
 * @param id short stable name, such as {@code gp-riverside}; part of the journal's key and of the
 *     system of identifiers that name no authority
 * @param accepts the MSH-3/MSH-4 pairs it sends under; empty accepts every pair
 * @param charset how its bytes are read when MSH-18 does not say
 * @param authorities assigning authority (CX.4 or XON.6 namespace) to identifier system URI, over
 *     and above those Parley knows
 * @param conceptMaps HL7 v2 field ({@code PID-22}) to the canonical URL of the ConceptMap its codes
 *     are translated by, in place of Parley's own; under {@link #QUESTIONNAIRE_ITEMS} the map of
 *     its questions
 * @param sources fact to the HL7 v2 field that this sender says it in (Z-segments included), in
 *     place of the usual field
 * @param appointments how it tells of appointments
 * @param physicalHealth what its referrals are when it refers from a physical-health pathway
 */
public record Sender(
    String id,
    List<Origin> accepts,
    Charset charset,
    Map<String, String> authorities,
    Map<String, String> conceptMaps,
    Map<Fact, String> sources,
    Appointments appointments,
    PhysicalHealth physicalHealth) {

  /**
   * Key of the ConceptMap that names the questions of a sender's ORU messages. Its source codes are
   * {@code OBR-4|OBX-3} (the two codes with a bar between them) or OBX-3 alone; its target system
   * is the canonical URL of a questionnaire, its target code a linkId.
   */
  public static final String QUESTIONNAIRE_ITEMS = "OBR-4-OBX-3";

  public Sender {
    accepts = List.copyOf(accepts);
    authorities = Map.copyOf(authorities);
    conceptMaps = Map.copyOf(conceptMaps);
    sources = Map.copyOf(sources);
  }

  /** A sender without habits of its own in appointments and physical-health pathways. */
  public Sender(
      String id,
      List<Origin> accepts,
      Charset charset,
      Map<String, String> authorities,
      Map<String, String> conceptMaps,
      Map<Fact, String> sources) {
    this(
        id,
        accepts,
        charset,
        authorities,
        conceptMaps,
        sources,
        Appointments.STANDARD,
        PhysicalHealth.NONE);
  }

  /** The same habits under another id. */
  public Sender named(String other) {
    return new Sender(
        other, accepts, charset, authorities, conceptMaps, sources, appointments, physicalHealth);
  }

  /** The same sender with these maps in place of its own. */
  public Sender with(Map<String, String> maps) {
    return new Sender(
        id, accepts, charset, authorities, maps, sources, appointments, physicalHealth);
  }

  /** The same sender, telling of appointments in its own way. */
  public Sender with(Appointments habits) {
    return new Sender(
        id, accepts, charset, authorities, conceptMaps, sources, habits, physicalHealth);
  }

  /** The same sender, referring from a physical-health pathway. */
  public Sender with(PhysicalHealth pathway) {
    return new Sender(
        id, accepts, charset, authorities, conceptMaps, sources, appointments, pathway);
  }

  /** A sender with the UK default rules, for those who have not been described. */
  public static Sender withDefaults(String id) {
    return new Sender(id, List.of(), StandardCharsets.UTF_8, Map.of(), Map.of(), Map.of());
  }

  /** Whether messages with this MSH-3 and MSH-4 are this sender's. */
  public boolean sends(String application, String facility) {
    return accepts.isEmpty()
        || accepts.stream().anyMatch(origin -> origin.matches(application, facility));
  }

  /** Where this sender says a fact: an HL7 v2 field such as {@code ZU1-4} or {@code PID-32}. */
  public String source(Fact fact) {
    return sources.getOrDefault(fact, fact.usualField());
  }

  /**
   * One MSH-3/MSH-4 pair.
   *
   * @param application MSH-3.1, or {@code *} for any
   * @param facility MSH-4.1, or {@code *} for any
   */
  public record Origin(String application, String facility) {
    boolean matches(String otherApplication, String otherFacility) {
      return (application.equals("*") || application.equals(otherApplication))
          && (facility.equals("*") || facility.equals(otherFacility));
    }
  }

  /**
   * How a sender tells of appointments, where it is not as HL7 v2.4 chapter 10 has it.
   *
   * @param triggers message type, such as {@code SIU^Z02} or {@code ADT^A05}, to what it stands for
   * @param attended the national code (5 or 6) that "attended" stands for when the sender has but
   *     one word for it; empty leaves a contact without one
   * @param pastMeansAttended whether an appointment still booked in a message written after it was
   *     attended. Never so by itself: only when the sender has said that this is how it tells
   */
  public record Appointments(
      Map<String, Trigger> triggers, Optional<String> attended, boolean pastMeansAttended) {

    /** As the standard has it. */
    public static final Appointments STANDARD = new Appointments(Map.of(), Optional.empty(), false);

    public Appointments {
      triggers = Map.copyOf(triggers);
    }

    /** The type whose mapping takes a message: {@code SIU^S15} for one that stands for S15. */
    public String standard(String type) {
      var trigger = triggers.get(type);
      return trigger == null || type.startsWith("ADT^") ? type : "SIU^" + trigger.event();
    }
  }

  /**
   * What a message type of a sender stands for.
   *
   * @param event the trigger event it is read as: S12, S13, S14, S15, S17 or S26
   * @param attendance the attendance it says besides, by the national code
   */
  public record Trigger(String event, Optional<String> attendance) {}

  /**
   * Referrals from the care of a long-term condition, such as a diabetes clinic.
   *
   * @param pathway whether REF^I12 of this sender come from such a pathway: then questionnaires in
   *     them are read as questionnaires, and referrer and receiver become a CareTeam
   * @param integratedService whether the service that takes these referrals is an integrated
   *     long-term condition service (IAPT v2.1 IAPTLTCServiceInd of the contacts that follow);
   *     empty when nobody has said so, and then nothing is said
   */
  public record PhysicalHealth(boolean pathway, Optional<Boolean> integratedService) {
    /** No such pathway. */
    public static final PhysicalHealth NONE = new PhysicalHealth(false, Optional.empty());
  }

  /** Facts that senders are known to put in different places. */
  public enum Fact {
    /** NHS number status indicator (NHS Data Dictionary NHS NUMBER STATUS INDICATOR CODE). */
    NHS_NUMBER_STATUS("PID-32"),
    /** Ethnic category, NHS Data Dictionary 16+1. */
    ETHNIC_CATEGORY("PID-22"),
    /**
     * When the referral was received by the provider. The course begins on that day only if the
     * sender has a rule of its own: RF1-7 is as often the day on which it was written.
     */
    REFERRAL_RECEIVED("RF1-7"),
    /** National source of a referral (SourceOfReferralIAPT); HL7 v2 has no field for it. */
    REFERRAL_SOURCE(""),
    /** ODS code of the commissioner of the care (OrgIDComm); HL7 v2 has no field for it. */
    REFERRAL_COMMISSIONER(""),
    /** The day the referral-to-treatment wait would be breached. */
    REFERRAL_BREACH_DATE("RF1-8"),
    /** Presenting problem in words when there is no DG1. */
    REFERRAL_REASON("RF1-10"),
    /** Which appointment a message is about, in place of SCH-1 and SCH-2. */
    APPOINTMENT_NUMBER(""),
    /** Which referral an appointment is of, besides SCH-26 and SCH-27. */
    APPOINTMENT_REFERRAL(""),
    /** When an appointment begins, in place of SCH-11, TQ1-7 and AIS-4. */
    APPOINTMENT_START(""),
    /** What kind of appointment it is. */
    APPOINTMENT_TYPE("SCH-8"),
    /** How the two sides of a contact communicate; HL7 v2 has no field for it. */
    CONSULTATION_MECHANISM("");

    private final String usualField;

    Fact(String usualField) {
      this.usualField = usualField;
    }

    /** The HL7 v2 field used when a sender has no rule of its own; empty when there is none. */
    public String usualField() {
      return usualField;
    }
  }
}
