package parley.server.synth.store;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A table that is filled, the columns that are given, and where its keys come from. */
enum StoreTable {
  RESOURCE(
      "hfj_resource",
      "seq_resource_id",
      "res_id, fhir_id, res_type, res_type_id, res_ver, res_version, has_tags, res_published,"
          + " res_updated, hash_sha256, sp_index_status, sp_has_links, sp_token_present,"
          + " sp_date_present, sp_cmpstr_uniq_present, sp_cmptoks_present, sp_coords_present,"
          + " sp_number_present, sp_quantity_nrml_present, sp_quantity_present, sp_string_present,"
          + " sp_uri_present, search_url_present"),
  VERSION(
      "hfj_res_ver",
      "seq_resource_history_id",
      "pid, res_id, res_type, res_type_id, res_ver, res_version, has_tags, res_published,"
          + " res_updated, res_encoding, res_text_vc"),
  TAG("hfj_res_tag", "seq_restag_id", "pid, tag_id, res_id, res_type, res_type_id"),
  VERSION_TAG(
      "hfj_history_tag",
      "seq_historytag_id",
      "pid, tag_id, res_ver_pid, res_id, res_type, res_type_id"),
  LINK(
      "hfj_res_link",
      "seq_reslink_id",
      "pid, src_path, src_resource_id, source_resource_type, src_res_type_id, target_resource_id,"
          + " target_resource_type, target_res_type_id, sp_updated"),
  TOKEN(
      "hfj_spidx_token",
      "seq_spidx_token",
      "sp_id, hash_identity, sp_missing, sp_name, res_id, res_type, hash_sys, hash_sys_and_value,"
          + " hash_value, sp_system, sp_value"),
  DATE(
      "hfj_spidx_date",
      "seq_spidx_date",
      "sp_id, hash_identity, sp_missing, sp_name, res_id, res_type, sp_value_low, sp_value_high,"
          + " sp_value_low_date_ordinal, sp_value_high_date_ordinal"),
  IDENTIFIER("person_identifier", "", "system, value, patient_id");

  private final String table;
  private final String sequence;
  private final String columns;

  StoreTable(String table, String sequence, String columns) {
    this.table = table;
    this.sequence = sequence;
    this.columns = columns;
  }

  String table() {
    return table;
  }

  /** The sequence of its keys; empty for a table whose keys have a meaning. */
  Optional<String> sequence() {
    return Optional.of(sequence).filter(name -> !name.isEmpty());
  }

  String copy() {
    return "copy " + table + " (" + columns + ") from stdin";
  }

  static List<String> names() {
    return Arrays.stream(values()).map(StoreTable::table).toList();
  }
}
