/**
 * Fourth stage: an owner's updates in order. Identifiers of other people are taken out, older
 * values of an attribute are left out, what did not change is not sent again, and what is left is
 * numbered.
 */
package io.segmentinsider.profile;
