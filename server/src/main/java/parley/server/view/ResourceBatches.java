package parley.server.view;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import parley.submissions.view.ResourceText;

/** The texts of one type, some hundreds at a time, in the order of their keys. */
final class ResourceBatches implements AutoCloseable {

  private static final int BATCH = 500;
  private static final int FETCH = 20 * BATCH;

  private static final String KEYS =
      "select r.res_id, r.res_ver, r.fhir_id, r.res_updated, r.has_tags from hfj_resource r"
          + " where r.res_type = ? and r.res_deleted_at is null";

  /** An element of the compartment may be named by several parameters, so its name decides. */
  private static final String OF_PATIENTS =
      " and (r.res_type = 'Patient' and r.fhir_id = any(?) or r.res_id in ("
          + "select l.src_resource_id from hfj_res_link l"
          + " join hfj_resource p on p.res_id = l.target_resource_id"
          + " where p.res_type = 'Patient' and p.fhir_id = any(?)"
          + " and l.source_resource_type = ? and split_part(l.src_path, '.', 2) = any(?)))";

  private static final String NOT_ONE_OF =
      " and not exists (select 1 from unnest(?) other (id) where other.id = r.res_id)";

  private static final String NOT_OF =
      " and not exists (select 1 from unnest(?) other (id)"
          + " join hfj_res_link l on l.target_resource_id = other.id"
          + " where l.src_path = ? and l.src_resource_id = r.res_id)";

  private static final String TEXTS =
      "select v.res_id, v.res_encoding, v.res_text_vc"
          + " from unnest(?, ?) key (id, version)"
          + " join hfj_res_ver v on v.res_id = key.id and v.res_ver = key.version";

  private static final String TAGS =
      "select t.res_id, d.tag_type, d.tag_system, d.tag_code, d.tag_display"
          + " from hfj_res_tag t join hfj_tag_def d on d.tag_id = t.tag_id"
          + " where t.res_id = any(?) order by t.res_id, d.tag_type, d.tag_system, d.tag_code";

  private record Key(long id, long version, String name, Instant updated, boolean tagged) {}

  private final Connection connection;
  private final String type;
  private final PreparedStatement keys;
  private final PreparedStatement texts;
  private final PreparedStatement tags;
  private final ResultSet cursor;

  /**
   * Begins to read.
   *
   * @param others keys of Patients who are left out with all that is theirs
   */
  ResourceBatches(Connection connection, String type, RecordSelection selection, List<Long> others)
      throws SQLException {
    this.connection = connection;
    this.type = type;
    try (var statement = connection.createStatement()) {
      // All keys are read, so the plan that is done first is wanted, not that which begins first.
      statement.execute("set local cursor_tuple_fraction = 1");
      statement.execute("set local work_mem = '64MB'");
    }
    this.keys = connection.prepareStatement(sql(selection, others));
    this.texts = connection.prepareStatement(TEXTS);
    this.tags = connection.prepareStatement(TAGS);
    keys.setFetchSize(FETCH);
    bind(selection, others);
    this.cursor = keys.executeQuery();
  }

  private String sql(RecordSelection selection, List<Long> others) {
    return KEYS
        + selection.since().map(since -> " and r.res_updated > ?").orElse("")
        + selection.patients().map(patients -> OF_PATIENTS).orElse("")
        + without(others)
        + " order by r.res_id";
  }

  private String without(List<Long> others) {
    if (others.isEmpty()) {
      return "";
    }
    return type.equals("Patient")
        ? NOT_ONE_OF
        : PersonsOfPeriod.subject(type).map(path -> NOT_OF).orElse("");
  }

  private void bind(RecordSelection selection, List<Long> others) throws SQLException {
    var at = 1;
    keys.setString(at++, type);
    if (selection.since().isPresent()) {
      keys.setTimestamp(at++, Timestamp.from(selection.since().get()));
    }
    if (selection.patients().isPresent()) {
      var patients = texts(selection.patients().get().stream().sorted().toArray());
      keys.setArray(at++, patients);
      keys.setArray(at++, patients);
      keys.setString(at++, type);
      keys.setArray(at++, texts(PatientCompartment.elements(type).toArray()));
    }
    if (!without(others).isEmpty()) {
      keys.setArray(at++, numbers(others));
      var path = PersonsOfPeriod.subject(type);
      if (path.isPresent()) {
        keys.setString(at, path.get());
      }
    }
  }

  private Array texts(Object[] values) throws SQLException {
    return connection.createArrayOf("text", values);
  }

  private Array numbers(List<Long> values) throws SQLException {
    return connection.createArrayOf("bigint", values.toArray());
  }

  /** The next ones; none at the end. */
  List<ResourceText> next() throws SQLException {
    var batch = new ArrayList<Key>();
    while (batch.size() < BATCH && cursor.next()) {
      batch.add(
          new Key(
              cursor.getLong(1),
              cursor.getLong(2),
              cursor.getString(3),
              cursor.getTimestamp(4).toInstant(),
              cursor.getBoolean(5)));
    }
    if (batch.isEmpty()) {
      return List.of();
    }
    var metas = metas(batch);
    var found = text(batch);
    var all = new ArrayList<ResourceText>(batch.size());
    for (var key : batch) {
      var text = found.get(key.id());
      if (text == null) {
        throw new IllegalStateException(
            type + '/' + key.name() + " is stored in a form that cannot be read here");
      }
      var meta = metas.getOrDefault(key.id(), new StoredMeta());
      all.add(
          new ResourceText(
              Optional.of(key.name()), meta.put(text, type, key.version(), key.updated())));
    }
    return all;
  }

  private Map<Long, String> text(List<Key> batch) throws SQLException {
    texts.setArray(1, numbers(batch.stream().map(Key::id).toList()));
    texts.setArray(2, numbers(batch.stream().map(Key::version).toList()));
    var found = new HashMap<Long, String>();
    try (var rows = texts.executeQuery()) {
      while (rows.next()) {
        var text = rows.getString(3);
        if ("JSON".equals(rows.getString(2)) && text != null) {
          found.put(rows.getLong(1), text);
        }
      }
    }
    return found;
  }

  /** HAPI keeps profiles, tags and labels apart from the text. */
  private Map<Long, StoredMeta> metas(List<Key> batch) throws SQLException {
    var tagged = batch.stream().filter(Key::tagged).map(Key::id).toList();
    var found = new HashMap<Long, StoredMeta>();
    if (tagged.isEmpty()) {
      return found;
    }
    tags.setArray(1, numbers(tagged));
    try (var rows = tags.executeQuery()) {
      while (rows.next()) {
        found
            .computeIfAbsent(rows.getLong(1), id -> new StoredMeta())
            .add(
                rows.getInt(2),
                Optional.ofNullable(rows.getString(3)),
                Optional.ofNullable(rows.getString(4)),
                Optional.ofNullable(rows.getString(5)));
      }
    }
    return found;
  }

  @Override
  public void close() throws SQLException {
    try (keys;
        texts;
        tags) {
      cursor.close();
    }
  }
}
