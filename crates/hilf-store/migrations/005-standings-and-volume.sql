-- How many alerts stand where, by `alerts.` and the state: counting them all takes longer than a
-- page may.
INSERT INTO counter (name, value)
SELECT 'alerts.' || state, count(*) FROM alert GROUP BY state;

-- How many screenings there were, by the hour, named by its first microsecond. Of before only what
-- runs did is known.
CREATE TABLE screened (hour BIGINT PRIMARY KEY, number BIGINT NOT NULL);
INSERT INTO screened (hour, number)
SELECT finished_at - finished_at % 3600000000, sum(screened) FROM run
WHERE finished_at IS NOT NULL GROUP BY finished_at - finished_at % 3600000000;
