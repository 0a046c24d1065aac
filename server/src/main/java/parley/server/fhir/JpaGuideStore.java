package parley.server.fhir;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.jpa.dao.tx.IHapiTransactionService;
import ca.uhn.fhir.jpa.entity.TermValueSetPreExpansionStatusEnum;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import jakarta.persistence.EntityManager;
import java.util.Set;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.terminology.Guide;
import parley.terminology.Systems;

/** HAPI's store of definitions. */
final class JpaGuideStore implements GuideStore {

  /** Code systems that nothing here can load, so that no filter over them can be expanded. */
  private static final Set<String> NEVER_HELD = Set.of(Systems.ICD_10);

  private final DaoRegistry daos;
  private final IHapiTransactionService transactions;
  private final EntityManager session;
  private final JdbcTemplate jdbc;

  JpaGuideStore(
      DaoRegistry daos,
      IHapiTransactionService transactions,
      EntityManager session,
      JdbcTemplate jdbc) {
    this.daos = daos;
    this.transactions = transactions;
    this.session = session;
    this.jdbc = jdbc;
  }

  @Override
  public boolean holds(String edition) {
    try {
      var held =
          daos.getResourceDao(ImplementationGuide.class)
              .read(new IdType("ImplementationGuide", Guide.NAME), new SystemRequestDetails());
      return held.getMeta().getTag(GuideRecords.EDITION, edition) != null;
    } catch (ResourceNotFoundException | ResourceGoneException e) {
      return false;
    }
  }

  @Override
  public void put(Resource resource) {
    var request = new SystemRequestDetails();
    if (resource instanceof ValueSet valueSet && !isExpandable(valueSet)) {
      transactions
          .withRequest(request)
          .execute(
              () -> {
                dao(resource.fhirType()).update(resource, request);
                leaveUnexpanded(valueSet);
              });
      return;
    }
    dao(resource.fhirType()).update(resource, request);
  }

  /** Whether its codes can be counted out. */
  static boolean isExpandable(ValueSet valueSet) {
    return valueSet.getCompose().getInclude().stream()
        .noneMatch(it -> !it.hasConcept() && NEVER_HELD.contains(it.getSystem()));
  }

  /**
   * HAPI expands value sets in the background, and would print a failure with its stack for each of
   * these, then set this very state. {@link PackagedValueSets} says whether a code is in them,
   * {@link GuideValueSets} that they cannot be expanded.
   */
  private void leaveUnexpanded(ValueSet valueSet) {
    session.flush();
    jdbc.update(
        "update trm_valueset set expansion_status = ? where url = ?",
        TermValueSetPreExpansionStatusEnum.FAILED_TO_EXPAND.name(),
        valueSet.getUrl());
  }

  @SuppressWarnings("unchecked")
  private IFhirResourceDao<Resource> dao(String type) {
    return daos.getResourceDao(type);
  }
}
