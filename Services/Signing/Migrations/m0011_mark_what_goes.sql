-- Since when an object is being deleted: who puts the same bytes meanwhile is told to do so later.
ALTER TABLE stored_objects ADD COLUMN going_since timestamptz;
