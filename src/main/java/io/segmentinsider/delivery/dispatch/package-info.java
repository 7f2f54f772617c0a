/**
 * The rules of delivery, without Flink and without HTTP. The {@link
 * io.segmentinsider.delivery.dispatch.Dispatcher} takes events (an update, a reply, a timer, the
 * end of the input, a restore, a snapshot) and gives {@link
 * io.segmentinsider.delivery.dispatch.Commands} (send, wake, emit). What is done with each answer
 * stands in the {@link io.segmentinsider.delivery.dispatch.TransitionTable}.
 */
package io.segmentinsider.delivery.dispatch;
