/** Self-referrals on a running gateway. */
@NullMarked
package parley.server.selfreferral;

import org.jspecify.annotations.NullMarked;
