/** The three kinds of product, as types: identifiable, pseudonymised, anonymous. */
@NullMarked
package parley.submissions.product;

import org.jspecify.annotations.NullMarked;
