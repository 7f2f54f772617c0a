/**
 * Fifth stage: updates reach Insider, in order per owner, in big requests, through failures. {@link
 * io.segmentinsider.delivery.DeliveryOperator} keeps in Flink's state what is not settled and
 * drives the rules, which stand in {@link io.segmentinsider.delivery.dispatch}; {@link
 * io.segmentinsider.delivery.UpsertFunction} makes the call.
 */
package io.segmentinsider.delivery;
