-- What the reviewers are told with a version; it can hold the password of an account for them.
ALTER TABLE "Submission" ADD COLUMN "sealedForReviewer" TEXT;
