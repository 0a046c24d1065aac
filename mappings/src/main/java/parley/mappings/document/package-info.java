/** Documents: attachments of messages, and document messages (MDM^T02, T08 and T11). */
@NullMarked
package parley.mappings.document;

import org.jspecify.annotations.NullMarked;
