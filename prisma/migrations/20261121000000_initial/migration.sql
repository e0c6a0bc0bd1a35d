-- Everything there is on the first day.
-- Why the constraints at the end: columns with a fixed vocabulary are text, so that a new word costs no
-- rewrite of a table; the database still refuses any other. Undo: drop the schema.

-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateTable
CREATE TABLE "Host" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "nameZh" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "form" TEXT NOT NULL,
    "confirmation" TEXT NOT NULL,
    "source" TEXT NOT NULL,
    "offeredFrom" TEXT NOT NULL,

    CONSTRAINT "Host_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Acceptance" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "documentId" TEXT NOT NULL,
    "documentVersion" TEXT NOT NULL,
    "how" TEXT NOT NULL,
    "personId" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Acceptance_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Subject" (
    "accountId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "sealedDetails" TEXT NOT NULL,
    "guardianFileId" TEXT,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Subject_pkey" PRIMARY KEY ("accountId")
);

-- CreateTable
CREATE TABLE "File" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "mediaType" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "sha256" TEXT NOT NULL,
    "sealedBytes" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "File_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Material" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT,
    "paper" TEXT NOT NULL,
    "sealedHolder" TEXT NOT NULL,
    "fileId" TEXT NOT NULL,
    "validFrom" TEXT NOT NULL,
    "validUntil" TEXT,
    "state" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Material_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Program" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "manifest" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Program_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Registration" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "sealedEmail" TEXT NOT NULL,
    "emailLock" TEXT,
    "state" TEXT NOT NULL,
    "appId" TEXT,
    "admission" TEXT NOT NULL,
    "verification" TEXT NOT NULL,
    "sealedConsentUrl" TEXT,
    "sealedVerificationUrl" TEXT,
    "words" TEXT,
    "attempt" INTEGER NOT NULL DEFAULT 1,
    "leaseUntil" TIMESTAMPTZ(3),
    "leaseOwner" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Registration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HostSelection" (
    "programId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "mode" TEXT NOT NULL,
    "hostIds" TEXT[],
    "chosenAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HostSelection_pkey" PRIMARY KEY ("programId","platform")
);

-- CreateTable
CREATE TABLE "Version" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "description" TEXT NOT NULL,
    "settings" JSONB NOT NULL,
    "templates" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Version_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "declaration" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Package" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "submissionId" TEXT NOT NULL,
    "versionId" TEXT NOT NULL,
    "registrationId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "hostIds" TEXT[],
    "state" TEXT NOT NULL,
    "review" TEXT NOT NULL,
    "goal" TEXT,
    "online" BOOLEAN NOT NULL DEFAULT false,
    "reference" TEXT,
    "trouble" JSONB,
    "leaseUntil" TIMESTAMPTZ(3),
    "leaseOwner" TEXT,
    "submittedAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Package_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "packageId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "hostId" TEXT,
    "reviewer" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "words" TEXT,
    "reasonCode" TEXT,
    "source" TEXT NOT NULL,
    "openedAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Distribution" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "programId" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "hostId" TEXT NOT NULL,
    "packageId" TEXT,
    "confirmation" TEXT NOT NULL,
    "release" TEXT NOT NULL,
    "words" TEXT,
    "livePackageId" TEXT,
    "liveSince" TIMESTAMPTZ(3),
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Distribution_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HostPush" (
    "id" TEXT NOT NULL,
    "platform" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "event" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "sealedMessage" TEXT NOT NULL,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "appliedAt" TIMESTAMPTZ(3),
    "outcome" TEXT,

    CONSTRAINT "HostPush_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "HostCredential" (
    "platform" TEXT NOT NULL,
    "holder" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "revision" INTEGER NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "HostCredential_pkey" PRIMARY KEY ("platform","holder","kind")
);

-- CreateTable
CREATE TABLE "StreamHead" (
    "stream" TEXT NOT NULL,
    "head" BIGINT NOT NULL,

    CONSTRAINT "StreamHead_pkey" PRIMARY KEY ("stream")
);

