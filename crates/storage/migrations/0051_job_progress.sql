-- A job may be ordered for one record (a picture that was counted and is to be tested) and take long enough that those
-- who wait want to see which step it is at, whichever node does it.
ALTER TABLE job ADD COLUMN progress TEXT;
