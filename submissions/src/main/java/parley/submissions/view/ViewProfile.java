package parley.submissions.view;

/** Profiles on ViewDefinition with rules of their own. */
public enum ViewProfile {
  /** A view to be run by others: url, name, status, fhirVersion and the type of each column. */
  SHAREABLE("https://sql-on-fhir.org/ig/StructureDefinition/ShareableViewDefinition"),
  /** A flat table: no collections, no structures. */
  TABULAR("https://sql-on-fhir.org/ig/StructureDefinition/TabularViewDefinition");

  private final String url;

  ViewProfile(String url) {
    this.url = url;
  }

  public String url() {
    return url;
  }
}
