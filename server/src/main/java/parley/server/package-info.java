/** The gateway process: wiring of HAPI FHIR JPA, PostgreSQL, Camel and HTTP. */
@NullMarked
package parley.server;

import org.jspecify.annotations.NullMarked;
