package parley.server.store;

/** SQL about Patients that links join. */
public final class PersonLinks {

  private static final String LINK = "'Patient.link.other'";

  private PersonLinks() {}

  /**
   * A subselect of one column {@code other}: the keys of whom a Patient's links name, of whatever
   * type they are, and of those whose links name the Patient. To be asked again of what it finds.
   *
   * @param key a column with the key of a Patient in the store, never text from outside
   */
  public static String others(String key) {
    return ("(select link.target_resource_id other from hfj_res_link link"
            + " where link.src_resource_id = %1$s and link.src_path = %2$s"
            + " and link.target_resource_id is not null"
            + " union all select link.src_resource_id from hfj_res_link link"
            + " where link.target_resource_id = %1$s and link.src_path = %2$s)")
        .formatted(key, LINK);
  }
}
