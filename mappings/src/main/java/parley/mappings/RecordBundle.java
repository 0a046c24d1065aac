package parley.mappings;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.Resource;
import parley.terminology.Systems;

/**
 * What one message asks the store to do, in an order in which every reference target precedes the
 * resource that refers to it. Ids are deterministic ({@link RecordIds}) and complete, with one
 * exception: the ids of {@link #people()} are provisional, because only the store knows whether the
 * person is already held under another identifier. The store replaces a provisional Patient id, and
 * every reference to it, by the id the person has.
 *
 * @param people the people the message is about: one, or two for a join; each has its Patient among
 *     the entries
 * @param entries the writes and joins, in order
 * @param otherNames under which some of the resources may be held instead
 */
public record RecordBundle(List<Person> people, List<Entry> entries, List<OtherNames> otherNames) {

  public RecordBundle {
    people = List.copyOf(people);
    entries = List.copyOf(entries);
    otherNames = List.copyOf(otherNames);
  }

  /** A bundle whose resources are held under their own names and no others. */
  public RecordBundle(List<Person> people, List<Entry> entries) {
    this(people, entries, List.of());
  }

  /**
   * Resources that belong together and have two names, because the message does not say whether
   * there is another like them: when anything is held under one of the second names, all go by
   * these.
   *
   * @param names {@code Type/id} as in the entries, to the second {@code Type/id}
   */
  public record OtherNames(Map<String, String> names) {
    public OtherNames {
      names = Map.copyOf(names);
    }
  }

  /** One thing to do. */
  public sealed interface Entry {}

  /**
   * Create or update one resource.
   *
   * @param resource the resource with its id; on update, elements it holds replace those stored
   *     (see {@link RecordMerge}), elements it lacks stay as they are
   * @param cleared names of elements that the message deletes (HL7 null), as {@link RecordMerge}
   *     reads them
   * @param when under which stored state the write takes place; otherwise it is passed over
   * @param defaults names of elements whose value the message does not say but a new resource
   *     needs, such as {@code status}: they count when the resource is created, never on update
   */
  public record Write(Resource resource, Set<String> cleared, When when, Set<String> defaults)
      implements Entry {
    public Write {
      cleared = Set.copyOf(cleared);
      defaults = Set.copyOf(defaults);
    }

    /** A write that says every element it holds. */
    public Write(Resource resource, Set<String> cleared, When when) {
      this(resource, cleared, when, Set.of());
    }

    public static Write always(Resource resource) {
      return new Write(resource, Set.of(), new When.Always());
    }

    public static Write always(Resource resource, Set<String> defaults) {
      return new Write(resource, Set.of(), new When.Always(), defaults);
    }

    public static Write ifPresent(Resource resource) {
      return new Write(resource, Set.of(), new When.Present());
    }

    public static Write ifAbsent(Resource resource) {
      return new Write(resource, Set.of(), new When.Absent());
    }
  }

  /**
   * Two Patients are one person: the replaced one becomes inactive with a {@code replaced-by} link,
   * the survivor gets a {@code replaces} link, and references move to the survivor (HL7 v2
   * ADT^A40).
   *
   * @param survivor provisional id of the person of PID
   * @param replaced provisional id of the person of MRG
   */
  public record Join(String survivor, String replaced) implements Entry {}

  /** The stored state under which a write takes place. */
  public sealed interface When {
    /** Whatever is stored. */
    record Always() implements When {}

    /**
     * Only when nothing is stored under the id.
     *
     * @param others {@code Type/id} of what must not be stored either
     */
    record Absent(Set<String> others) implements When {
      public Absent {
        others = Set.copyOf(others);
      }

      public Absent() {
        this(Set.of());
      }
    }

    /** Only when something is stored under the id. */
    record Present() implements When {}

    /**
     * Only when nothing is stored, or what is stored was not said by a message written later. The
     * resource holds the time of its message in the extension {@link #MESSAGE_TIME}; without one on
     * either side the write takes place.
     */
    record NotOlder() implements When {}

    /** When the sending system wrote the message (MSH-7): an instant, on the resource itself. */
    String MESSAGE_TIME = Systems.structureDefinition("message-time");

    /** Only when nothing is stored, or what is stored has one of these status codes. */
    record StatusIn(Set<String> statuses) implements When {
      public StatusIn {
        statuses = Set.copyOf(statuses);
      }
    }
  }
}
