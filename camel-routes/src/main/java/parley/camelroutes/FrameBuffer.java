package parley.camelroutes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * The bytes of one connection that are read but not yet let through, and where the next MLLP frame
 * ends among them (start block 0x0b, end block 0x1c 0x0d). Each byte is looked at once.
 */
final class FrameBuffer {

  private static final byte START = 0x0b;
  private static final byte END = 0x1c;
  private static final byte AFTER_END = 0x0d;

  /** Enough of a message to answer it by. */
  private static final int HEADER = 4096;

  private ByteBuf pending = Unpooled.EMPTY_BUFFER;
  private int scanned;

  /** What stands at the front of the buffer. */
  enum Front {
    NOTHING,
    GARBAGE,
    PART_OF_A_FRAME,
    FRAME
  }

  /** Adds bytes; they remain the caller's. */
  void add(ByteBufAllocator allocator, ByteBuf bytes) {
    if (!pending.isReadable()) {
      pending.release();
      pending = allocator.buffer(bytes.readableBytes());
    } else if (pending.refCnt() == 1) {
      // Somebody who never pauses between frames would otherwise make it grow for ever.
      pending.discardSomeReadBytes();
    }
    pending.writeBytes(bytes);
  }

  /** Looks at the front, past the line ends and blanks that some senders write between frames. */
  Front front() {
    while (pending.isReadable() && isFiller(pending.getByte(pending.readerIndex()))) {
      pending.skipBytes(1);
    }
    if (!pending.isReadable()) {
      return Front.NOTHING;
    }
    if (pending.getByte(pending.readerIndex()) != START) {
      return Front.GARBAGE;
    }
    return frameLength() < 0 ? Front.PART_OF_A_FRAME : Front.FRAME;
  }

  /** Bytes of the frame at the front as far as they are here, both blocks included. */
  int size() {
    int length = frameLength();
    return length < 0 ? pending.readableBytes() : length;
  }

  /** Bytes of memory in use for what is not let through yet. */
  int held() {
    return pending.capacity();
  }

  /** The beginning of the message at the front, which starts with a block. */
  byte[] header() {
    var header = new byte[Math.min(HEADER, pending.readableBytes() - 1)];
    pending.getBytes(pending.readerIndex() + 1, header);
    return header;
  }

  /** Takes the frame at the front, both blocks included; the caller releases it. */
  ByteBuf take() {
    var frame = pending.readRetainedSlice(frameLength());
    scanned = 0;
    if (!pending.isReadable()) {
      release();
    }
    return frame;
  }

  void release() {
    pending.release();
    pending = Unpooled.EMPTY_BUFFER;
    scanned = 0;
  }

  private static boolean isFiller(byte next) {
    return next == '\r' || next == '\n' || next == ' ';
  }

  /** Length of the first frame; -1 while its end is not there. */
  private int frameLength() {
    int last = pending.writerIndex() - 1;
    int end = pending.indexOf(pending.readerIndex() + scanned, last, END);
    while (end >= 0 && pending.getByte(end + 1) != AFTER_END) {
      end = pending.indexOf(end + 1, last, END);
    }
    scanned = (end < 0 ? last : end) - pending.readerIndex();
    return end < 0 ? -1 : end + 2 - pending.readerIndex();
  }
}
