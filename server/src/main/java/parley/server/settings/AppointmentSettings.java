package parley.server.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DefaultValue;
import parley.mappings.Sender;

/**
 * How a sender tells of appointments, under {@code parley.senders[].appointments}; the meaning is
 * that of {@link Sender.Appointments}.
 *
 * @param triggers message types that stand for one of the standard's
 * @param attended national code of "attended", 5 or 6; empty for none
 * @param pastMeansAttended whether an appointment that is past and still booked was attended
 */
public record AppointmentSettings(
    @DefaultValue List<Trigger> triggers,
    @DefaultValue("") String attended,
    @DefaultValue("false") boolean pastMeansAttended) {

  private static final Pattern TYPE = Pattern.compile("SIU\\^[A-Z0-9]{3}|ADT\\^A(?:05|08|38)");
  private static final Set<String> EVENTS = Set.of("S12", "S13", "S14", "S15", "S17", "S26");

  /**
   * One message type.
   *
   * @param type MSH-9, such as {@code SIU^Z02} or {@code ADT^A38}
   * @param means the event it stands for, such as {@code S15}
   * @param attendance national attendance code it says besides; empty for none
   */
  public record Trigger(String type, String means, @DefaultValue("") String attendance) {}

  /**
   * The settings as the mappings know them.
   *
   * @param sender whose they are, for the words of a refusal
   */
  Sender.Appointments toAppointments(String sender) {
    triggers.forEach(trigger -> check(trigger, sender));
    require(
        attended.isEmpty() || Set.of("5", "6").contains(attended), sender, "attended is 5 or 6");
    return new Sender.Appointments(
        triggers.stream()
            .collect(
                Collectors.toMap(
                    Trigger::type,
                    trigger -> new Sender.Trigger(trigger.means(), told(trigger.attendance())))),
        told(attended),
        pastMeansAttended);
  }

  private static void check(Trigger trigger, String sender) {
    require(
        TYPE.matcher(trigger.type()).matches(),
        sender,
        "triggers: type is none of SIU, ADT^A05, ADT^A08, ADT^A38");
    require(EVENTS.contains(trigger.means()), sender, "triggers: means is none of " + EVENTS);
    require(
        trigger.attendance().isEmpty()
            || Set.of("2", "3", "4", "5", "6", "7").contains(trigger.attendance()),
        sender,
        "triggers: attendance is no national code from 2 to 7");
  }

  private static Optional<String> told(String code) {
    return Optional.of(code).filter(text -> !text.isEmpty());
  }

  private static void require(boolean met, String sender, String rule) {
    if (!met) {
      throw new InvalidSettings("parley.senders: " + sender + ": appointments: " + rule);
    }
  }
}
