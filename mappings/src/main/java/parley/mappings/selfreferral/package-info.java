/** A person's own referral: answers of one form in, patient, referral, scores and consents out. */
@NullMarked
package parley.mappings.selfreferral;

import org.jspecify.annotations.NullMarked;
