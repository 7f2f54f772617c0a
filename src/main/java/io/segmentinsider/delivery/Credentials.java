package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.config.JobOptions;
import io.segmentinsider.config.JobSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javax.annotation.Nullable;
import org.apache.flink.configuration.ConfigOption;

/**
 * Partner name and API key, read from files or the environment and read again while delivery is
 * held, so that an expired key is replaced without a restart. The key appears in no text of this
 * class.
 */
final class Credentials {

  /** Where the key is read from if no file is configured. */
  static final String ENVIRONMENT_VARIABLE = "INSIDER_REQUEST_TOKEN";

  private final String configuredPartnerName;
  @Nullable private final Path partnerNameFile;
  @Nullable private final Path tokenFile;
  private volatile String partnerName;
  private volatile String token;

  private Credentials(
      String configuredPartnerName, @Nullable Path partnerNameFile, @Nullable Path tokenFile) {
    this.configuredPartnerName = configuredPartnerName;
    this.partnerNameFile = partnerNameFile;
    this.tokenFile = tokenFile;
    this.partnerName = readPartnerName();
    this.token = readToken();
  }

  /**
   * Reads both.
   *
   * @throws ConfigurationException if a file can't be read, or there is no key
   */
  static Credentials of(JobSettings.Delivery settings) {
    return new Credentials(
        settings.partnerName(), path(settings.partnerNameFile()), path(settings.tokenFile()));
  }

  @Nullable
  private static Path path(@Nullable String file) {
    return file == null ? null : Path.of(file);
  }

  String partnerName() {
    return partnerName;
  }

  String token() {
    return token;
  }

  /** Reads both again; keeps what it has if a file can't be read just now. */
  void reload() {
    try {
      partnerName = readPartnerName();
      token = readToken();
    } catch (ConfigurationException e) {
      // A file that is being replaced may be missing for a moment; what it said stays until then.
    }
  }

  private String readPartnerName() {
    if (partnerNameFile == null) {
      return configuredPartnerName;
    }
    String read = read(partnerNameFile, JobOptions.DELIVERY_PARTNER_NAME_FILE);
    if (read.isBlank()) {
      throw new ConfigurationException(
          JobOptions.DELIVERY_PARTNER_NAME_FILE.key(),
          partnerNameFile.toString(),
          "a file that holds the account's name");
    }
    return read.trim().toLowerCase(Locale.ROOT);
  }

  private String readToken() {
    String read =
        tokenFile == null
            ? System.getenv(ENVIRONMENT_VARIABLE)
            : read(tokenFile, JobOptions.DELIVERY_TOKEN_FILE);
    if (read == null || read.isBlank()) {
      throw new ConfigurationException(
          JobOptions.DELIVERY_TOKEN_FILE.key(),
          tokenFile == null ? null : tokenFile.toString(),
          "a file that holds the API key, or the environment variable "
              + ENVIRONMENT_VARIABLE
              + " on every TaskManager");
    }
    return read.trim();
  }

  private static String read(Path file, ConfigOption<String> option) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new ConfigurationException(option.key(), file.toString(), "a file that can be read");
    }
  }
}
