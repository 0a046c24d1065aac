package parley.server.fhir;

/** Marks a HAPI interceptor bean that is registered with the FHIR endpoint. */
public interface FhirInterceptor {}
