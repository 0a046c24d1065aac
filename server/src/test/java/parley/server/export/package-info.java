/** Tests of bulk export. */
@NullMarked
package parley.server.export;

import org.jspecify.annotations.NullMarked;
