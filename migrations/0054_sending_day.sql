-- When a message was last handed to its provider, business time. A letter nobody could tell of for days counts from the day
-- it really left, not from the day somebody found out.
alter table messages add column handed_over_at timestamptz;
