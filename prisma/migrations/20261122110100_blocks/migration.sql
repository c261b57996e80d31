-- Pieces that templates share. They are put into a template when it is compiled, and it is compiled anew when one changes.
CREATE TABLE "block" (
    "workspace_id" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "mjml" TEXT,
    "html" TEXT,
    "text" TEXT,
    "locales" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "block_pkey" PRIMARY KEY ("workspace_id", "key"),
    CONSTRAINT "block_workspace_id_fkey" FOREIGN KEY ("workspace_id") REFERENCES "workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

ALTER TABLE "template" ADD COLUMN "blocks" TEXT[] DEFAULT ARRAY[]::TEXT[];
