/**
 * The scales whose scores are collected, with their thresholds, and which scale a problem calls
 * for.
 */
@NullMarked
package parley.terminology.scale;

import org.jspecify.annotations.NullMarked;
