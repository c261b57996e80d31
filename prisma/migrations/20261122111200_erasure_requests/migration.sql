-- People who asked by a link to be erased: a mail asks them whether it was them.
CREATE TABLE "erasure_request" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "profile_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "language" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "mail_at" TIMESTAMPTZ(3),

    CONSTRAINT "erasure_request_pkey" PRIMARY KEY ("id")
);

CREATE INDEX "erasure_request_profile_id_asked_at_idx" ON "erasure_request"("profile_id", "asked_at");

CREATE INDEX "erasure_request_unsent" ON "erasure_request"("mail_at") WHERE mail_at IS NOT NULL;

CREATE INDEX "erasure_request_asked_at_idx" ON "erasure_request"("asked_at");
