package io.segmentinsider.profile;

import io.segmentinsider.identity.IdentityOptions;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * The rules of the profile stage.
 *
 * @param refresh an unchanged attribute is not sent again before this; zero sends always
 * @param ttl how long a person's record is kept
 * @param maxAttributes attributes of a person that are remembered at most
 * @param resendEpoch what was sent under another one counts as not sent
 * @param changedIdentifiers what happens to an e-mail or phone number that changed
 * @param trustedTopics topics whose events may ask for it
 * @param awaitsErasures whether a deletion that Insider confirmed comes back by a control topic
 */
public record ProfileSettings(
    Duration refresh,
    Duration ttl,
    int maxAttributes,
    int resendEpoch,
    IdentityOptions.ChangedIdentifierPolicy changedIdentifiers,
    Set<String> trustedTopics,
    boolean awaitsErasures)
    implements Serializable {}
