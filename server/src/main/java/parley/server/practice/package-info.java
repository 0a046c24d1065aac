/** People who treat: qualifications, worklists, supervision, caseload and workforce. */
@NullMarked
package parley.server.practice;

import org.jspecify.annotations.NullMarked;
