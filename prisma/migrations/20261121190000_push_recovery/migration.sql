-- Until when each platform was asked for the pushes that did not arrive, and what the last question came to.
CREATE TABLE "PushRecovery" (
    "platform" TEXT NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,
    "found" INTEGER NOT NULL,
    "unreadable" INTEGER NOT NULL,

    CONSTRAINT "PushRecovery_pkey" PRIMARY KEY ("platform")
);

ALTER TABLE "PushRecovery" ADD CONSTRAINT "PushRecovery_counts" CHECK (found >= 0 AND unreadable >= 0);
