package io.segmentinsider.tools.console;

import io.segmentinsider.JobSettings;
import java.net.URI;
import javax.annotation.Nullable;

/**
 * What a console shows.
 *
 * @param job the settings of the job, as it runs
 * @param flink where Flink's REST interface is; null if it is not known
 * @param sandbox where the local Insider is; null if the job delivers to another one
 * @param allowReplay whether dead letters may be sent again
 */
public record ConsoleSettings(
    JobSettings job, @Nullable URI flink, @Nullable URI sandbox, boolean allowReplay) {}
