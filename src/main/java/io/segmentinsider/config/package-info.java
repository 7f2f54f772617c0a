/** Every option of the job, how they are read, and the checked settings that the stages get. */
package io.segmentinsider.config;
