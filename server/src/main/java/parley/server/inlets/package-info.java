/** The spine wired to the server: inlets from the settings, HTTP inlets, readiness. */
@NullMarked
package parley.server.inlets;

import org.jspecify.annotations.NullMarked;
