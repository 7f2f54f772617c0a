/**
 * Fifth stage: updates reach Insider, in order per owner, in big requests, through failures. {@link
 * io.segmentinsider.delivery.DeliveryOperator} keeps what is not settled; {@link
 * io.segmentinsider.delivery.AnswerTable} says what an answer means; {@link
 * io.segmentinsider.delivery.UpsertFunction} makes the call.
 */
package io.segmentinsider.delivery;
