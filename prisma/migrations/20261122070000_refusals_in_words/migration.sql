-- Why a send did not leave, in words: its reason is a code.
ALTER TABLE "send" ADD COLUMN "because" TEXT;
