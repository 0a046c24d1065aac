package parley.server.synth;

import java.io.Closeable;
import java.io.IOException;

/** One form in which the referrals of an order are written, block by block. */
interface SynthOutput extends Closeable {

  /** Takes the next referral. */
  void add(MadeReferral referral) throws IOException;

  /** A block of referrals is complete. */
  void endBlock() throws IOException;

  /** What was written, in a few words. */
  String written();
}
