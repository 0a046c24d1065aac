package parley.submissions.view;

/** A view and where its rows go. */
public record ViewTarget(View view, RowSink sink) {}
