-- What recipients do with the links of their messages.
CREATE TABLE "hit" (
    "id" UUID NOT NULL,
    "workspace_id" UUID NOT NULL,
    "send_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "link" INTEGER,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "emit_at" TIMESTAMPTZ(3),

    CONSTRAINT "hit_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "hit_send_id_at_idx" ON "hit"("send_id", "at");

-- The sweeper looks for hits whose event is still to be recorded.
CREATE INDEX "hit_unsettled" ON "hit"("emit_at") WHERE (emit_at IS NOT NULL);
