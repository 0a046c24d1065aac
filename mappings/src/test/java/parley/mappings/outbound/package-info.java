/** Tests of what is sent to referrers. */
@NullMarked
package parley.mappings.outbound;

import org.jspecify.annotations.NullMarked;
