/** Golden self-referrals. */
@NullMarked
package parley.mappings.selfreferral;

import org.jspecify.annotations.NullMarked;
