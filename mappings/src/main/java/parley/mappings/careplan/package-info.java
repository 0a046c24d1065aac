/** From a PlanDefinition to a person's care plan, how far the plan is, and how it is passed on. */
@NullMarked
package parley.mappings.careplan;

import org.jspecify.annotations.NullMarked;
