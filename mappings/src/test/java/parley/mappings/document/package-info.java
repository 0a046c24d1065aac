/** Tests of documents. */
@NullMarked
package parley.mappings.document;

import org.jspecify.annotations.NullMarked;
