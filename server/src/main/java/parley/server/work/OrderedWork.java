package parley.server.work;

/** Work that is in a register and begins. */
public interface OrderedWork {

  /** Its number in the register. */
  long id();
}
