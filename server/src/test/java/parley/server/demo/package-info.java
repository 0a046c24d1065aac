/** Tests of the demonstration. */
@NullMarked
package parley.server.demo;

import org.jspecify.annotations.NullMarked;
