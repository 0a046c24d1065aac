/** Who a message is about: identifiers, the Patient, and the people who stand by. */
@NullMarked
package parley.mappings.person;

import org.jspecify.annotations.NullMarked;
