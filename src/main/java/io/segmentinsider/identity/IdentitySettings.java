package io.segmentinsider.identity;

import java.io.Serializable;
import java.time.Duration;

/**
 * The rules of the ladder.
 *
 * @param emailIsIdentifier whether an e-mail may be one
 * @param phoneIsIdentifier whether a phone number may be one
 * @param stitching which user an anonymous event belongs to
 * @param conflicts what happens to an identifier of another user
 * @param repeatWindow how long a message is remembered
 * @param linkTtl how long a link is kept
 * @param sharedUsers a device with more users than this is shared
 * @param sharedWindow within this time
 * @param maxIdentifiers identifiers that one person is sent with at most
 * @param maxMessages messages that are remembered of one device at most
 * @param consentRequired whether nothing is sent of a person before an opt-in
 */
public record IdentitySettings(
    boolean emailIsIdentifier,
    boolean phoneIsIdentifier,
    IdentityOptions.Stitching stitching,
    IdentityOptions.Conflicts conflicts,
    Duration repeatWindow,
    Duration linkTtl,
    int sharedUsers,
    Duration sharedWindow,
    int maxIdentifiers,
    int maxMessages,
    boolean consentRequired)
    implements Serializable {}
