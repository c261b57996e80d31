-- What journeys have come to, counted as it happens and not by reading histories.
-- Triggers write each change as a row that nobody else touches, so whoever moves a run or a send is counted without
-- knowing it, and no two writers ever wait for one counter. The worker folds changes into counts, a report adds up both.
CREATE TABLE "report_change" (
    "journey_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "by" INTEGER NOT NULL
);

CREATE TABLE "report_count" (
    "journey_id" UUID NOT NULL,
    "what" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "report_count_pkey" PRIMARY KEY ("journey_id", "what", "step", "name")
);

-- The name under which an end is counted: of a reason in words, what comes before the colon. The rest tells of one
-- person, and would make a count of its own for everybody.
CREATE FUNCTION "report_reason"(because text) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT left(split_part(coalesce(because, ''), ': ', 1), 200) $$;

-- The bodies below say \x3B for the character that ends statements: migrations are split at it.
CREATE FUNCTION "report_entered"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO report_change VALUES
    (NEW.journey_id, ''entered'', '''', '''', 1),
    (NEW.journey_id, NEW.state, coalesce(NEW.step, ''''), CASE WHEN NEW.state <> ''active'' THEN report_reason(NEW.because) ELSE '''' END, 1)\x3B
  RETURN NULL\x3B
END';

CREATE FUNCTION "report_moved"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO report_change VALUES
    (OLD.journey_id, OLD.state, coalesce(OLD.step, ''''), CASE WHEN OLD.state <> ''active'' THEN report_reason(OLD.because) ELSE '''' END, -1),
    (NEW.journey_id, NEW.state, coalesce(NEW.step, ''''), CASE WHEN NEW.state <> ''active'' THEN report_reason(NEW.because) ELSE '''' END, 1)\x3B
  RETURN NULL\x3B
END';

CREATE FUNCTION "report_noted"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO report_change VALUES (NEW.journey_id, TG_ARGV[0], '''', '''', 1)\x3B
  RETURN NULL\x3B
END';

CREATE FUNCTION "report_send"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  IF TG_OP = ''UPDATE'' THEN
    INSERT INTO report_change VALUES (OLD.journey_id, ''send'', OLD.step, OLD.state, -1)\x3B
  END IF\x3B
  INSERT INTO report_change VALUES (NEW.journey_id, ''send'', NEW.step, NEW.state, 1)\x3B
  RETURN NULL\x3B
END';

CREATE FUNCTION "report_path"() RETURNS trigger LANGUAGE plpgsql AS E'
BEGIN
  INSERT INTO report_change SELECT journey_id, ''path'', NEW.step, NEW.detail ->> ''path'', 1 FROM enrollment WHERE id = NEW.enrollment_id\x3B
  RETURN NULL\x3B
END';

CREATE TRIGGER "report_entered" AFTER INSERT ON "enrollment" FOR EACH ROW EXECUTE FUNCTION "report_entered"();
CREATE TRIGGER "report_moved" AFTER UPDATE ON "enrollment" FOR EACH ROW
  WHEN (OLD.state <> NEW.state OR OLD.step IS DISTINCT FROM NEW.step) EXECUTE FUNCTION "report_moved"();
CREATE TRIGGER "report_engaged" AFTER UPDATE ON "enrollment" FOR EACH ROW
  WHEN (OLD.engaged_at IS NULL AND NEW.engaged_at IS NOT NULL) EXECUTE FUNCTION "report_noted"('engaged');
CREATE TRIGGER "report_converted" AFTER UPDATE ON "enrollment" FOR EACH ROW
  WHEN (OLD.goal_at IS NULL AND NEW.goal_at IS NOT NULL) EXECUTE FUNCTION "report_noted"('converted');
CREATE TRIGGER "report_sent" AFTER INSERT ON "send" FOR EACH ROW EXECUTE FUNCTION "report_send"();
CREATE TRIGGER "report_settled" AFTER UPDATE ON "send" FOR EACH ROW
  WHEN (OLD.state <> NEW.state) EXECUTE FUNCTION "report_send"();
CREATE TRIGGER "report_path" AFTER INSERT ON "step_log" FOR EACH ROW
  WHEN (NEW.detail ->> 'path' IS NOT NULL) EXECUTE FUNCTION "report_path"();

-- What has happened before there were counts.
INSERT INTO "report_count" ("journey_id", "what", "step", "name", "count")
  SELECT journey_id, 'entered', '', '', count(*) FROM enrollment GROUP BY 1
  UNION ALL
  SELECT journey_id, state, coalesce(step, ''), CASE WHEN state <> 'active' THEN report_reason(because) ELSE '' END, count(*)
    FROM enrollment GROUP BY 1, 2, 3, 4
  UNION ALL
  SELECT journey_id, 'engaged', '', '', count(*) FROM enrollment WHERE engaged_at IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT journey_id, 'converted', '', '', count(*) FROM enrollment WHERE goal_at IS NOT NULL GROUP BY 1
  UNION ALL
  SELECT journey_id, 'send', step, state, count(*) FROM send GROUP BY 1, 2, 3, 4;
