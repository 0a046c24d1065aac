package parley.server.store;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.List;
import org.hl7.fhir.r4.model.Resource;

/** Searches in the gateway's own name that read at once all that is found. */
public final class WholeSearch {

  private WholeSearch() {}

  /** All resources that are found. */
  public static <T extends Resource> List<T> all(
      DaoRegistry daos, Class<T> type, SearchParameterMap search) {
    search.setLoadSynchronous(true);
    return daos
        .getResourceDao(type)
        .search(search, new SystemRequestDetails())
        .getAllResources()
        .stream()
        .map(type::cast)
        .toList();
  }

  /**
   * All resources that are found, of which there are not too many.
   *
   * @throws IllegalStateException when there are so many or more
   */
  public static <T extends Resource> List<T> fewerThan(
      int most, DaoRegistry daos, Class<T> type, SearchParameterMap search) {
    var found = all(daos, type, search.setLoadSynchronousUpTo(most));
    if (found.size() == most) {
      throw new IllegalStateException(
          "more than " + most + " resources of " + type.getSimpleName());
    }
    return found;
  }
}
