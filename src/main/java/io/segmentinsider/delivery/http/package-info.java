/** How Insider is reached: certificates, keys, proxy and names, from the files of the options. */
package io.segmentinsider.delivery.http;
