package io.gan4j.cli;

import com.google.inject.Inject;
import io.gan4j.api.ProviderException;
import io.gan4j.api.internal.Quantities;
import io.gan4j.api.provider.Finding;
import io.gan4j.api.provider.Finding.Level;
import io.gan4j.api.provider.GanProvider;
import io.gan4j.core.Gan;
import io.gan4j.core.run.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code gan doctor}: versions, natives, devices, memory, and what would run where. */
@Command(
    name = "doctor",
    description = "Check the installation: versions, native libraries, devices and memory.")
final class DoctorCommand implements Callable<Integer> {
  private final Gan gan;
  private final Console console;

  @Inject
  DoctorCommand(Gan gan, Console console) {
    this.gan = gan;
    this.console = console;
  }

  @Override
  public Integer call() {
    Runtime runtime = Runtime.getRuntime();
    List<Finding> findings = new ArrayList<>();
    findings.add(new Finding(Level.OK, "gan4j", Version.gan4j()));
    findings.add(
        new Finding(
            Level.OK,
            "Java",
            System.getProperty("java.vendor")
                + " "
                + System.getProperty("java.version")
                + ", "
                + System.getProperty("os.name")
                + " "
                + System.getProperty("os.arch")));
    findings.add(
        new Finding(
            Level.OK,
            "processors",
            runtime.availableProcessors()
                + ", Java heap up to "
                + Quantities.bytes(runtime.maxMemory())));
    GanProvider provider = gan.provider();
    findings.add(new Finding(Level.OK, "provider", provider.name()));
    findings.addAll(provider.diagnose());
    findings.add(automatic(provider));
    int width = findings.stream().mapToInt(f -> f.topic().length()).max().orElse(0);
    for (Finding finding : findings) {
      String mark =
          switch (finding.level()) {
            case OK -> console.coloured(PlainOutput.GREEN, "ok     ");
            case NOTE -> console.coloured(PlainOutput.YELLOW, "note   ");
            case PROBLEM -> console.coloured(PlainOutput.RED, "PROBLEM");
          };
      console
          .out()
          .printf(
              Locale.ROOT, "%s  %-" + width + "s  %s%n", mark, finding.topic(), finding.message());
    }
    return findings.stream().anyMatch(f -> f.level() == Level.PROBLEM)
        ? CommandLineRunner.FAILED
        : CommandLineRunner.DONE;
  }

  private static Finding automatic(GanProvider provider) {
    try {
      return new Finding(Level.OK, "device auto", "takes " + provider.devices().get(0).name());
    } catch (ProviderException e) {
      return new Finding(Level.PROBLEM, "device auto", "takes nothing: " + e.getMessage());
    }
  }
}
