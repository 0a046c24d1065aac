package parley.server.practice.workforce;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import parley.mappings.practice.PracticeReader;
import parley.mappings.practice.Qualification;
import parley.server.store.WholeSearch;
import parley.terminology.Systems;

/**
 * Staff as the store holds them now, with the posts and qualifications of a day. A post counts when
 * it is not marked inactive and its period, if it has one, holds the day.
 */
final class StaffReader {

  private static final int MOST = 100_000;
  private static final int BATCH = 200;
  private static final String WTE = Systems.structureDefinition("whole-time-equivalent");
  private static final String ROLES = Systems.codeSystem("practitioner-role");
  private static final String OTHER = "other";

  private final DaoRegistry daos;

  StaffReader(DaoRegistry daos) {
    this.daos = daos;
  }

  private record Post(String role, Optional<BigDecimal> wte) {}

  /** Everybody with a post on the day, once each. */
  List<Person> staff(LocalDate day) {
    var posts = new TreeMap<String, List<Post>>();
    for (var role :
        WholeSearch.fewerThan(MOST, daos, PractitionerRole.class, new SearchParameterMap())) {
      if (isInForce(role, day)) {
        PracticeReader.id("Practitioner", role.getPractitioner())
            .ifPresent(id -> posts.computeIfAbsent(id, who -> new ArrayList<>()).add(post(role)));
      }
    }
    var qualifications = qualifications(List.copyOf(posts.keySet()));
    return posts.entrySet().stream()
        .map(
            entry ->
                person(entry.getValue(), qualifications.getOrDefault(entry.getKey(), List.of())))
        .toList();
  }

  private static boolean isInForce(PractitionerRole role, LocalDate day) {
    var period = role.getPeriod();
    return (!role.hasActive() || role.getActive())
        && PracticeReader.earliest(period.getStartElement()).filter(day::isBefore).isEmpty()
        && PracticeReader.latest(period.getEndElement()).filter(day::isAfter).isEmpty();
  }

  private static Post post(PractitionerRole role) {
    var code =
        role.getCode().stream()
            .flatMap(concept -> concept.getCoding().stream())
            .filter(coding -> ROLES.equals(coding.getSystem()) && coding.hasCode())
            .map(Coding::getCode)
            .findFirst()
            .orElse(OTHER);
    var wte =
        Optional.ofNullable(role.getExtensionByUrl(WTE))
            .map(extension -> extension.getValue())
            .filter(DecimalType.class::isInstance)
            .map(value -> ((DecimalType) value).getValue());
    return new Post(code, wte);
  }

  /** Somebody with several posts is counted in the one with most time, and with all their time. */
  private static Person person(List<Post> posts, List<Qualification> qualifications) {
    var main =
        posts.stream()
            .max(
                Comparator.comparing((Post post) -> post.wte().orElse(BigDecimal.ZERO))
                    .thenComparing(Post::role))
            .orElseThrow();
    var recorded = posts.stream().allMatch(post -> post.wte().isPresent());
    var sum =
        posts.stream()
            .flatMap(post -> post.wte().stream())
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    return new Person(main.role(), recorded ? Optional.of(sum) : Optional.empty(), qualifications);
  }

  private Map<String, List<Qualification>> qualifications(List<String> ids) {
    var found = new HashMap<String, List<Qualification>>();
    for (var from = 0; from < ids.size(); from += BATCH) {
      var any = new TokenOrListParam();
      ids.subList(from, Math.min(ids.size(), from + BATCH))
          .forEach(id -> any.addOr(new TokenParam(id)));
      for (var one :
          WholeSearch.fewerThan(
              MOST, daos, Practitioner.class, new SearchParameterMap().add("_id", any))) {
        found.put(one.getIdElement().getIdPart(), PracticeReader.qualifications(one));
      }
    }
    return found;
  }
}
