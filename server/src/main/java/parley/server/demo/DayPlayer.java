package parley.server.demo;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;

/** Plays a day: the senders at the same time, each sender's messages in order. */
final class DayPlayer {

  /** As many files as lie in the inbox at once. */
  private static final int WAVE = 8;

  private final DemoSettings settings;

  DayPlayer(DemoSettings settings) {
    this.settings = settings;
  }

  /**
   * Sends every message and waits for every answer.
   *
   * @param day the script in order
   * @param progress told how many messages were answered since it was last told; by any thread
   * @return one result for each message, grouped by sender
   * @throws InterruptedException when broken off
   */
  List<Played> play(List<DemoMessage> day, IntConsumer progress) throws InterruptedException {
    var bySender = new LinkedHashMap<String, List<DemoMessage>>();
    day.forEach(
        message ->
            bySender.computeIfAbsent(message.sender(), key -> new ArrayList<>()).add(message));
    var senders = Executors.newFixedThreadPool(bySender.size());
    try {
      var tasks = new ArrayList<Callable<List<Played>>>();
      bySender.values().forEach(messages -> tasks.add(() -> playOne(messages, progress)));
      var played = new ArrayList<Played>();
      for (var result : senders.invokeAll(tasks)) {
        played.addAll(result.get());
      }
      return played;
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a sender of the demo broke off", failure.getCause());
    } finally {
      senders.shutdownNow();
    }
  }

  private List<Played> playOne(List<DemoMessage> messages, IntConsumer progress)
      throws IOException, InterruptedException {
    var played = new ArrayList<Played>();
    try (var line = line(messages.get(0).transport())) {
      for (var wave : waves(messages)) {
        var answers = line.send(wave);
        for (var i = 0; i < wave.size(); i++) {
          played.add(new Played(wave.get(i), answers.get(i)));
        }
        progress.accept(wave.size());
      }
    }
    return played;
  }

  /** Runs of messages about different people, so that a wave has no order to keep within it. */
  static List<List<DemoMessage>> waves(List<DemoMessage> messages) {
    var waves = new ArrayList<List<DemoMessage>>();
    var people = new HashSet<String>();
    for (var message : messages) {
      if (people.isEmpty() || people.size() == WAVE || people.contains(message.patient())) {
        waves.add(new ArrayList<>());
        people.clear();
      }
      waves.get(waves.size() - 1).add(message);
      people.add(message.patient());
    }
    return waves;
  }

  private Line line(DemoMessage.Transport transport) {
    return switch (transport) {
      case MLLP -> new MllpLine(settings.mllpHost(), settings.mllpPort());
      case HTTP -> new HttpLine(settings.http());
      case FOLDER -> new FolderLine(settings.inbox());
    };
  }
}
