/** How options are read and what is said of wrong ones; what all Kafka clients share. */
package io.segmentinsider.config;
