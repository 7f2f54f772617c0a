/**
 * The contract of Insider's Upsert User Data API as tables: default names and their types, required
 * parameters, forms, limits and retention.
 *
 * <p>Each figure has one place here. "C1" to "C24" in comments are the numbered contradictions of
 * the contract and how they are resolved; {@code docs/insider-contract.md} has the list.
 */
package io.segmentinsider.insider;
