/** How complete and how valid the fields of a file are. */
@NullMarked
package parley.submissions.quality;

import org.jspecify.annotations.NullMarked;
