package parley.camelroutes;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.AttributeKey;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.mappings.Problem;

/**
 * Stands between the socket and the MLLP decoder. It lets one frame through at a time and reads on
 * only when that one is answered, so that the socket backs up rather than memory; it closes
 * connections that send no frames, too large ones, or none at all; and it writes an answer of
 * several messages as several frames. One for each connection; runs on its event loop.
 */
final class FrameGuard extends ChannelDuplexHandler {

  private static final Logger LOG = LoggerFactory.getLogger(FrameGuard.class);

  /** Control id of answers that no journal row holds. */
  private static final String UNSTORED = "U0";

  private static final Duration LINGER = Duration.ofSeconds(2);

  /** Ends the count of the frame in work on a channel; to be run once the route is done with it. */
  static final AttributeKey<Runnable> IN_WORK = AttributeKey.valueOf("parley-frame-in-work");

  private final MllpLimits limits;
  private final Gate gate;
  private final FrameBudget budget;
  private final Acknowledgements acknowledgements;

  private final FrameBuffer frames = new FrameBuffer();
  private byte[] header = {};
  private long held;
  private boolean inWork;
  private int inWorkBytes;
  private long passed;
  private boolean gone;
  private boolean closing;
  private @Nullable ScheduledFuture<?> timer;
  private boolean timesFrame;

  FrameGuard(MllpLimits limits, Gate gate, FrameBudget budget, Acknowledgements acknowledgements) {
    this.limits = limits;
    this.gate = gate;
    this.budget = budget;
    this.acknowledgements = acknowledgements;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    ctx.channel().config().setAutoRead(false);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    stopTimer();
    frames.release();
    gone = true;
    // A frame in work goes on taking memory, whether or not its sender waits for the answer.
    account();
  }

