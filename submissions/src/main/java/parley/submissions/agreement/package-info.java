/** The agreement without which nothing is released: to whom, what for, which fields, how coarse. */
@NullMarked
package parley.submissions.agreement;

import org.jspecify.annotations.NullMarked;