-- CreateTable
CREATE TABLE "Event" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "accountPosition" BIGINT NOT NULL,
    "hostId" TEXT,
    "hostPosition" BIGINT,
    "type" TEXT NOT NULL,
    "programId" TEXT,
    "subjectId" TEXT,
    "payload" JSONB NOT NULL,
    "source" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Event_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Act" (
    "space" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealedInputHash" TEXT NOT NULL,
    "sealedOutcome" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Act_pkey" PRIMARY KEY ("space","key")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" TEXT NOT NULL,
    "sealedEmail" TEXT NOT NULL,
    "emailVerified" BOOLEAN NOT NULL,
    "sealedName" TEXT NOT NULL,
    "sealedImage" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInMethod" (
    "id" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "sealedSubject" TEXT NOT NULL,
    "sealedPassword" TEXT,
    "sealedAccessToken" TEXT,
    "sealedRefreshToken" TEXT,
    "sealedIdToken" TEXT,
    "accessTokenExpiresAt" TIMESTAMPTZ(3),
    "refreshTokenExpiresAt" TIMESTAMPTZ(3),
    "scope" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInMethod_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "sealedToken" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "activeAccountId" TEXT,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "sealedIpAddress" TEXT,
    "sealedUserAgent" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SignInChallenge" (
    "id" TEXT NOT NULL,
    "sealedIdentifier" TEXT NOT NULL,
    "sealedValue" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SignInChallenge_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Account" (
    "id" TEXT NOT NULL,
    "sealedName" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "logo" TEXT,
    "metadata" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Account_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Member" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Member_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Invitation" (
    "id" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "sealedEmail" TEXT NOT NULL,
    "role" TEXT,
    "status" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "inviterId" TEXT NOT NULL,

    CONSTRAINT "Invitation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApiToken" (
    "id" TEXT NOT NULL,
    "configId" TEXT NOT NULL,
    "accountId" TEXT NOT NULL,
    "name" TEXT,
    "start" TEXT,
    "prefix" TEXT,
    "tokenHash" TEXT NOT NULL,
    "permissions" TEXT,
    "metadata" TEXT,
    "enabled" BOOLEAN,
    "expiresAt" TIMESTAMPTZ(3),
    "lastUsedAt" TIMESTAMPTZ(3),
    "requestCount" INTEGER,
    "remaining" INTEGER,
    "refillInterval" INTEGER,
    "refillAmount" INTEGER,
    "lastRefillAt" TIMESTAMPTZ(3),
    "rateLimitEnabled" BOOLEAN,
    "rateLimitTimeWindow" INTEGER,
    "rateLimitMax" INTEGER,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ApiToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PartnerCredential" (
    "id" TEXT NOT NULL,
    "hostId" TEXT NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "revokedAt" TIMESTAMPTZ(3),

    CONSTRAINT "PartnerCredential_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimit" (
    "id" TEXT NOT NULL,
    "sealedKey" TEXT NOT NULL,
    "count" INTEGER NOT NULL,
    "lastRequest" BIGINT NOT NULL,

    CONSTRAINT "RateLimit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Host_platform_idx" ON "Host"("platform");

-- CreateIndex
CREATE UNIQUE INDEX "Acceptance_accountId_documentId_documentVersion_key" ON "Acceptance"("accountId", "documentId", "documentVersion");

-- CreateIndex
CREATE UNIQUE INDEX "File_accountId_sha256_name_key" ON "File"("accountId", "sha256", "name");

-- CreateIndex
CREATE INDEX "Material_accountId_programId_idx" ON "Material"("accountId", "programId");

-- CreateIndex
CREATE INDEX "Program_accountId_id_idx" ON "Program"("accountId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Program_accountId_name_key" ON "Program"("accountId", "name");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_emailLock_key" ON "Registration"("emailLock");

-- CreateIndex
CREATE INDEX "Registration_accountId_idx" ON "Registration"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_programId_platform_key" ON "Registration"("programId", "platform");

-- CreateIndex
CREATE UNIQUE INDEX "Registration_platform_appId_key" ON "Registration"("platform", "appId");

-- CreateIndex
CREATE INDEX "Version_accountId_idx" ON "Version"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "Version_programId_number_key" ON "Version"("programId", "number");

-- CreateIndex
CREATE INDEX "Submission_programId_createdAt_idx" ON "Submission"("programId", "createdAt");

-- CreateIndex
CREATE INDEX "Submission_accountId_idx" ON "Submission"("accountId");

-- CreateIndex
CREATE INDEX "Package_programId_platform_submittedAt_idx" ON "Package"("programId", "platform", "submittedAt");

-- CreateIndex
CREATE INDEX "Package_accountId_idx" ON "Package"("accountId");

-- CreateIndex
CREATE INDEX "Package_registrationId_idx" ON "Package"("registrationId");

-- CreateIndex
CREATE UNIQUE INDEX "Package_versionId_platform_key" ON "Package"("versionId", "platform");

-- CreateIndex
CREATE INDEX "Review_packageId_idx" ON "Review"("packageId");

-- CreateIndex
CREATE INDEX "Review_hostId_state_idx" ON "Review"("hostId", "state");

-- CreateIndex
CREATE INDEX "Review_programId_openedAt_idx" ON "Review"("programId", "openedAt" DESC);

-- CreateIndex
CREATE INDEX "Distribution_accountId_idx" ON "Distribution"("accountId");

-- CreateIndex
CREATE INDEX "Distribution_packageId_idx" ON "Distribution"("packageId");

-- CreateIndex
CREATE UNIQUE INDEX "Distribution_programId_hostId_key" ON "Distribution"("programId", "hostId");

-- CreateIndex
CREATE UNIQUE INDEX "HostPush_platform_key_key" ON "HostPush"("platform", "key");

-- CreateIndex
CREATE INDEX "Event_programId_accountPosition_idx" ON "Event"("programId", "accountPosition");

-- CreateIndex
CREATE UNIQUE INDEX "Event_accountId_accountPosition_key" ON "Event"("accountId", "accountPosition");

-- CreateIndex
CREATE UNIQUE INDEX "Event_hostId_hostPosition_key" ON "Event"("hostId", "hostPosition");

-- CreateIndex
CREATE UNIQUE INDEX "Person_sealedEmail_key" ON "Person"("sealedEmail");

-- CreateIndex
CREATE INDEX "SignInMethod_personId_idx" ON "SignInMethod"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "SignInMethod_provider_sealedSubject_key" ON "SignInMethod"("provider", "sealedSubject");

-- CreateIndex
CREATE UNIQUE INDEX "Session_sealedToken_key" ON "Session"("sealedToken");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE INDEX "SignInChallenge_sealedIdentifier_idx" ON "SignInChallenge"("sealedIdentifier");

-- CreateIndex
CREATE UNIQUE INDEX "Account_slug_key" ON "Account"("slug");

-- CreateIndex
CREATE INDEX "Member_personId_idx" ON "Member"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Member_accountId_personId_key" ON "Member"("accountId", "personId");

-- CreateIndex
CREATE INDEX "Invitation_accountId_idx" ON "Invitation"("accountId");

-- CreateIndex
CREATE INDEX "Invitation_sealedEmail_idx" ON "Invitation"("sealedEmail");

-- CreateIndex
CREATE UNIQUE INDEX "ApiToken_tokenHash_key" ON "ApiToken"("tokenHash");

-- CreateIndex
CREATE INDEX "ApiToken_accountId_idx" ON "ApiToken"("accountId");

-- CreateIndex
CREATE UNIQUE INDEX "PartnerCredential_tokenHash_key" ON "PartnerCredential"("tokenHash");

-- CreateIndex
CREATE INDEX "PartnerCredential_hostId_idx" ON "PartnerCredential"("hostId");

-- CreateIndex
CREATE UNIQUE INDEX "RateLimit_sealedKey_key" ON "RateLimit"("sealedKey");

-- CreateIndex
CREATE INDEX "RateLimit_lastRequest_idx" ON "RateLimit"("lastRequest");

-- AddForeignKey
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Subject" ADD CONSTRAINT "Subject_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "File" ADD CONSTRAINT "File_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Material" ADD CONSTRAINT "Material_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Material" ADD CONSTRAINT "Material_fileId_fkey" FOREIGN KEY ("fileId") REFERENCES "File"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Program" ADD CONSTRAINT "Program_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "HostSelection" ADD CONSTRAINT "HostSelection_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Version" ADD CONSTRAINT "Version_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Package" ADD CONSTRAINT "Package_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Package" ADD CONSTRAINT "Package_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Package" ADD CONSTRAINT "Package_versionId_fkey" FOREIGN KEY ("versionId") REFERENCES "Version"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Package" ADD CONSTRAINT "Package_registrationId_fkey" FOREIGN KEY ("registrationId") REFERENCES "Registration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_packageId_fkey" FOREIGN KEY ("packageId") REFERENCES "Package"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_programId_fkey" FOREIGN KEY ("programId") REFERENCES "Program"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_hostId_fkey" FOREIGN KEY ("hostId") REFERENCES "Host"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_packageId_fkey" FOREIGN KEY ("packageId") REFERENCES "Package"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_livePackageId_fkey" FOREIGN KEY ("livePackageId") REFERENCES "Package"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignInMethod" ADD CONSTRAINT "SignInMethod_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Member" ADD CONSTRAINT "Member_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Invitation" ADD CONSTRAINT "Invitation_inviterId_fkey" FOREIGN KEY ("inviterId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApiToken" ADD CONSTRAINT "ApiToken_accountId_fkey" FOREIGN KEY ("accountId") REFERENCES "Account"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Vocabularies, in the words of the code
ALTER TABLE "Acceptance" ADD CONSTRAINT "Acceptance_how" CHECK (how IN ('EXPLICIT', 'BY_USE'));
ALTER TABLE "Material" ADD CONSTRAINT "Material_state" CHECK (state IN ('EFFECTIVE', 'PENDING', 'SUPERSEDED'));
ALTER TABLE "Member" ADD CONSTRAINT "Member_role" CHECK (role IN ('OWNER', 'ADMIN', 'DEVELOPER', 'VIEWER'));
ALTER TABLE "Host" ADD CONSTRAINT "Host_confirmation" CHECK (confirmation IN ('PLATFORM', 'OWN'));
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_state" CHECK (state IN ('REQUESTED', 'REGISTERED', 'REFUSED'));
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_app" CHECK (state <> 'REGISTERED' OR "appId" IS NOT NULL);
ALTER TABLE "Registration" ADD CONSTRAINT "Registration_checks" CHECK (
  admission IN ('NONE', 'PENDING', 'PASSED', 'REFUSED', 'EXPIRED')
  AND verification IN ('NONE', 'PENDING', 'PASSED', 'REFUSED', 'EXPIRED'));
ALTER TABLE "HostSelection" ADD CONSTRAINT "HostSelection_mode" CHECK (
  (mode = 'UNSPECIFIED' AND cardinality("hostIds") = 0) OR (mode = 'EXPLICIT' AND cardinality("hostIds") > 0));
ALTER TABLE "Package" ADD CONSTRAINT "Package_axes" CHECK (
  state IN ('NONE', 'UPLOADING', 'UPLOADED', 'FAILED')
  AND review IN ('NOT_SUBMITTED', 'IN_REVIEW', 'DELAYED', 'APPROVED', 'REJECTED', 'WITHDRAWN')
  AND (goal IS NULL OR goal IN ('IN_REVIEW', 'WITHDRAWN', 'RELEASED')));
ALTER TABLE "Package" ADD CONSTRAINT "Package_online" CHECK (NOT online OR review = 'APPROVED');
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_axes" CHECK (
  confirmation IN ('NOT_NEEDED', 'WAITING', 'PENDING', 'CONFIRMED', 'REFUSED')
  AND release IN ('NOT_RELEASED', 'RELEASING', 'RELEASED', 'SUPERSEDED'));
-- No host shows what it has refused or not yet confirmed (baidu/3.6).
ALTER TABLE "Distribution" ADD CONSTRAINT "Distribution_released" CHECK (
  release NOT IN ('RELEASING', 'RELEASED') OR confirmation IN ('NOT_NEEDED', 'CONFIRMED'));
ALTER TABLE "Review" ADD CONSTRAINT "Review_reviewer" CHECK ((reviewer = 'HOST') = ("hostId" IS NOT NULL));
ALTER TABLE "Event" ADD CONSTRAINT "Event_source" CHECK (source IN ('GATEWAY', 'OBSERVED', 'REPORTED', 'SIMULATED'));

-- The log is appended to and read; nobody changes what happened.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the event log is append-only';
END $$;
CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE ON "Event" FOR EACH ROW EXECUTE FUNCTION refuse_change();
