package parley.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.param.DateParam;
import jakarta.persistence.EntityManagerFactory;
import java.util.List;
import java.util.function.Predicate;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Patient.LinkType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import parley.mappings.Person;
import parley.mappings.RecordBundle;
import parley.mappings.person.Surname;

/** Who somebody is that did not come by message, by the same rules. In the caller's transaction. */
public final class People {

  /** More than are born on one day and have one surname; a person looks at few of them anyway. */
  private static final int MOST_ALIKE = 200;

  private final DaoRegistry daos;
  private final PeopleLock lock;
  private final PersonResolver resolver;
  private final StoredRecords records;

  public People(DaoRegistry daos, JdbcTemplate jdbc, EntityManagerFactory sessions) {
    var identities = new Identities(jdbc);
    this.daos = daos;
    this.lock = new PeopleLock(identities);
    this.records =
        new StoredRecords(
            daos, jdbc, SharedEntityManagerCreator.createSharedEntityManager(sessions));
    this.resolver = new PersonResolver(identities, records);
  }

  /** Who one person is. */
  public sealed interface Found {

    /**
     * Somebody held, or somebody new whose identifiers are theirs now.
     *
     * @param patient id of the Patient
     */
    record Known(String patient) implements Found {}

    /**
     * Their identifier is held by somebody who they do not seem to be.
     *
     * @param candidates ids of the Patients it may be
     */
    record Doubtful(List<String> candidates) implements Found {
      public Doubtful {
        candidates = List.copyOf(candidates);
      }
    }
  }

  /**
   * Finds a person. Until the transaction ends nobody else can be given their identifiers.
   *
   * @param bundle of one person, with their Patient
   */
  public Found find(RecordBundle bundle) {
    lock.lock(bundle.people());
    var resolution = resolver.resolve(bundle);
    if (resolution instanceof Resolution.Resolved resolved) {
      return new Found.Known(resolved.ids().get(bundle.people().get(0).id()));
    }
    return new Found.Doubtful(((Resolution.Conflict) resolution).candidates());
  }

  /**
   * Finds a person nobody vouches for: an identifier leads to its holder only where the two agree.
   *
   * @param bundle of one person, with their Patient
   * @param agrees whether the Patient who is held is this person
   */
  public Found find(RecordBundle bundle, Predicate<Patient> agrees) {
    var found = find(bundle);
    if (found instanceof Found.Known known
        && records.read("Patient", known.patient()).orElse(null) instanceof Patient held
        && !agrees.test(held)) {
      return new Found.Doubtful(List.of(known.patient()));
    }
    return found;
  }

  /**
   * Other Patients of the same date of birth and surname.
   *
   * @param patient id of the one that they are like
   * @return ids; none when the person has no whole date of birth or no surname
   */
  public List<String> alike(Person person, String patient) {
    if (person.familyName() == null || person.birthDate() == null) {
      return List.of();
    }
    var search = new SearchParameterMap().setLoadSynchronousUpTo(MOST_ALIKE);
    search.add("birthdate", new DateParam(person.birthDate()));
    return daos
        .getResourceDao(Patient.class)
        .search(search, StoredRecords.request())
        .getAllResources()
        .stream()
        .map(Patient.class::cast)
        .filter(other -> !other.getIdPart().equals(patient) && !isReplaced(other))
        .filter(other -> other.getName().stream().anyMatch(it -> isNamed(it, person.familyName())))
        .map(Patient::getIdPart)
        .toList();
  }

  private static boolean isNamed(HumanName name, String family) {
    return name.hasFamily() && Surname.comparable(name.getFamily()).equals(family);
  }

  private static boolean isReplaced(Patient patient) {
    return patient.getLink().stream().anyMatch(link -> link.getType() == LinkType.REPLACEDBY);
  }
}
