/** Tests of people who treat, on a running gateway. */
@NullMarked
package parley.server.practice;

import org.jspecify.annotations.NullMarked;
