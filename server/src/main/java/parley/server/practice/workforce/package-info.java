/** The workforce census: staff on a day, counted so that nobody can be told from the figures. */
@NullMarked
package parley.server.practice.workforce;

import org.jspecify.annotations.NullMarked;
