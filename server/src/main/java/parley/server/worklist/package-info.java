/** What the questions to every worklist have in common. */
@NullMarked
package parley.server.worklist;

import org.jspecify.annotations.NullMarked;
