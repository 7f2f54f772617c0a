/** How large a job has to be, from how much it is to carry: job/size. */
package io.segmentinsider.tools.size;
