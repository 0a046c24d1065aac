/** Care plans on the endpoint: applied, followed in the transaction of what changes them, given. */
@NullMarked
package parley.server.careplan;

import org.jspecify.annotations.NullMarked;
