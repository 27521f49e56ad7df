package io.gan4j.cli;

import io.gan4j.api.GanException;
import io.gan4j.api.ProviderException;
import io.gan4j.api.provider.Workers;
import io.gan4j.core.workers.TfConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The processes that train a run beside this one, on this machine. Closing it ends them. */
final class WorkerProcesses implements AutoCloseable {
  /** Seconds in which a worker has to see that another is gone, or that the run is done. */
  private static final int GRACE = 30;

  /** Milliseconds in which training fails by itself where TensorFlow sees that a worker is gone. */
  private static final int NOTICE = 5_000;

  /** Names the chief to the workers that it has started. */
  private static final String CHIEF = "GAN_CHIEF_PID";

  private final Workers workers;
  private final Path directory;
  private final Map<Integer, Process> others;
  private final Map<Integer, Path> logs = new TreeMap<>();
  private final List<CompletableFuture<Void>> watched = new ArrayList<>();
  private volatile boolean ending;

  private WorkerProcesses(Workers workers, Path directory, Map<Integer, Process> others) {
    this.workers = workers;
    this.directory = directory;
    this.others = others;
  }

  /** Nobody that this one starts. */
  static WorkerProcesses none(Workers workers, Path directory) {
    return new WorkerProcesses(workers, directory, Map.of());
  }

  /**
   * Starts all but the first.
   *
   * @param patience how long they wait for each other; the arguments say it too
   * @param arguments of the command line
   * @param directory the run's; the others' output goes to its folder {@code logs}
   */
  static WorkerProcesses start(
      int count, Duration patience, List<String> arguments, Path directory) {
    Workers first = new Workers(0, addresses(count), patience);
    Map<Integer, Process> others = new TreeMap<>();
    WorkerProcesses started = new WorkerProcesses(first, directory, others);
    try {
      for (int i = 1; i < count; i++) {
        Workers own = new Workers(i, first.addresses());
        ProcessBuilder process = new ProcessBuilder(command(arguments));
        process.environment().put(TfConfig.VARIABLE, TfConfig.describe(own));
        process.environment().put(CHIEF, Long.toString(ProcessHandle.current().pid()));
        process.environment().remove("GAN_STDERR_TTY");
        process.redirectInput(ProcessBuilder.Redirect.from(nothing().toFile()));
        process.redirectErrorStream(true);
        Path log = started.provisionalLog(i);
        started.logs.put(i, log);
        process.redirectOutput(log.toFile());
        others.put(i, process.start());
      }
      return started;
    } catch (IOException e) {
      started.end();
      throw new GanException("cannot start another worker: " + e.getMessage(), e);
    }
  }

  private static Path nothing() {
    return Path.of(System.getProperty("os.name").startsWith("Windows") ? "NUL" : "/dev/null");
  }

  /** Ports of this machine that nobody has now. */
  private static List<String> addresses(int count) {
    List<String> addresses = new ArrayList<>();
    addPorts(count, addresses);
    return addresses;
  }

  /** Holds each port until all are found, so that no two are the same. */
  private static void addPorts(int more, List<String> addresses) {
    if (more == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      addresses.add("127.0.0.1:" + probe.getLocalPort());
      addPorts(more - 1, addresses);
    } catch (IOException e) {
      throw new GanException("no free port for a worker: " + e.getMessage(), e);
    }
  }

  private static List<String> command(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.startsWith("-agentlib") && !option.startsWith("-javaagent")) {
        command.add(option);
      }
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Main.class.getName());
    command.addAll(arguments);
    return command;
  }

  /** Beside the run's directory, which is made later. */
  private Path provisionalLog(int worker) throws IOException {
    Path whole = directory.toAbsolutePath();
    Path parent = whole.getParent();
    if (parent == null) {
      throw new IOException(whole + " is no folder for a run");
    }
    Files.createDirectories(parent);
    return parent.resolve(whole.getFileName() + ".worker-" + worker + ".log");
  }

  /**
   * Ends this process if another worker dies and training does not fail of it: a collective that
   * waits for a worker may wait on when that is gone.
   *
   * @param tell is given the reason
   */
  void watch(Consumer<String> tell) {
    others.forEach(
        (worker, process) ->
            watched.add(
                process
                    .onExit()
                    .thenAccept(
                        ended -> {
                          if (ended.exitValue() != 0) {
                            leave(tell, gone(worker, ended));
                          }
                        })));
    String chief = System.getenv(CHIEF);
    if (chief != null) {
      ProcessHandle.of(Long.parseLong(chief))
          .ifPresent(
              process ->
                  watched.add(
                      process.onExit().thenAccept(ended -> leave(tell, "worker 0 has ended"))));
    }
  }

  private void leave(Consumer<String> tell, String reason) {
    try {
      Thread.sleep(NOTICE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!ending) {
      others.values().forEach(Process::destroyForcibly);
      tell.accept(reason + "; gan resume " + directory + " goes on from the last checkpoint");
      Runtime.getRuntime().halt(CommandLineRunner.FAILED);
    }
  }

  private String gone(int worker, Process process) {
    return "worker "
        + worker
        + " ended with exit code "
        + process.exitValue()
        + ", its log is "
        + logs.get(worker);
  }

  /** Who trains, this one among them. */
  Workers all() {
    return workers;
  }

  /** Puts the others' logs into the run's directory, which is there now. */
  void keepLogs() {
    for (int worker : others.keySet()) {
      try {
        Files.createDirectories(directory.resolve("logs"));
        Path kept = directory.resolve("logs").resolve("worker-" + worker + ".log");
        for (int earlier = 1; Files.exists(kept); earlier++) {
          kept = kept.resolveSibling("worker-" + worker + "." + earlier + ".log");
        }
        Files.move(logs.get(worker), kept);
        logs.put(worker, kept);
      } catch (IOException e) {
        throw new GanException("cannot keep a worker's log: " + e.getMessage(), e);
      }
    }
  }

  /** Ends the others after a failure of this worker, and gives it with what is known of them. */
  RuntimeException afterFailure(RuntimeException failure) {
    ending = true;
    // What is wrong with the run file, the others say as well, and it is said once.
    RuntimeException told = failure instanceof ProviderException ? explained(failure) : failure;
    end();
    if (!(failure instanceof ProviderException) && Files.notExists(directory)) {
      removeLogs();
    }
    return told;
  }

  private void removeLogs() {
    for (Path log : logs.values()) {
      try {
        Files.deleteIfExists(log);
      } catch (IOException e) {
        throw new GanException("cannot remove a worker's log: " + e.getMessage(), e);
      }
    }
  }

  private RuntimeException explained(RuntimeException failure) {
    List<String> gone = new ArrayList<>();
    others.forEach(
        (worker, process) -> {
          if (hasEnded(process, 2) && process.exitValue() != 0) {
            gone.add(gone(worker, process));
          }
        });
    return gone.isEmpty()
        ? failure
        : new GanException(failure.getMessage() + " (" + String.join("; ", gone) + ")", failure);
  }

  private static boolean hasEnded(Process process, int seconds) {
    try {
      return process.waitFor(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return !process.isAlive();
    }
  }

  /** Lets the others end, and ends those that do not. */
  @Override
  public void close() {
    ending = true;
    others.values().forEach(process -> hasEnded(process, GRACE));
    end();
  }

  private void end() {
    others.values().forEach(Process::destroyForcibly);
    others.values().forEach(process -> hasEnded(process, GRACE));
  }
}
