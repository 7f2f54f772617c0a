/**
 * Insider's Upsert User Data API as tables: default names and their types, required parameters,
 * forms, limits and retention.
 *
 * <p>Each figure has one place here. {@code docs/insider-api.md} has the facts behind them and how
 * sure each is; comments point there.
 */
package io.segmentinsider.insider;
