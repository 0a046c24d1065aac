/** Tests of result messages. */
@NullMarked
package parley.mappings.result;

import org.jspecify.annotations.NullMarked;
