-- What was told of a fix whose measure is not known yet is applied once more when the measure is told of.
CREATE INDEX "HostPush_without_measure" ON "HostPush"("lane") WHERE "outcome" = 'NO_SUCH_MEASURE';
