/** Makes synthetic services: people, referrals and courses of treatment, with the truth beside. */
@NullMarked
package parley.server.synth;

import org.jspecify.annotations.NullMarked;
