package parley.server.outcome;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.SortOrderEnum;
import ca.uhn.fhir.rest.api.SortSpec;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenOrListParam;
import java.util.Optional;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;

/** What the questionnaire operations read from the store. */
final class ResponseRecords {

  /** Enough to meet one of the questionnaire asked for among a patient's latest responses. */
  private static final int LATEST = 50;

  private final DaoRegistry daos;

  ResponseRecords(DaoRegistry daos) {
    this.daos = daos;
  }

  QuestionnaireResponse response(IdType id, RequestDetails request) {
    return daos.getResourceDao(QuestionnaireResponse.class).read(id, request);
  }

  Questionnaire questionnaire(IdType id, RequestDetails request) {
    return daos.getResourceDao(Questionnaire.class).read(id, request);
  }

  /** The course of treatment a contact belongs to. */
  Optional<Reference> courseOf(Reference contact, RequestDetails request) {
    var id = contact.getReferenceElement();
    if (!"Encounter".equals(id.getResourceType())) {
      return Optional.empty();
    }
    return daos
        .getResourceDao(Encounter.class)
        .read(id.toUnqualifiedVersionless(), request)
        .getEpisodeOfCare()
        .stream()
        .findFirst();
  }

  /** The last completed or amended response of a patient to a questionnaire of any version. */
  Optional<QuestionnaireResponse> latest(
      Reference subject, String canonical, RequestDetails request) {
    var search = SearchParameterMap.newSynchronous();
    search.add("subject", new ReferenceParam(subject.getReference()));
    search.add("status", new TokenOrListParam(null, "completed", "amended"));
    search.setSort(new SortSpec("authored", SortOrderEnum.DESC));
    search.setCount(LATEST);
    var url = canonical.split("\\|", 2)[0];
    // Not all resources: HAPI refuses those of a search that reached its count.
    return daos
        .getResourceDao(QuestionnaireResponse.class)
        .search(search, request)
        .getResources(0, LATEST)
        .stream()
        .map(QuestionnaireResponse.class::cast)
        .filter(QuestionnaireResponse::hasQuestionnaire)
        .filter(response -> url.equals(response.getQuestionnaire().split("\\|", 2)[0]))
        .findFirst();
  }
}
