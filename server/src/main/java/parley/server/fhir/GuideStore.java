package parley.server.fhir;

import org.hl7.fhir.r4.model.Resource;

/** Where {@link GuideRecords} puts definitions. */
interface GuideStore {

  /** Whether everything of this edition of the package is stored. */
  boolean holds(String edition);

  /** Creates or updates one definition. */
  void put(Resource resource);
}
