package parley.submissions.canary;

import java.util.List;

/**
 * Finds runs of base64 that are long enough to say something, broken into lines or not, and shows
 * them from each of the places where a group may begin. Most of a file of short cells is none.
 */
final class Base64Runs {

  private final List<Base64View> views;
  private final int[] held;
  private int count;

  /**
   * @param least characters of a run below which nothing can be found in it
   */
  Base64Runs(List<Base64View> views, int least) {
    this.views = List.copyOf(views);
    this.held = new int[least];
  }

  void take(int one, long offset) {
    if (one == '\r' || one == '\n') {
      return;
    }
    var six = Base64View.value(one);
    if (six < 0) {
      if (count == held.length) {
        views.forEach(view -> view.stop(offset));
      }
      count = 0;
    } else if (count < held.length) {
      held[count++] = six;
      if (count == held.length) {
        for (var before : held) {
          show(before, offset);
        }
      }
    } else {
      show(six, offset);
    }
  }

  void end(long offset) {
    views.forEach(view -> view.end(offset));
  }

  private void show(int six, long offset) {
    for (var view : views) {
      view.take(six, offset);
    }
  }
}