  /** The route is done with a frame: nobody will be told that, when its sender has gone. */
  private void done(long frame) {
    if (gone && frame == passed) {
      inWorkBytes = 0;
      account();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    ctx.fireChannelActive();
    if (!gate.admits(limits.connections())) {
      LOG.warn("MLLP: one connection too many is closed");
      close(ctx);
      return;
    }
    waitForFrame(ctx);
    ctx.read();
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    gate.leave();
    stopTimer();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    var bytes = (ByteBuf) message;
    try {
      if (closing) {
        ctx.read();
      } else {
        frames.add(ctx.alloc(), bytes);
        account();
      }
    } finally {
      bytes.release();
    }
    next(ctx);
  }

  /** The decoder below asks for more whenever it has none; that is decided here alone. */
  @Override
  public void read(ChannelHandlerContext ctx) {
    if (!inWork && !closing) {
      ctx.read();
    }
  }

  /** Lets the next frame through, or reads on. */
  private void next(ChannelHandlerContext ctx) {
    if (inWork || closing || !gate.isOpen()) {
      return;
    }
    switch (frames.front()) {
      case NOTHING -> {
        waitForFrame(ctx);
        ctx.read();
      }
      case GARBAGE -> {
        LOG.warn("MLLP: bytes outside a frame, connection closed");
        header = new byte[0];
        refuse(ctx, Refusals.notHl7());
      }
      case PART_OF_A_FRAME -> {
        if (!tooLarge(ctx) && !tooMuchAtOnce(ctx)) {
          waitForEnd(ctx);
          ctx.read();
        }
      }
      case FRAME -> {
        if (!tooLarge(ctx)) {
          pass(ctx);
        }
      }
    }
  }

  private void pass(ChannelHandlerContext ctx) {
    stopTimer();
    header = frames.header();
    inWork = true;
    inWorkBytes = frames.size();
    var frame = frames.take();
    account();
    var number = ++passed;
    var loop = ctx.channel().eventLoop();
    ctx.channel().attr(IN_WORK).set(() -> loop.execute(() -> done(number)));
    ctx.fireChannelRead(frame);
  }

  private boolean tooLarge(ChannelHandlerContext ctx) {
    if (frames.size() <= limits.largestFrame()) {
      return false;
    }
    LOG.warn("MLLP: frame of more than {} bytes, connection closed", limits.largestFrame());
    header = frames.header();
    refuse(ctx, Refusals.tooLarge(limits.largestFrame()));
    return true;
  }

  /**
   * A frame that is here whole goes on; only who asks for more is refused, and only a large one.
   */
  private boolean tooMuchAtOnce(ChannelHandlerContext ctx) {
    if (held == 0 || !budget.exceeded()) {
      return false;
    }
    LOG.warn("MLLP: large frames of all connections exceed the memory for them, one is closed");
    header = frames.header();
    refuse(ctx, Refusals.busy());
    frames.release();
    account();
    return true;
  }

  /** What this connection takes of the memory that all of them share, its own part left out. */
  private void account() {
    long now = Math.max(0L, (long) frames.held() + inWorkBytes - FrameBudget.EACH);
    budget.add(now - held);
    held = now;
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    var answer = message instanceof byte[] bytes ? bytes : lastResort();
    var done = promise.unvoid();
    done.addListener(written -> answered(ctx));
    if (answer.length == 0) {
      done.setSuccess();
      return;
    }
    var messages = Messages.split(answer);
    for (byte[] first : messages.subList(0, messages.size() - 1)) {
      ctx.write(first);
    }
    ctx.write(messages.get(messages.size() - 1), done);
  }

  private void answered(ChannelHandlerContext ctx) {
    inWork = false;
    inWorkBytes = 0;
    account();
    if (ctx.channel().isActive()) {
      next(ctx);
    }
  }

  /** The route itself failed, which it is not meant to: the sender must not hang for it. */
  private byte[] lastResort() {
    LOG.error("MLLP: the route gave no answer");
    var problems = List.of(Refusals.internal(false));
    return acknowledgements
        .answer(header, UNSTORED, JournalEntry.State.REJECTED, problems)
        .orElse(new byte[0]);
  }

  private void refuse(ChannelHandlerContext ctx, Problem problem) {
    var answer =
        acknowledgements.answer(header, UNSTORED, JournalEntry.State.REJECTED, List.of(problem));
    closing = true;
    ChannelFuture written = ctx.newSucceededFuture();
    if (answer.isPresent()) {
      for (byte[] frame : Messages.split(answer.get())) {
        written = ctx.write(frame);
      }
      ctx.flush();
    }
    written.addListener(done -> linger(ctx));
  }

  /**
   * Ends our side and throws away what still comes, because closing a socket with unread bytes
   * makes the other end lose the answer.
   */
  private void linger(ChannelHandlerContext ctx) {
    if (ctx.channel() instanceof DuplexChannel socket && socket.isActive()) {
      startTimer(ctx, LINGER, () -> ctx.close());
      socket.shutdownOutput();
      ctx.read();
    } else {
      ctx.close();
    }
  }

  private void close(ChannelHandlerContext ctx) {
    closing = true;
    stopTimer();
    ctx.close();
  }

  private void waitForFrame(ChannelHandlerContext ctx) {
    startTimer(ctx, limits.idleTime(), () -> late(ctx, "idle"));
  }

  /** The time of a frame runs from its first bytes, however slowly the others drip in. */
  private void waitForEnd(ChannelHandlerContext ctx) {
    if (!timesFrame) {
      startTimer(ctx, limits.frameTime(), () -> late(ctx, "frame not finished in time"));
      timesFrame = true;
    }
  }

  private void startTimer(ChannelHandlerContext ctx, Duration time, Runnable action) {
    stopTimer();
    timer = ctx.executor().schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void late(ChannelHandlerContext ctx, String why) {
    LOG.warn("MLLP: {}, connection closed", why);
    close(ctx);
  }

  private void stopTimer() {
    timesFrame = false;
    if (timer != null) {
      timer.cancel(false);
      timer = null;
    }
  }
}
