/** What pages for people have in common. */
@NullMarked
package parley.submissions.page;

import org.jspecify.annotations.NullMarked;
