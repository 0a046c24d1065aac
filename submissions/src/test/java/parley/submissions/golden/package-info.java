/** A small service whose file was worked out by hand. */
@org.jspecify.annotations.NullMarked
package parley.submissions.golden;
