package parley.server.database;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;

/** What a list for people shows: the rows of a table that meet every condition, newest first. */
public final class Listing {

  private final String table;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> arguments = new ArrayList<>();

  /**
   * Of a whole table.
   *
   * @param table name of a table whose {@code id} ascends in the order of its rows
   */
  public Listing(String table) {
    this.table = table;
  }

  /**
   * Narrows the list.
   *
   * @param condition SQL with one question mark; never anything that somebody sent
   * @param argument what the question mark stands for; without one the condition is left out
   */
  public Listing where(String condition, Optional<?> argument) {
    argument.ifPresent(
        value -> {
          conditions.add(condition);
          arguments.add(value);
        });
    return this;
  }

  /**
   * One page of it.
   *
   * @param columns SQL of what is selected; a list shows no messages, for a page of large ones
   *     would fill the memory
   * @param page from 0
   * @param size rows of a page
   */
  public <T> Page<T> page(
      JdbcTemplate jdbc, String columns, RowMapper<T> mapper, int page, int size) {
    var from =
        " from "
            + table
            + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    var total =
        jdbc.query("select count(*)" + from, (row, index) -> row.getLong(1), arguments.toArray());
    var all = new ArrayList<>(arguments);
    all.add(size);
    all.add((long) page * size);
    var entries =
        jdbc.query(
            "select " + columns + from + " order by id desc limit ? offset ?",
            mapper,
            all.toArray());
    return new Page<>(total.get(0), page, size, entries);
  }
}
