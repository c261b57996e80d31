-- Groups of people that journeys put together, for remarketing.
CREATE TABLE "audience" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "topic" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audience_pkey" PRIMARY KEY ("workspace_id","key")
);
ALTER TABLE "audience" ADD CONSTRAINT "audience_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Who is in an audience, and who was: what a network has been told of is taken back there, too.
CREATE TABLE "audience_member" (
    "workspace_id" UUID NOT NULL,
    "audience" TEXT NOT NULL,
    "profile_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "because" TEXT NOT NULL,
    "enrollment_id" UUID,
    "revision" INTEGER NOT NULL DEFAULT 1,
    "synced_revision" INTEGER NOT NULL DEFAULT 0,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "audience_member_pkey" PRIMARY KEY ("workspace_id","audience","profile_id")
);
CREATE INDEX "audience_member_in" ON "audience_member"("workspace_id", "audience", "changed_at", "profile_id") WHERE (state = 'in');
CREATE INDEX "audience_member_of" ON "audience_member"("profile_id") WHERE (state = 'in');
CREATE INDEX "audience_member_unsynced" ON "audience_member"("workspace_id", "audience", "changed_at") WHERE (synced_revision < revision);
