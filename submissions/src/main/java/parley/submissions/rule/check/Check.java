package parley.submissions.rule.check;

/** How a rule is found out. */
public sealed interface Check permits RowCheck, RowsCheck, FileCheck, OfRecord {}
