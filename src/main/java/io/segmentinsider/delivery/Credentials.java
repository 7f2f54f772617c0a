package io.segmentinsider.delivery;

import io.segmentinsider.config.ConfigurationException;
import io.segmentinsider.delivery.dispatch.DeliverySettings;
import io.segmentinsider.delivery.http.SecretFile;
import java.nio.file.Path;
import java.util.Locale;
import javax.annotation.Nullable;

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
  static Credentials of(DeliverySettings settings) {
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
    return SecretFile.headerValue(DeliveryOptions.PARTNER_NAME_FILE, partnerNameFile)
        .toLowerCase(Locale.ROOT);
  }

  private String readToken() {
    if (tokenFile != null) {
      return SecretFile.headerValue(DeliveryOptions.TOKEN_FILE, tokenFile);
    }
    String token = System.getenv(ENVIRONMENT_VARIABLE);
    if (token == null || token.isBlank()) {
      throw new ConfigurationException(
          DeliveryOptions.TOKEN_FILE,
          null,
          "a file that holds the API key, or the environment variable "
              + ENVIRONMENT_VARIABLE
              + " on every TaskManager");
    }
    return SecretFile.requireHeaderValue(
        DeliveryOptions.TOKEN_FILE,
        "the environment variable " + ENVIRONMENT_VARIABLE,
        token.strip());
  }
}
