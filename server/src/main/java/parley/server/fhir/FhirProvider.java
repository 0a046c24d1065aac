package parley.server.fhir;

/** Marks a bean with FHIR operations that is registered with the FHIR endpoint. */
public interface FhirProvider {}
