/** Tests of care plans on a running gateway. */
@NullMarked
package parley.server.careplan;

import org.jspecify.annotations.NullMarked;
