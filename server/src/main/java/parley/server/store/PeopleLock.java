package parley.server.store;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import parley.mappings.Person;

/** Makes every other transaction about the same people wait until the caller's ends. */
final class PeopleLock {

  private final Identities identities;

  PeopleLock(Identities identities) {
    this.identities = identities;
  }

  /**
   * Identifiers first, then the Patients that hold them: a message under one identifier and a join
   * under another then wait for each other. Repeated when a join has moved an identifier meanwhile.
   */
  void lock(List<Person> people) {
    var keys = people.stream().flatMap(person -> person.identifiers().stream()).toList();
    identities.lock(keys);
    var locked = Set.<String>of();
    for (var holders = holders(keys); !locked.containsAll(holders); holders = holders(keys)) {
      identities.lockNames(holders);
      locked = holders;
    }
  }

  private Set<String> holders(List<Person.Key> keys) {
    return identities.holders(keys).values().stream()
        .map(id -> "Patient/" + id)
        .collect(Collectors.toSet());
  }
}
