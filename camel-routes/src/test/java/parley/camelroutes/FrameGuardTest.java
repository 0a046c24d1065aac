package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Clock;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What a connection takes of the memory for frames. */
class FrameGuardTest {

  private final FrameBudget budget = new FrameBudget(2 * 1024 * 1024);
  private final EmbeddedChannel channel =
      new EmbeddedChannel(
          new FrameGuard(
              MllpLimits.usual(), new Gate(), budget, new Acknowledgements(Clock.systemUTC())));

  @Test
  void aFrameCountsUntilItIsDoneThoughItsSenderHasHungUp() {
    channel.writeInbound(Unpooled.wrappedBuffer(frame()));
    assertThat(budget.held()).isGreaterThan(500_000);
    var inWork = channel.attr(FrameGuard.IN_WORK).get();
    channel.close();
    channel.runPendingTasks();
    assertThat(budget.held()).as("while a worker has it or will have it").isGreaterThan(500_000);
    inWork.run();
    channel.runPendingTasks();
    assertThat(budget.held()).isZero();
    inWork.run();
    channel.runPendingTasks();
    assertThat(budget.held()).as("done twice").isZero();
    channel.finishAndReleaseAll();
  }

  @Test
  void anAnsweredFrameIsNotCountedOutAgain() {
    channel.writeInbound(Unpooled.wrappedBuffer(frame()));
    var first = channel.attr(FrameGuard.IN_WORK).get();
    channel.writeOutbound(Texts.message("answer"));
    assertThat(budget.held()).isZero();
    channel.writeInbound(Unpooled.wrappedBuffer(frame()));
    channel.close();
    first.run();
    channel.runPendingTasks();
    assertThat(budget.held()).as("the second frame is still in work").isGreaterThan(500_000);
    channel.attr(FrameGuard.IN_WORK).get().run();
    channel.runPendingTasks();
    assertThat(budget.held()).isZero();
    channel.finishAndReleaseAll();
  }

  @Test
  void aPartOfAFrameGoesWithItsSender() {
    var whole = frame();
    channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOf(whole, whole.length - 2)));
    assertThat(budget.held()).isGreaterThan(500_000);
    channel.close();
    channel.runPendingTasks();
    assertThat(budget.held()).isZero();
    channel.finishAndReleaseAll();
  }

  private static byte[] frame() {
    return MllpClient.frame(Texts.message("large", "OBX|1|ED|||" + "QUJD".repeat(200_000)));
  }
}
