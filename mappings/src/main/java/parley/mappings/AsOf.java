package parley.mappings;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ResourceFactory;
import org.hl7.fhir.r4.model.StringType;
import parley.mappings.RecordBundle.Write;
import parley.mappings.reading.Moments;
import parley.terminology.Systems;

/**
 * When a sender said what a record holds (extension {@code as-of}). Messages about one thing may
 * come in any order; of each part of the record the newest word stands, so that the order in which
 * they come makes no difference. Parts are named as in {@link Write#cleared}: {@code start}, {@code
 * participant:Location}, {@code extension:<url>}, {@code extension:<url>#<code>}. Of two words of
 * the same moment the one that comes later stands.
 */
public final class AsOf {

  /**
   * The word that an appointment is booked and no more, as a booking says it. It ends no word that
   * the appointment was kept or missed, unless it names another start.
   */
  public static final String BOOKED = "status#booked";

  private static final String URL = Systems.structureDefinition("as-of");

  /** What is never held of one moment: identity, and the times themselves. */
  private static final Set<String> UNDATED =
      Set.of("id", "meta", "identifier", "participant:Patient");

  /**
   * When the whole was said, and the parts of which there is a later word.
   *
   * @param whole {@link Instant#MIN} when the whole was never said
   */
  record Words(Instant whole, Map<String, Instant> parts) {

    Instant of(String part) {
      var own = parts.getOrDefault(part, whole);
      var code = part.indexOf('#');
      var element = code < 0 ? own : of(part.substring(0, code));
      return element.isAfter(own) ? element : own;
    }
  }

  private AsOf() {}

  /** Says of a record as of when all of it is told: what it does not hold is not so. */
  public static void whole(DomainResource resource, Instant at) {
    resource.addExtension(word(at, Set.of()));
  }

  /** Says of a record as of when some of its parts are told; of the others it is silent. */
  public static void parts(DomainResource resource, Instant at, Set<String> parts) {
    if (!parts.isEmpty()) {
      resource.addExtension(word(at, parts));
    }
  }

  /**
   * What of a write still stands beside a stored resource.
   *
   * @return the write without the parts of which a later word is held; the same when it does not
   *     say as of when it speaks
   */
  static Write standing(Write write, Resource stored) {
    if (!(write.resource() instanceof DomainResource incoming)
        || !(stored instanceof DomainResource held)
        || !incoming.hasExtension(URL)) {
      return write;
    }
    var known = words(held);
    var rebooked = Rebooking.of(incoming, words(incoming), held, known);
    var told = rebooked.told();
    var resource = without(rebooked.resource(), part -> isLater(known, told, part));
    together(told, known).forEach(resource::addExtension);
    var cleared = new HashSet<>(write.cleared());
    cleared.addAll(rebooked.cleared());
    cleared.removeIf(part -> isLater(known, told, part));
    return new Write(resource, cleared, write.when(), write.defaults());
  }

  /** Whether what is held of a part was said after what is told now. */
  private static boolean isLater(Words known, Words told, String part) {
    var now = told.parts().isEmpty() ? told.whole() : told.of(part);
    // A part that the message names nowhere is only kept from it by a word on the whole.
    var moment = now.equals(Instant.MIN) ? latest(told) : now;
    return known.of(part).isAfter(moment);
  }

  private static Instant latest(Words words) {
    return words.parts().values().stream().max(Instant::compareTo).orElse(words.whole());
  }

  private static DomainResource without(DomainResource incoming, Predicate<String> later) {
    var resource = (DomainResource) ResourceFactory.createResource(incoming.fhirType());
    for (var property : incoming.children()) {
      var name = property.getName();
      for (var value : property.getValues()) {
        var part = part(name, value);
        if (!isOwn(value) && (UNDATED.contains(part) || !later.test(part))) {
          RecordMerge.set(resource, name, value);
        }
      }
    }
    return resource;
  }

  private static boolean isOwn(Base value) {
    return value instanceof Extension extension && URL.equals(extension.getUrl());
  }

  private static String part(String name, Base value) {
    if (value instanceof AppointmentParticipantComponent) {
      return ElementMerge.participant(value);
    }
    return name.equals("extension") ? ElementMerge.coded(value) : name.replace("[x]", "");
  }

  private static List<Extension> together(Words told, Words known) {
    var whole = told.whole().isAfter(known.whole()) ? told.whole() : known.whole();
    var latest = new TreeMap<>(known.parts());
    told.parts()
        .forEach((part, at) -> latest.merge(part, at, (one, two) -> one.isAfter(two) ? one : two));
    var byTime = new TreeMap<Instant, Set<String>>();
    latest.forEach(
        (part, at) -> {
          if (at.isAfter(whole) && !isCovered(part, at, latest)) {
            byTime.computeIfAbsent(at, moment -> new TreeSet<>()).add(part);
          }
        });
    var base =
        whole.equals(Instant.MIN) ? Stream.<Extension>empty() : Stream.of(word(whole, Set.of()));
    return Stream.concat(
            base, byTime.entrySet().stream().map(entry -> word(entry.getKey(), entry.getValue())))
        .toList();
  }

  /** Whether a word on one code of an element says no more than a later one on the element. */
  private static boolean isCovered(String part, Instant at, Map<String, Instant> latest) {
    var code = part.indexOf('#');
    return code >= 0 && !at.isAfter(latest.getOrDefault(part.substring(0, code), Instant.MIN));
  }

  private static Words words(DomainResource resource) {
    var whole = Instant.MIN;
    var parts = new TreeMap<String, Instant>();
    for (var word : resource.getExtensionsByUrl(URL)) {
      var at = ((InstantType) word.getExtensionByUrl("at").getValue()).getValue().toInstant();
      var named = word.getExtensionsByUrl("part");
      if (named.isEmpty()) {
        whole = at;
      }
      named.forEach(part -> parts.put(part.getValue().primitiveValue(), at));
    }
    return new Words(whole, parts);
  }

  private static Extension word(Instant at, Set<String> parts) {
    var word = new Extension(URL);
    word.addExtension(new Extension("at", Moments.instant(at)));
    new TreeSet<>(parts)
        .forEach(part -> word.addExtension(new Extension("part", new StringType(part))));
    return word;
  }
}
