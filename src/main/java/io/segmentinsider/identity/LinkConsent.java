package io.segmentinsider.identity;

import io.segmentinsider.identity.IdentityOptions.Stitching;
import io.segmentinsider.record.GdprOptin;
import io.segmentinsider.record.Identifier;
import javax.annotation.Nullable;

/**
 * What was answered with one identifier by people who are not known as users yet, and refusals of
 * everybody. A user's opt-in stands in the user's own record, and nowhere else. Immutable.
 *
 * <p>An opt-in is handed on only to whom it surely belongs to; a refusal to whom it may belong to.
 *
 * @param optIn the newest opt-in; null if there is none
 * @param refusal the newest refusal; null if there is none
 */
public record LinkConsent(@Nullable GdprOptin optIn, @Nullable GdprOptin refusal) {

  /** Nothing was answered. */
  public static final LinkConsent NONE = new LinkConsent(null, null);

  /** The owner of an answer that nothing but the identifier itself was named with. */
  static final String ITSELF = "";

  private static final String UUID_PREFIX = Identifier.uuid("").key();

  /**
   * Remembers an answer.
   *
   * @param answer what the owner of an update answered; null if nothing
   * @param identifier which of its identifiers this is kept for
   */
  LinkConsent with(@Nullable GdprOptin answer, Identifier identifier) {
    if (answer == null || (answer.optedIn() && isUser(answer.owner()))) {
      return this;
    }
    GdprOptin known = answer.optedIn() ? optIn : refusal;
    if (known != null && answer.at() <= known.at()) {
      return this;
    }
    GdprOptin kept =
        answer.owner().equals(identifier.key())
            ? new GdprOptin(answer.optedIn(), answer.at(), ITSELF)
            : answer;
    return kept.optedIn() ? new LinkConsent(kept, refusal) : new LinkConsent(optIn, kept);
  }

  /**
   * What an owner answered, as far as this identifier tells.
   *
   * @param owner key of the owner of an update
   * @param identifier the identifier, which the update names
   * @param link what is known of it
   * @param stitching who an event without a user belongs to
   * @return null if nothing
   */
  @Nullable
  GdprOptin of(String owner, Identifier identifier, Link link, Stitching stitching) {
    if (optIn == null && refusal == null) {
      return null;
    }
    boolean alone = owner.equals(identifier.key());
    GdprOptin opted =
        optIn != null && surelyOf(owner, alone, link, stitching)
            ? new GdprOptin(true, optIn.at(), owner)
            : null;
    GdprOptin refused =
        refusal != null && maybeOf(owner, alone, link)
            ? new GdprOptin(false, refusal.at(), owner)
            : null;
    return GdprOptin.newer(refused, opted);
  }

  /**
   * An opt-in is its owner's, and that of an update that names nothing but an identifier which
   * Insider holds for that owner. One that was given with the identifier alone is whose the
   * identifier is at Insider; and of a user only if that one, by the rule for events, signed in
   * next.
   */
  private boolean surelyOf(String owner, boolean alone, Link link, Stitching stitching) {
    String by = optIn.owner();
    if (by.equals(owner) || (alone && (by.equals(ITSELF) || by.equals(link.claimedBy())))) {
      return true;
    }
    return by.equals(ITSELF)
        && owner.equals(link.claimedBy())
        && (!isUser(owner)
            || (stitching != Stitching.OFF
                && !link.isSharedAt(optIn.at())
                && hadIdentifier(owner, link, optIn.at())));
  }

  /** Where nobody can say who uses the identifier, a refusal of anybody counts. */
  private boolean maybeOf(String owner, boolean alone, Link link) {
    String by = refusal.owner();
    return alone
        || by.equals(owner)
        || (by.equals(ITSELF)
            && (owner.equals(link.claimedBy()) || hadIdentifier(owner, link, refusal.at())));
  }

  private static boolean hadIdentifier(String owner, Link link, long time) {
    String user = link.userAt(time);
    return user != null && owner.equals(Identifier.uuid(user).key());
  }

  private static boolean isUser(String owner) {
    return owner.startsWith(UUID_PREFIX);
  }

  /**
   * The same without what that person answered until then, or may have answered.
   *
   * @param link what is known of the identifier
   */
  LinkConsent without(String owner, long until, Link link) {
    return new LinkConsent(
        without(optIn, owner, until, link), without(refusal, owner, until, link));
  }

  @Nullable
  private static GdprOptin without(
      @Nullable GdprOptin answer, String owner, long until, Link link) {
    if (answer == null || answer.at() > until) {
      return answer;
    }
    String user = link.userAt(answer.at());
    boolean mayBeTheirs =
        answer.owner().equals(ITSELF)
            && (user == null || Identifier.uuid(user).key().equals(owner));
    return mayBeTheirs || answer.owner().equals(owner) ? null : answer;
  }
}
