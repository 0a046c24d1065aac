/** Patient administration messages: ADT^A01, A03, A04, A05, A08, A28, A31 and A40. */
@NullMarked
package parley.mappings.adt;

import org.jspecify.annotations.NullMarked;
